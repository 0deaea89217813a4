import { useTranslation } from "react-i18next";
import "./column-grid.css";

interface WeekdayPicksProps {
  label: string;
  value: readonly number[];
  onChange: (weekdays: number[]) => void;
  disabled?: boolean;
}

/** The seven days of a week as buttons, Monday first. */
export function WeekdayPicks({ label, value, onChange, disabled }: WeekdayPicksProps) {
  const { t } = useTranslation("flows");
  const names = t("week.days").split(",");
  return (
    <div className="contents-days" role="group" aria-label={label}>
      {names.map((name, n) => {
        const weekday = n + 1;
        const on = value.includes(weekday);
        return (
          <button
            key={name}
            type="button"
            aria-pressed={on}
            aria-label={t("week.weekday", { day: name })}
            disabled={disabled}
            onClick={() => onChange(on ? value.filter((one) => one !== weekday) : [...value, weekday].toSorted((a, b) => a - b))}
          >
            {name}
          </button>
        );
      })}
    </div>
  );
}
