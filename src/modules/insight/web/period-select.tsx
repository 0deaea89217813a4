import { DatePicker } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { pageLanguage } from "../../../web/language.ts";
import { dayOf } from "../../../web/ui/format-time.ts";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";

interface PeriodSelectProps {
  period: { from: string; to: string };
  /** Null: two dates of one's own. */
  days: number | null;
  onChange: (next: { days: number } | { from: string; to: string }) => void;
  /** Only the windows that are kept for every group. */
  presetsOnly: boolean;
}

const presets = [
  { value: "1", name: "yesterday" },
  { value: "7", name: "week" },
  { value: "30", name: "month" },
] as const;
const WRITTEN = "YYYY-MM-DD";

/** 昨天, 7 天, 30 天, or any two days up to today, which counts as far as it has come. */
export function PeriodSelect({ period, days, onChange, presetsOnly }: PeriodSelectProps) {
  const { t } = useTranslation("insight");
  const today = dayOf(useNow(60_000), useOffsetMinutes());
  const value = presets.find((one) => Number(one.value) === (days ?? (presetsOnly ? 30 : 0)))?.value;
  return (
    <>
      <Segmented<string>
        label={t("period.label")}
        options={presets.map((one) => ({ value: one.value, label: t(`period.${one.name}`) }))}
        value={value ?? ""}
        onChange={(next) => onChange({ days: Number(next) })}
      />
      {presetsOnly ? null : (
        <DatePicker.RangePicker
          size="small"
          className="period"
          allowClear={false}
          format={pageLanguage() === "en" ? "MMM D" : "MM-DD"}
          aria-label={t("period.custom")}
          value={[dayjs(period.from), dayjs(period.to)]}
          maxDate={dayjs(today)}
          onChange={(dates) => {
            const [from, to] = dates ?? [];
            if (from && to) onChange({ from: from.format(WRITTEN), to: to.format(WRITTEN) });
          }}
        />
      )}
    </>
  );
}
