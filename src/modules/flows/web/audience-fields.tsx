import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { FormField } from "../../../web/ui/form-field.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { listOrgUnitsEndpoint } from "../../brands/brands.contract.ts";
import { listBlueprintsEndpoint } from "../../groups/blueprints.contract.ts";
import { useGroupSearch } from "../../groups/web/use-group-search.ts";
import { orgPaths } from "../../groups/web/org-options.ts";
import type { FlowAudience } from "../spec.contract.ts";

interface AudienceFieldsProps {
  value: FlowAudience | null;
  onChange: (audience: FlowAudience | null) => void;
}

/** Lets one choose groups by blueprint, by org unit or one by one; null until the choice means something. */
export function AudienceFields({ value, onChange }: AudienceFieldsProps) {
  const { t } = useTranslation("flows");
  const [kind, setKind] = useState<FlowAudience["kind"]>(value?.kind ?? "blueprint");
  const kinds = (["blueprint", "orgs", "groups"] as const).map((one) => ({ value: one, label: t(`audience.${one}`) }));
  const choose = (next: FlowAudience["kind"]) => {
    setKind(next);
    onChange(null);
  };
  return (
    <div className="field">
      <span className="lb">{t("audience.title")}</span>
      <Segmented label={t("audience.title")} options={kinds} value={kind} onChange={choose} />
      <div className="flows-source">
        <KindFields kind={kind} value={value} onChange={onChange} />
      </div>
    </div>
  );
}

function KindFields({ kind, value, onChange }: AudienceFieldsProps & { kind: FlowAudience["kind"] }) {
  const { t } = useTranslation("flows");
  if (kind === "blueprint") return <ByBlueprint value={value?.kind === "blueprint" ? value : null} onChange={onChange} />;
  if (kind === "orgs")
    return (
      <Orgs
        label={t("audience.pickOrgs")}
        value={value?.kind === "orgs" ? value.orgIds : []}
        onChange={(orgIds) => onChange(orgIds.length > 0 ? { kind, orgIds } : null)}
      />
    );
  return (
    <Groups
      value={value?.kind === "groups" ? value.groupIds : []}
      onChange={(groupIds) => onChange(groupIds.length > 0 ? { kind, groupIds } : null)}
    />
  );
}

type ByBlueprintAudience = Extract<FlowAudience, { kind: "blueprint" }>;

function ByBlueprint({ value, onChange }: { value: ByBlueprintAudience | null; onChange: (audience: FlowAudience) => void }) {
  const { t } = useTranslation("flows");
  const [orgIds, setOrgIds] = useState(value?.orgIds ?? []);
  const blueprints = useEndpoint(listBlueprintsEndpoint, {}).data?.items ?? [];
  return (
    <>
      <FormField label={t("audience.pickBlueprint")}>
        <Select
          value={value?.blueprintId}
          placeholder={t("audience.pickBlueprint")}
          options={blueprints.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(blueprintId: string) => onChange({ kind: "blueprint", blueprintId, orgIds })}
        />
      </FormField>
      <Orgs
        label={t("audience.within")}
        value={orgIds}
        onChange={(next) => {
          setOrgIds(next);
          if (value) onChange({ ...value, orgIds: next });
        }}
      />
    </>
  );
}

function Orgs({ label, value, onChange }: { label: string; value: string[]; onChange: (orgIds: string[]) => void }) {
  const { t } = useTranslation("flows");
  const units = useEndpoint(listOrgUnitsEndpoint, {}).data?.items ?? [];
  return (
    <FormField label={label}>
      <Select
        mode="multiple"
        value={value}
        placeholder={t("audience.withinAll")}
        optionFilterProp="label"
        onChange={onChange}
        options={orgPaths(units).map(({ unit, path }) => ({ value: unit.id, label: `${path} · ${t("groups", { count: unit.groups })}` }))}
      />
    </FormField>
  );
}

function Groups({ value, onChange }: { value: string[]; onChange: (groupIds: string[]) => void }) {
  const { t } = useTranslation("flows");
  const [q, setQ] = useState("");
  const found = useGroupSearch(q);
  return (
    <FormField label={t("audience.pickGroups")} hint={t("audience.picked", { count: value.length })}>
      <Select
        mode="multiple"
        value={value}
        placeholder={t("audience.searchGroups")}
        filterOption={false}
        showSearch
        onSearch={setQ}
        maxTagCount={0}
        maxTagPlaceholder={t("audience.picked", { count: value.length })}
        onChange={onChange}
        options={found.map((group) => ({ value: group.id, label: `${group.name} · ${group.orgPath}` }))}
      />
    </FormField>
  );
}
