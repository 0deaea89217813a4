import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { type ColumnWeek, columnWeekEndpoint, type ContentColumn } from "../columns.contract.ts";
import { ColumnDialog } from "./column-dialog.tsx";
import { ColumnGrid } from "./column-grid.tsx";
import { ContentTabs } from "./content-tabs.tsx";
import { shiftDay, weekTitle } from "./week-days.ts";
import "./contents.css";

/** 栏目: a week of columns, each slot with its content, gaps and clashes marked. */
export function ColumnsPage() {
  const { t } = useTranslation("contents");
  const canWrite = useBrand().can("contents.write");
  const url = useUrlState();
  const day = url.get("day") || undefined;
  const query = useEndpoint(columnWeekEndpoint, { day }, { keepLast: true });
  const [editing, setEditing] = useState<ContentColumn | "new" | null>(null);
  const week = query.data;
  const create = canWrite ? (
    <Button kind="primary" size="s" icon="plus" onClick={() => setEditing("new")}>
      {t("column.new")}
    </Button>
  ) : undefined;
  return (
    <Page
      title={t("title")}
      flush
      facts={week && week.slots > 0 ? t("column.facts", { filled: week.filled, slots: week.slots }) : undefined}
      actions={create}
    >
      <ContentTabs current="columns" />
      <Loaded
        query={query}
        what={t("column.what")}
        skeleton={<RowsSkeleton edge rows={8} />}
        empty={(shown) =>
          shown.columns.length === 0 ? <EmptyState title={t("column.empty")} text={t("column.emptyText")} actions={create} /> : null
        }
      >
        {(shown) => (
          <>
            <WeekBar week={shown} onDay={(next) => url.set({ day: next })} />
            <ColumnGrid week={shown} canWrite={canWrite} onEdit={setEditing} />
          </>
        )}
      </Loaded>
      {editing ? <ColumnDialog column={editing === "new" ? null : editing} onClose={() => setEditing(null)} /> : null}
    </Page>
  );
}

function WeekBar({ week, onDay }: { week: ColumnWeek; onDay: (day: string) => void }) {
  const { t } = useTranslation("contents");
  const [from = week.today, to = week.today] = [week.days[0], week.days.at(-1)];
  return (
    <div className="filters">
      <Button kind="quiet" size="s" icon="left" label={t("column.previous")} onClick={() => onDay(shiftDay(from, -7))} />
      <b>{weekTitle(from, to)}</b>
      <Button kind="quiet" size="s" icon="right" label={t("column.next")} onClick={() => onDay(shiftDay(from, 7))} />
      <Button size="xs" onClick={() => onDay("")} disabled={week.days.includes(week.today)}>
        {t("column.thisWeek")}
      </Button>
      <span className="sp" />
      {week.gaps > 0 ? <Chip tone="warn">{t("column.gaps", { count: week.gaps })}</Chip> : null}
      {week.clashes > 0 ? <Chip tone="bad">{t("column.clashes", { count: week.clashes })}</Chip> : null}
      <ExportButton list="content-columns" filter={{ day: from }} total={week.slots} />
    </div>
  );
}
