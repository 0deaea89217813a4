import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clockOf } from "../../../lib/clock.ts";
import { callEndpoint, useAction } from "../../../web/api.ts";
import { formatDay, weekdayName } from "../../../web/ui/format-time.ts";
import { walkByArrows } from "../../../web/ui/arrow-walk.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { useKeptFocus } from "../../../web/ui/kept-focus.ts";
import { useGo } from "../../../web/ui/link.tsx";
import { MoreMenu } from "../../../web/ui/more-menu.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { useTakeBack } from "../../../web/ui/use-take-back.ts";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import {
  archiveColumnEndpoint,
  type ColumnCell,
  type ColumnWeek,
  columnWeekEndpoint,
  type ContentColumn,
  fillSlotEndpoint,
} from "../columns.contract.ts";
import { ContentPicker } from "./content-picker.tsx";
import { directionColors } from "./labels.tsx";
import "../../../web/ui/week-head.css";
import "./column-grid.css";

interface ColumnGridProps {
  week: ColumnWeek;
  canWrite: boolean;
  onEdit: (column: ContentColumn) => void;
}

/** One row a column, one field a day; a slot without something to send is a gap. */
export function ColumnGrid({ week, canWrite, onEdit }: ColumnGridProps) {
  const { t } = useTranslation("contents");
  const [filling, setFilling] = useState<{ column: ContentColumn; cell: ColumnCell } | null>(null);
  const [ending, setEnding] = useState<ContentColumn | null>(null);
  const box = useKeptFocus<HTMLDivElement>();
  const takeBack = useTakeBack([columnWeekEndpoint]);
  const archive = useAction(archiveColumnEndpoint, {
    invalidates: [columnWeekEndpoint],
    onFailed: errorToast,
    onDone: (_, { columnId }) => {
      takeBack(t("column.archived", { name: ending?.name ?? "" }), () =>
        callEndpoint(archiveColumnEndpoint, { columnId, archived: false }),
      );
      setEnding(null);
    },
  });
  return (
    <div className="contents-week" role="table" aria-label={t("columns")} ref={box} onKeyDown={walkByArrows}>
      <div className="week-head" role="row">
        <span role="columnheader">{t("column.name")}</span>
        {week.days.map((day) => (
          <span key={day} role="columnheader" className={day === week.today ? "td" : undefined}>
            <b>{Number(day.slice(8))}</b>
            {weekdayName(day)}
          </span>
        ))}
      </div>
      {week.columns.map((column) => (
        <div key={column.id} className="line" role="row">
          <div className="who" role="rowheader">
            <i style={{ background: directionColors[column.direction] }} />
            <span className="el">
              <b title={column.name}>{column.name}</b>
              <small className="mut el" title={column.purpose}>
                {column.purpose || t("column.times", { count: column.slots.length })}
              </small>
            </span>
            {canWrite ? (
              <MoreMenu
                size="xs"
                actions={[
                  { key: "edit", label: t("column.edit"), icon: "edit", onRun: () => onEdit(column) },
                  { key: "archive", label: t("column.archive"), icon: "stop", danger: true, onRun: () => setEnding(column) },
                ]}
              />
            ) : null}
          </div>
          {week.days.map((day) => (
            <div key={day} className={day === week.today ? "day td" : "day"} role="cell">
              {column.cells
                .filter((cell) => cell.day === day)
                .map((cell) => (
                  <Cell
                    key={cell.minute}
                    place={`slot-${column.id}-${day}-${cell.minute}`}
                    cell={cell}
                    color={directionColors[column.direction]}
                    canWrite={canWrite}
                    onFill={() => setFilling({ column, cell })}
                    columnId={column.id}
                  />
                ))}
            </div>
          ))}
        </div>
      ))}
      {filling ? <SlotPicker {...filling} onClose={() => setFilling((now) => (now === filling ? null : now))} /> : null}
      <ConfirmNumbers
        open={ending !== null}
        icon="stop"
        danger
        title={t("column.archiveTitle", { name: ending?.name ?? "" })}
        facts={t("column.archiveText")}
        confirm={t("column.archive")}
        busy={archive.isPending}
        onConfirm={() => ending && archive.mutate({ columnId: ending.id })}
        onClose={() => setEnding(null)}
      />
    </div>
  );
}

/** Fills a slot or clears it, to be taken back to what the server says stood there. */
function useFillSlot(onDone?: () => void) {
  const { t } = useTranslation("contents");
  const takeBack = useTakeBack([columnWeekEndpoint]);
  return useAction(fillSlotEndpoint, {
    invalidates: [columnWeekEndpoint],
    onFailed: errorToast,
    onDone: ({ before }, slot) => {
      onDone?.();
      const text = slot.contentId ? t("column.filled", { day: formatDay(slot.day), time: clockOf(slot.minute) }) : t("column.cleared");
      takeBack(
        text,
        () => callEndpoint(fillSlotEndpoint, { ...slot, contentId: before }),
        `slot ${slot.columnId} ${slot.day} ${slot.minute}`,
      );
    },
  });
}

function SlotPicker({ column, cell: { day, minute }, onClose }: { column: ContentColumn; cell: ColumnCell; onClose: () => void }) {
  const fill = useFillSlot(onClose);
  const pick = (contentId: string) => {
    if (!fill.isPending) fill.mutate({ columnId: column.id, day, minute, contentId });
  };
  return (
    <ContentPicker
      title={`${column.name} · ${formatDay(day, true)} ${clockOf(minute)}`}
      direction={column.direction}
      onPick={(content) => pick(content.id)}
      onClose={onClose}
    />
  );
}

interface CellProps {
  /** Keeps the focus while what stands in it changes. */
  place: string;
  columnId: string;
  cell: ColumnCell;
  color: string;
  canWrite: boolean;
  onFill: () => void;
}

function Cell(props: CellProps) {
  const { cell, color, canWrite } = props;
  const isLocked = cell.isPast || !canWrite;
  const classes = ["slot", cell.content ? "" : "gap", cell.isPast ? "past" : "", cell.clashesWith ? "clash" : ""].filter(Boolean).join(" ");
  if (!cell.content) return <EmptyCell {...props} classes={classes} isLocked={isLocked} />;
  return (
    <div className={classes} style={{ "--k": color }} data-place={props.place}>
      <CellTime cell={cell} />
      <CellContent content={cell.content} />
      {isLocked ? null : <CellActions {...props} />}
    </div>
  );
}

function CellTime({ cell }: { cell: ColumnCell }) {
  const { t } = useTranslation("contents");
  return (
    <small>
      {clockOf(cell.minute)}
      {cell.clashesWith ? <em title={t("column.clashesWith", { name: cell.clashesWith })}>!</em> : null}
    </small>
  );
}

function EmptyCell({ cell, place, onFill, classes, isLocked }: CellProps & { classes: string; isLocked: boolean }) {
  const { t } = useTranslation("contents");
  return (
    <button type="button" className={classes} disabled={isLocked} data-walk data-place={place} onClick={onFill}>
      <CellTime cell={cell} />
      <span className="row g4">
        {isLocked ? null : <Icon name="plus" size="xs" />}
        {t(isLocked ? "column.gap" : "column.fill")}
      </span>
    </button>
  );
}

function CellContent({ content }: { content: NonNullable<ColumnCell["content"]> }) {
  const { t } = useTranslation("contents");
  const go = useGo();
  return (
    <>
      <button type="button" className="go" data-walk onClick={() => go(`contents?open=${content.id}`)} title={content.name}>
        {content.coverUrl ? <img src={content.coverUrl} alt="" loading="lazy" /> : null}
        <b>{content.name}</b>
      </button>
      {content.isUsable ? null : <span className="bad sm12">{t("column.unusable")}</span>}
    </>
  );
}

function CellActions({ columnId, cell: { day, minute }, onFill }: CellProps) {
  const { t } = useTranslation("contents");
  const fill = useFillSlot();
  const clear = () => fill.mutate({ columnId, day, minute, contentId: null });
  return (
    <span className="acts">
      <button type="button" aria-label={t("column.replace")} title={t("column.replace")} onClick={onFill}>
        <Icon name="refresh" size="xs" />
      </button>
      <button
        type="button"
        aria-label={t("column.clear")}
        title={t("column.clear")}
        aria-busy={fill.isPending || undefined}
        onClick={fill.isPending ? undefined : clear}
      >
        <Icon name="close" size="xs" />
      </button>
    </span>
  );
}
