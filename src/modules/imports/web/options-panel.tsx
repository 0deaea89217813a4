import { InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { pageLanguage } from "../../../web/language.ts";
import { FormField } from "../../../web/ui/form-field.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { type FieldKey, type ImportKind, shapeOf } from "../fields.contract.ts";
import type { Format, ImportDetail } from "../imports.contract.ts";
import type { DayOrder, ImportOptions } from "../options.contract.ts";
import { fieldWord } from "../words.rules.ts";
import { FormatFields } from "./format-fields.tsx";
import { GroupChoice } from "./group-choice.tsx";

interface OptionsPanelProps {
  one: ImportDetail;
  kind: ImportKind;
  options: ImportOptions;
  dayOrders: readonly { field: FieldKey; order: DayOrder }[];
  onChange: (options: ImportOptions) => void;
  onFormat: (format: Format) => void;
}

const zones = [
  "Asia/Shanghai",
  "Asia/Hong_Kong",
  "Asia/Tokyo",
  "Asia/Singapore",
  "UTC",
  "Europe/London",
  "Europe/Berlin",
  "America/New_York",
  "America/Los_Angeles",
];

/** How the cells are read: writing, money, days, zone, what is known already. */
export function OptionsPanel({ one, kind, options, dayOrders, onChange, onFormat }: OptionsPanelProps) {
  const { t } = useTranslation("imports");
  const set = (part: Partial<ImportOptions>) => onChange({ ...options, ...part });
  const has = (shape: string) => options.columns.some((field) => field && shapeOf[field] === shape);
  return (
    <Panel title={t("options.title")} padded className="imports-options">
      <FormatFields format={one.format} onFormat={onFormat} />
      {has("money") ? <MoneyFields options={options} set={set} /> : null}
      {dayOrders.map(({ field, order }) => (
        <FormField isGroup key={field} label={t("options.dayOrder", { field: fieldWord(pageLanguage(), field) })}>
          <Segmented<DayOrder>
            label={t("options.dayOrder", { field: fieldWord(pageLanguage(), field) })}
            options={(["mdy", "dmy"] as const).map((value) => ({ value, label: t(`options.dayOrders.${value}`) }))}
            value={order}
            onChange={(next) => set({ dayOrders: { ...options.dayOrders, [field]: next } })}
          />
        </FormField>
      ))}
      {has("moment") ? (
        <FormField label={t("options.zone")} hint={t("options.zoneHint")}>
          <Select
            showSearch
            value={options.zone}
            options={[...new Set([options.zone, ...zones])].map((value) => ({ value, label: value }))}
            onChange={(zone: string) => set({ zone })}
          />
        </FormField>
      ) : null}
      {kind === "orders" && options.columns.includes("orderId") ? (
        <FormField label={t("options.lines")}>
          <Select<"sum" | "whole">
            options={(["sum", "whole"] as const).map((value) => ({ value, label: t(`options.linesOf.${value}`) }))}
            value={options.lines}
            onChange={(lines) => set({ lines })}
          />
        </FormField>
      ) : null}
      {kind === "chat" || kind === "refunds" ? null : (
        <GroupChoice kind={kind} value={options.groupId} onChange={(groupId) => set({ groupId })} />
      )}
      <KnownFields kind={kind} options={options} set={set} />
      {kind === "costs" ? null : (
        <FormField label={t("options.source")} hint={t("options.sourceHint")}>
          <TextInput
            value={options.source}
            onChange={(source) => set({ source: source.slice(0, 60) })}
            invalid={options.source.trim() === ""}
          />
        </FormField>
      )}
    </Panel>
  );
}

interface Part {
  options: ImportOptions;
  set: (part: Partial<ImportOptions>) => void;
}

function MoneyFields({ options, set }: Part) {
  const { t } = useTranslation("imports");
  return (
    <div className="imports-two">
      <FormField isGroup label={t("options.unit")}>
        <Segmented<"major" | "minor">
          label={t("options.unit")}
          options={(["major", "minor"] as const).map((value) => ({ value, label: t(`options.units.${value}`) }))}
          value={options.unit}
          onChange={(unit) => set({ unit })}
        />
      </FormField>
      <FormField label={t("options.rate")} hint={t("options.rateHint")}>
        <InputNumber
          size="middle"
          min={0.000001}
          max={1_000_000}
          value={options.rate}
          onChange={(rate: number | null) => set({ rate: rate ?? 1 })}
        />
      </FormField>
    </div>
  );
}

function KnownFields({ kind, options, set }: Part & { kind: ImportKind }) {
  const { t } = useTranslation("imports");
  const hasChoice = kind === "orders" || kind === "members";
  return (
    <FormField isGroup label={t("options.known")} hint={t(`options.knownHint.${kind}`)}>
      {hasChoice ? (
        <Segmented<"update" | "keep">
          label={t("options.known")}
          options={(["update", "keep"] as const).map((value) => ({ value, label: t(`options.knownOf.${value}`) }))}
          value={options.known}
          onChange={(known) => set({ known })}
        />
      ) : (
        <span className="sec">{t("options.knownOf.keep")}</span>
      )}
    </FormField>
  );
}
