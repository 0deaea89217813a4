import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Panel } from "../../../web/ui/panel.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import type { BlueprintVersion } from "../blueprints.contract.ts";
import { listVersionDifferences } from "../differences.rules.ts";
import { Dots } from "./dots.tsx";
import type { ShownBlueprint } from "./blueprint.page.tsx";
import { useSpecLines } from "./spec-lines.ts";
import "./blueprint-versions.css";

/** Every version with its note, and what differs between any two. */
export function BlueprintVersions({ blueprint }: { blueprint: ShownBlueprint }) {
  const { t } = useTranslation("groups");
  const { versions } = blueprint;
  const [picked, setPicked] = useState(blueprint.latestVersion);
  const [other, setOther] = useState<number | null>(null);
  const to = versions.find((one) => one.version === picked);
  const from = versions.find((one) => one.version === (other ?? picked - 1));
  return (
    <div className="grid vers">
      <Panel title={t("blueprint.tab.versions")}>
        <ul className="verl">
          {versions.map((one) => (
            <li key={one.version}>
              <button
                type="button"
                aria-current={one.version === picked}
                onClick={() => {
                  setPicked(one.version);
                  setOther(null);
                }}
              >
                <b>v{one.version}</b>
                <span className="sp">
                  <span className="el">{one.note || t("blueprint.noNote")}</span>
                  <small>
                    <Dots parts={[one.createdBy ?? t("blueprint.system"), <Time key="at" at={one.createdAt} />]} />
                  </small>
                </span>
                <span className="mut">{t("blueprint.onIt", { count: one.groups })}</span>
              </button>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel
        title={from ? t("blueprint.between", { from: from.version, to: picked }) : t("blueprint.first", { version: picked })}
        actions={
          versions.length > 1 ? (
            <Select
              size="small"
              style={{ width: 120 }}
              value={from?.version ?? null}
              placeholder={t("blueprint.compareWith")}
              options={versions
                .filter((one) => one.version !== picked)
                .map((one) => ({ value: one.version, label: t("blueprint.compareTo", { version: one.version }) }))}
              onChange={setOther}
            />
          ) : null
        }
      >
        {from && to ? (
          <Differences from={from} to={to} />
        ) : (
          <EmptyState tight icon="content" title={t("blueprint.firstTitle")} text={t("blueprint.firstWhy")} />
        )}
      </Panel>
    </div>
  );
}

function Differences({ from, to }: { from: BlueprintVersion; to: BlueprintVersion }) {
  const { t } = useTranslation("groups");
  const linesOf = useSpecLines();
  const fields = listVersionDifferences(from.spec, to.spec);
  if (fields.length === 0) return <EmptyState tight icon="check" title={t("blueprint.identical")} />;
  return (
    <table className="verd">
      <thead>
        <tr>
          <th scope="col">{t("blueprint.fieldHead")}</th>
          <th scope="col">v{from.version}</th>
          <th scope="col">v{to.version}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => {
          const [before, after] = [linesOf(from.spec, field), linesOf(to.spec, field)];
          return (
            <tr key={field}>
              <th scope="row">{t(`blueprint.field.${field}`)}</th>
              <td>
                <Lines lines={before} marked={(line) => !after.includes(line)} kind="del" />
              </td>
              <td>
                <Lines lines={after} marked={(line) => !before.includes(line)} kind="ins" />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Lines({ lines, marked, kind: Kind }: { lines: readonly string[]; marked: (line: string) => boolean; kind: "ins" | "del" }) {
  if (lines.length === 0) return <span className="mut">—</span>;
  return (
    <>
      {lines.map((line, at) => (
        <p key={at}>{marked(line) ? <Kind>{line}</Kind> : line}</p>
      ))}
    </>
  );
}
