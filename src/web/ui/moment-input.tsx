import { TextInput } from "./text-input.tsx";
import { momentOfWall, wallTime } from "./wall-time.ts";
import { useOffsetMinutes } from "./zone.tsx";

interface MomentInputProps {
  label: string;
  /** ISO, or empty. */
  value: string;
  /** Told with a moment in UTC, or empty where the field is no full time yet. */
  onChange: (value: string) => void;
  min?: string;
  max?: string;
  invalid?: boolean;
}

/** A day and time on the brand's clock, whatever clock the machine runs on. */
export function MomentInput({ label, value, onChange, min, max, invalid }: MomentInputProps) {
  const offset = useOffsetMinutes();
  return (
    <TextInput
      type="datetime-local"
      aria-label={label}
      icon="clock"
      invalid={invalid}
      value={value ? wallTime(value, offset) : ""}
      min={min ? wallTime(min, offset) : undefined}
      max={max ? wallTime(max, offset) : undefined}
      onChange={(wall) => onChange(momentOfWall(wall, offset) ?? "")}
    />
  );
}
