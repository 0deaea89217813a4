import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { minuteOf } from "../../../lib/clock.ts";
import { useAction } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { type Direction, directions } from "../body.contract.ts";
import { addColumnEndpoint, changeColumnEndpoint, type ColumnSlot, columnWeekEndpoint, type ContentColumn } from "../columns.contract.ts";
import { rowsOf, type TimeRow, TimeRows } from "./time-rows.tsx";

const everyDayAtEleven: ColumnSlot[] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, minute: 660 }));

/** A new column, or another name, direction and timetable of one. */
export function ColumnDialog({ column, onClose }: { column: ContentColumn | null; onClose: () => void }) {
  const { t } = useTranslation(["contents", "ui"]);
  const start = column ?? { name: "", purpose: "", direction: "engage" as const, slots: everyDayAtEleven };
  const [name, setName] = useState(start.name);
  const [purpose, setPurpose] = useState(start.purpose);
  const [direction, setDirection] = useState<Direction>(start.direction);
  const [rows, setRows] = useState(rowsOf(start.slots));
  const options = {
    invalidates: [columnWeekEndpoint],
    onFailed: errorToast,
    onDone: () => {
      toast(t("contents:column.saved"));
      onClose();
    },
  };
  const add = useAction(addColumnEndpoint, options);
  const change = useAction(changeColumnEndpoint, options);
  const slots = rows.flatMap((row) => {
    const minute = minuteOf(row.clock);
    return minute === null ? [] : row.weekdays.map((weekday) => ({ weekday, minute }));
  });
  const wording = { name: name.trim(), purpose: purpose.trim(), direction, slots };
  return (
    <Modal
      open
      title={column ? t("contents:column.edit") : t("contents:column.new")}
      onCancel={onClose}
      footer={null}
      width={520}
      centered
      destroyOnHidden
      styles={{ header: { marginBottom: 16 } }}
    >
      <FormField label={t("contents:column.form.name")}>
        <TextInput value={name} onChange={setName} maxLength={30} autoFocus />
      </FormField>
      <FormField label={t("contents:column.form.purpose")}>
        <TextInput value={purpose} onChange={setPurpose} maxLength={200} placeholder={t("contents:column.form.purposePlaceholder")} />
      </FormField>
      <div className="field">
        <span className="lb">{t("contents:editor.direction")}</span>
        <Segmented
          label={t("contents:editor.direction")}
          options={directions.map((value) => ({ value, label: t(`contents:direction.${value}`) }))}
          value={direction}
          onChange={setDirection}
        />
      </div>
      <Times rows={rows} onChange={setRows} />
      <div className="row g8" style={{ justifyContent: "flex-end" }}>
        <Button onClick={onClose}>{t("ui:edit.cancel")}</Button>
        <Button
          kind="primary"
          disabled={wording.name === "" || slots.length === 0}
          busy={add.isPending || change.isPending}
          onClick={() => (column ? change.mutate({ ...wording, columnId: column.id }) : add.mutate(wording))}
        >
          {t("contents:editor.save")}
        </Button>
      </div>
    </Modal>
  );
}

function Times({ rows, onChange }: { rows: TimeRow[]; onChange: (rows: TimeRow[]) => void }) {
  const { t } = useTranslation("contents");
  const labels = {
    time: t("column.form.time"),
    days: t("column.form.days"),
    remove: t("column.form.removeTime"),
    add: t("column.form.addTime"),
  };
  return (
    <div className="field">
      <span className="lb">{t("column.form.slots")}</span>
      <TimeRows rows={rows} onChange={onChange} labels={labels} further={{ clock: "20:00", weekdays: [] }} />
      {rows.every((row) => row.weekdays.length === 0) ? <span className="fe">{t("column.form.noSlots")}</span> : null}
    </div>
  );
}
