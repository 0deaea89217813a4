import { DatePicker } from "antd";
import dayjs from "dayjs";

const WRITTEN = "YYYY-MM-DD";
const DAY = /^\d{4}-\d{2}-\d{2}$/;

interface DayInputProps {
  /** `2026-11-22`, or empty. */
  value: string;
  onChange: (day: string) => void;
  label?: string;
  placeholder?: string;
  disabled?: boolean;
  size?: "s";
  /** The first and the last day that may be chosen. */
  min?: string | undefined;
  max?: string | undefined;
}

/** One day, typed or picked, in the words of the page's language. */
export function DayInput({ value, onChange, label, placeholder, disabled, size, min, max }: DayInputProps) {
  return (
    <DatePicker
      aria-label={label}
      placeholder={placeholder}
      size={size === "s" ? "small" : "middle"}
      disabled={disabled}
      value={DAY.test(value) ? dayjs(value) : null}
      minDate={min ? dayjs(min) : undefined}
      maxDate={max ? dayjs(max) : undefined}
      onChange={(day) => onChange(day?.format(WRITTEN) ?? "")}
    />
  );
}
