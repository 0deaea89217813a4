import { useTranslation } from "react-i18next";
import type { OutputOf } from "../../../lib/define.ts";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { evidenceEndpoint, type Line, listLinesEndpoint } from "../openings.contract.ts";
import { LineEditor } from "./line-editor.tsx";

type Lines = OutputOf<typeof listLinesEndpoint>;

/** The lines at the left, the chosen one with its advice beside. */
export function LinesBoard() {
  const { t } = useTranslation("openings");
  const query = useEndpoint(listLinesEndpoint, {});
  return (
    <Loaded query={query} what={t("lines.what")}>
      {(data) => <Chosen data={data} />}
    </Loaded>
  );
}

function Chosen({ data }: { data: Lines }) {
  const { t } = useTranslation("openings");
  const brand = useBrand();
  const url = useUrlState();
  const evidence = useEndpoint(evidenceEndpoint, {}, { enabled: brand.can("orders.read") }).data;
  const asked = url.get("line");
  const chosen = data.items.find((one) => one.id === asked) ?? (asked === "new" ? undefined : data.items[0]);
  const canManage = brand.can("groups.manage");
  if (!chosen && asked !== "new")
    return (
      <EmptyState
        icon="groups"
        title={t("lines.none")}
        text={t("lines.noneText")}
        actions={
          canManage ? (
            <Button kind="primary" icon="plus" onClick={() => url.set({ line: "new" })}>
              {t("lines.add")}
            </Button>
          ) : null
        }
      />
    );
  return (
    <div className="openings-cols">
      <nav className="card openings-lines" aria-label={t("lines.title")}>
        {data.items.map((line) => (
          <LineRow key={line.id} line={line} isChosen={line.id === chosen?.id} onChoose={() => url.set({ line: line.id })} />
        ))}
        {canManage ? (
          <Button kind="quiet" icon="plus" onClick={() => url.set({ line: "new" })}>
            {t("lines.add")}
          </Button>
        ) : null}
      </nav>
      <LineEditor
        key={chosen?.id ?? "new"}
        line={chosen ?? null}
        evidence={evidence}
        marks={data.marks}
        onSaved={(lineId) => url.set({ line: lineId })}
        onRemoved={() => url.set({ line: "" })}
      />
    </div>
  );
}

/** True where the answers were changed after the last time they were made true. */
export function isBehind(line: Line): boolean {
  return line.appliedAt !== null && line.changedAt > line.appliedAt;
}

function LineRow({ line, isChosen, onChoose }: { line: Line; isChosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation("openings");
  const { t: groups } = useTranslation("groups");
  const state = isBehind(line) ? t("lines.changed") : line.appliedAt ? t("lines.applied") : t("lines.notApplied");
  return (
    <button type="button" aria-current={isChosen ? "true" : undefined} onClick={onChoose}>
      <b className="el">{line.name}</b>
      <span className="row g6">
        <span className="mut el">{line.appliedType ? groups(`commercialType.${line.appliedType}`) : state}</span>
        {line.isFocus ? <Chip tone="brand">{t("lines.focus")}</Chip> : null}
        {isBehind(line) ? <Chip tone="warn">{state}</Chip> : null}
      </span>
    </button>
  );
}
