import { TimePicker } from "antd";
import dayjs from "dayjs";

interface ClockInputProps {
  label: string;
  /** Minutes since midnight. */
  minute: number;
  onChange: (minute: number) => void;
}

/** A time of day on a clock of 24 hours, whatever the browser's own. */
export function ClockInput({ label, minute, onChange }: ClockInputProps) {
  return (
    <TimePicker
      aria-label={label}
      format="HH:mm"
      minuteStep={5}
      allowClear={false}
      needConfirm={false}
      value={dayjs().startOf("day").add(minute, "minute")}
      onChange={(time) => time && onChange(time.hour() * 60 + time.minute())}
    />
  );
}
