import { useTranslation } from "react-i18next";
import { TextInput } from "../../../web/ui/text-input.tsx";
import type { Field } from "../reference.rules.ts";
import { limitWords, typeWord } from "./schema-view.tsx";

interface FieldsProps {
  fields: readonly Field[];
  values: Readonly<Record<string, string>>;
  onChange: (values: Readonly<Record<string, string>>) => void;
}

/** What goes into the path and the query, one row a field: name, value, what it may be. */
export function AskFields({ fields, values, onChange }: FieldsProps) {
  const { t } = useTranslation("integrations");
  if (fields.length === 0) return null;
  return (
    <div className="api-ask">
      {fields.map((field) => (
        <label key={field.name}>
          <span>
            <code>{field.name}</code>
            {field.required ? <i title={t("api.required")}>*</i> : null}
          </span>
          <AskInput field={field} value={values[field.name] ?? ""} onChange={(value) => onChange({ ...values, [field.name]: value })} />
          <small className="mut">
            {[...(choicesOf(field) ? [] : [typeWord(t, field.schema, (schema) => schema)]), ...limitWords(t, field.schema)].join(" · ")}
          </small>
        </label>
      ))}
    </div>
  );
}

const choicesOf = (field: Field) => (Array.isArray(field.schema.enum) ? field.schema.enum.map(String) : undefined);

function AskInput({ field, value, onChange }: { field: Field; value: string; onChange: (value: string) => void }) {
  const choices = choicesOf(field);
  if (!choices) return <TextInput size="s" value={value} onChange={onChange} />;
  return (
    <select className="api-select" value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="" />
      {choices.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </select>
  );
}
