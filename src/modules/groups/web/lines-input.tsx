import { FormField } from "../../../web/ui/form-field.tsx";

interface LinesInputProps {
  label: string;
  hint?: string;
  value: readonly string[];
  onChange: (lines: string[]) => void;
}

/** Several short texts, one on each line; empty lines stay while one types. */
export function LinesInput({ label, hint, value, onChange }: LinesInputProps) {
  return (
    <FormField label={label} hint={hint}>
      <textarea
        rows={Math.min(8, Math.max(3, value.length))}
        value={value.join("\n")}
        onChange={(event) => onChange(event.target.value === "" ? [] : event.target.value.split("\n"))}
      />
    </FormField>
  );
}
