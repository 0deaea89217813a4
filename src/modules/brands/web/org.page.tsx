import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Dot } from "../../../web/ui/page.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { listOrgUnitsEndpoint, type OrgUnit } from "../brands.contract.ts";
import { countLevels, FOLD_ABOVE_UNITS, idsAtLevel, orgLines, unfolded } from "../org-tree.rules.ts";
import { OrgRow } from "./org-row.tsx";
import { NewOrgRow } from "./new-org-row.tsx";
import { RemoveOrg } from "./remove-org.tsx";
import { SettingsFrame } from "./settings-frame.tsx";

/** 组织: the tree of units with their groups and staff, changed in place. */
export function OrgPage() {
  const { t } = useTranslation("settings");
  const query = useEndpoint(listOrgUnitsEndpoint, {});
  return (
    <SettingsFrame section="org" facts={query.data ? <OrgFacts units={query.data.items} /> : null}>
      <Loaded query={query} what={t("org.what")} skeleton={<RowsSkeleton edge rows={10} />}>
        {(data) => <OrgTree units={data.items} />}
      </Loaded>
    </SettingsFrame>
  );
}

function OrgFacts({ units }: { units: OrgUnit[] }) {
  const { t } = useTranslation("settings");
  const counts = countLevels(units);
  return (
    <>
      {t("org.facts", { cities: counts.city })}
      <Dot />
      {t("org.districts", { count: counts.district })}
      <Dot />
      {t("org.grids", { count: counts.grid })}
    </>
  );
}

function OrgTree({ units }: { units: OrgUnit[] }) {
  const { t } = useTranslation("settings");
  const brand = useBrand();
  const mayManage = brand.can("brands.manage");
  const [folded, setFolded] = useState(() => new Set(units.length > FOLD_ABOVE_UNITS ? idsAtLevel(units, "district") : []));
  const [addingTo, setAddingTo] = useState<string | null>(null);
  const [removing, setRemoving] = useState<OrgUnit | null>(null);
  const lines = orgLines(units);
  const toggle = (id: string) => {
    const next = new Set(folded);
    if (!next.delete(id)) next.add(id);
    setFolded(next);
  };
  const addTo = (id: string) => {
    setFolded(new Set([...folded].filter((one) => one !== id)));
    setAddingTo(id);
  };
  return (
    <>
      <div className="filters">
        <p className="sec prose">{t("org.stepsText")}</p>
        <span className="sp" />
        {units.length > FOLD_ABOVE_UNITS ? (
          <Button kind="quiet" size="s" onClick={() => setFolded(new Set(folded.size > 0 ? [] : idsAtLevel(units, "district")))}>
            {folded.size > 0 ? t("org.unfoldAll") : t("org.foldAll")}
          </Button>
        ) : null}
        <ExportButton list="org-units" filter={{}} total={units.length} />
      </div>
      <table className="tb one edge settings-org" aria-label={t("org.what")}>
        <thead>
          <tr>
            <th>{t("org.name")}</th>
            <th>{t("org.level")}</th>
            <th className="r" title={t("org.countTip")}>
              {t("org.groups")}
            </th>
            <th className="r" title={t("org.countTip")}>
              {t("org.staff")}
            </th>
            <th />
          </tr>
        </thead>
        <tbody>
          {unfolded(lines, folded).flatMap((line) => [
            <OrgRow
              key={line.unit.id}
              line={line}
              folded={folded.has(line.unit.id)}
              mayManage={mayManage}
              onToggle={() => toggle(line.unit.id)}
              onAdd={() => addTo(line.unit.id)}
              onRemove={() => setRemoving(line.unit)}
            />,
            ...(addingTo === line.unit.id
              ? [<NewOrgRow key={`${line.unit.id}+`} parent={line.unit} depth={line.depth + 1} onClose={() => setAddingTo(null)} />]
              : []),
          ])}
        </tbody>
      </table>
      {removing ? <RemoveOrg unit={removing} onClose={() => setRemoving(null)} /> : null}
    </>
  );
}
