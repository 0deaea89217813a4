import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { listOrgUnitsEndpoint, type OrgUnit } from "../../brands/brands.contract.ts";

interface ScopeSelectProps {
  value: string;
  onChange: (scope: string) => void;
}

/** The scope as endpoints ask for it that know no other. */
export const groupsOf = (scope: string) => ({
  mine: scope === "mine" ? "true" : undefined,
  orgId: scope.startsWith("org:") ? scope.slice(4) : undefined,
});

const depthOf: Record<OrgUnit["level"], number> = { headquarters: 0, city: 0, district: 1, grid: 2 };

/** Which groups: all in sight, one's own, or those of a city or district. */
export function ScopeSelect({ value, onChange }: ScopeSelectProps) {
  const { t } = useTranslation("insight");
  const brand = useBrand();
  const units = useEndpoint(listOrgUnitsEndpoint, {}, { enabled: brand.can("groups.read") }).data?.items ?? [];
  const top = units.find((unit) => unit.parentId === null || !units.some((one) => one.id === unit.parentId));
  const below = (parentId: string | undefined): OrgUnit[] =>
    units.filter((unit) => unit.parentId === parentId).flatMap((unit) => [unit, ...below(unit.id)]);
  const groups = formatCount(top?.groups ?? 0);
  const whole = brand.scopeOf("insight.read") === "brand" ? t("scope.all", { groups }) : t("scope.subtree", { groups });
  const options = [
    ...(brand.scopeOf("insight.read") === "own" ? [] : [{ value: "brand", label: whole }]),
    { value: "mine", label: t("scope.mine") },
    ...below(top?.id)
      .filter((unit) => unit.groups > 0)
      .map((unit) => ({
        value: `org:${unit.id}`,
        label: `${"\u3000".repeat(depthOf[unit.level])}${t("scope.org", { name: unit.name, groups: formatCount(unit.groups) })}`,
      })),
  ];
  return (
    <Select
      size="small"
      className="scope"
      aria-label={t("scope.label")}
      value={options.some((one) => one.value === value) ? value : options[0]?.value}
      options={options}
      popupMatchSelectWidth={220}
      labelRender={(label) => String(label.label ?? "").trim()}
      onChange={onChange}
    />
  );
}
