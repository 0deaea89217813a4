import { TextInput } from "../../../web/ui/text-input.tsx";

interface CountInputProps {
  value: number;
  min: number;
  max: number;
  unit?: string;
  onChange: (value: number) => void;
}

/** A whole number within bounds; what lies outside is brought to the nearest one. */
export function CountInput({ value, min, max, unit, onChange }: CountInputProps) {
  return (
    <span className="settings-unit">
      <TextInput
        type="number"
        value={String(value)}
        min={min}
        max={max}
        onChange={(text) => {
          const next = Math.round(Number(text));
          if (Number.isFinite(next)) onChange(Math.min(max, Math.max(min, next)));
        }}
      />
      {unit ? <span className="mut">{unit}</span> : null}
    </span>
  );
}
