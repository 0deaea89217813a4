import { InputNumber } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { listOrgUnitsEndpoint, type OrgUnit } from "../../brands/brands.contract.ts";
import { STAMP_LIMIT } from "../stamp.contract.ts";
import { orgPaths } from "./org-options.ts";
import type { StampForm } from "./stamp.page.tsx";

const levels = ["headquarters", "city", "district", "grid"] as const;
type Level = (typeof levels)[number];

/** The level that has most units: where groups usually are. */
function usualLevel(units: readonly OrgUnit[]): Level {
  const count = (level: Level) => units.filter((unit) => unit.level === level).length;
  return levels.reduce((best, level) => (count(level) >= count(best) && count(level) > 0 ? level : best), "headquarters");
}

/** Where groups are made, and how many in each unit. */
export function StampUnits({ form, onChange }: { form: StampForm; onChange: (form: StampForm) => void }) {
  const { t } = useTranslation("groups");
  const query = useEndpoint(listOrgUnitsEndpoint, {});
  const [picked, setPicked] = useState<Level | null>(null);
  const [each, setEach] = useState(1);
  const units = query.data?.items ?? [];
  const level = picked ?? usualLevel(units);
  const present = levels.filter((one) => units.some((unit) => unit.level === one));
  const counts = new Map(form.units.map((unit) => [unit.orgId, unit.count]));
  const set = (orgIds: readonly string[], count: number) => {
    const next = new Map(counts);
    for (const orgId of orgIds) {
      if (count > 0) next.set(orgId, count);
      else next.delete(orgId);
    }
    onChange({ ...form, units: [...next].map(([orgId, n]) => ({ orgId, count: n })) });
  };
  const shown = orgPaths(units).filter(({ unit }) => unit.level === level);
  const isAll = shown.length > 0 && shown.every(({ unit }) => counts.has(unit.id));
  return (
    <Panel
      title={t("stamp.units")}
      facts={t("stamp.unitsFacts", {
        units: form.units.length,
        groups: form.units.reduce((sum, unit) => sum + unit.count, 0),
        most: STAMP_LIMIT,
      })}
      actions={
        present.length > 1 ? (
          <Segmented
            label={t("stamp.level")}
            value={level}
            options={present.map((one) => ({ value: one, label: t(`stamp.levels.${one}`) }))}
            onChange={setPicked}
          />
        ) : null
      }
    >
      <div className="unithd">
        <label className="row g8">
          <input
            type="checkbox"
            className="chk"
            checked={isAll}
            onChange={() =>
              set(
                shown.map(({ unit }) => unit.id),
                isAll ? 0 : each,
              )
            }
          />
          {t("stamp.allUnits", { count: shown.length })}
        </label>
        <span className="sp" />
        <span className="mut">{t("stamp.each")}</span>
        <InputNumber
          size="small"
          min={1}
          max={STAMP_LIMIT}
          value={each}
          style={{ width: 72 }}
          onChange={(count) => {
            setEach(count ?? 1);
            set([...counts.keys()], count ?? 1);
          }}
        />
      </div>
      <Loaded query={query} what={t("stamp.units")} tight>
        {() => (
          <ul className="units">
            {shown.map(({ unit, path }) => (
              <li key={unit.id}>
                <label className="row g8">
                  <input
                    type="checkbox"
                    className="chk"
                    checked={counts.has(unit.id)}
                    onChange={(event) => set([unit.id], event.target.checked ? each : 0)}
                  />
                  <span className="el" title={path}>
                    {path}
                  </span>
                </label>
                <span className="sp" />
                <span className="mut sm12">{t("stamp.has", { count: unit.groups })}</span>
                <InputNumber
                  size="small"
                  min={0}
                  max={STAMP_LIMIT}
                  style={{ width: 72 }}
                  disabled={!counts.has(unit.id)}
                  value={counts.get(unit.id) ?? 0}
                  onChange={(count) => set([unit.id], count ?? 0)}
                />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}
