import { TextInput } from "../../../web/ui/text-input.tsx";

const two = (n: number) => String(n).padStart(2, "0");

interface ClockInputProps {
  label: string;
  /** Minutes since midnight. */
  minute: number;
  onChange: (minute: number) => void;
}

/** A time of day; half typed times are not told. */
export function ClockInput({ label, minute, onChange }: ClockInputProps) {
  return (
    <TextInput
      type="time"
      icon="clock"
      aria-label={label}
      value={`${two(Math.floor(minute / 60))}:${two(minute % 60)}`}
      onChange={(text) => {
        const hit = /^(\d\d):(\d\d)/.exec(text);
        if (hit) onChange(Number(hit[1]) * 60 + Number(hit[2]));
      }}
    />
  );
}
