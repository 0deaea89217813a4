import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { integrations } from "../../../web/i18n/zh-CN/integrations.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { isObject, propertiesOf, type Schema } from "../schema.rules.ts";

type Words = TFunction<"integrations">;
type Resolve = (schema: Schema) => Schema;
type TypeName = keyof typeof integrations.api.types;
type FormatName = keyof typeof integrations.api.formats;

const isType = (name: string): name is TypeName => name in integrations.api.types;
const isFormat = (name: string): name is FormatName => name in integrations.api.formats;
const choicesOf = (schema: Schema): Schema[] => [schema.anyOf, schema.oneOf].find(Array.isArray)?.filter(isObject) ?? [];

/** What a value is, in a word or two: 编号, 列表 · 文字, "a" | "b". */
export function typeWord(t: Words, schema: Schema, resolve: Resolve): string {
  const whole = resolve(schema);
  if ("const" in whole) return JSON.stringify(whole.const);
  if (Array.isArray(whole.enum)) return whole.enum.map((one) => JSON.stringify(one)).join(" | ");
  const choices = choicesOf(whole);
  if (choices.length > 0) return [...new Set(choices.map((one) => typeWord(t, one, resolve)))].join(" | ");
  if (typeof whole.format === "string" && isFormat(whole.format)) return t(`api.formats.${whole.format}`);
  const type = typeof whole.type === "string" && isType(whole.type) ? t(`api.types.${whole.type}`) : t("api.types.any");
  return whole.type === "array" && isObject(whole.items) ? `${type} · ${typeWord(t, whole.items, resolve)}` : type;
}

/** Bounds and defaults, in few words. */
export function limitWords(t: Words, schema: Schema): string[] {
  const said = (name: string, words: (n: number) => string) => (typeof schema[name] === "number" ? [words(schema[name])] : []);
  return [
    ...said("minimum", (n) => t("api.atLeast", { n })),
    ...said("maximum", (n) => t("api.atMost", { n })),
    ...said("maxLength", (n) => t("api.chars", { n })),
    ...said("maxItems", (n) => t("api.items", { n })),
    ...("default" in schema ? [t("api.standard", { value: JSON.stringify(schema.default) })] : []),
  ];
}

/** The object inside a value that has fields of its own: itself, what a list is of, the one choice that is an object. */
function insideOf(schema: Schema, resolve: Resolve): Schema | undefined {
  const whole = resolve(schema);
  if (propertiesOf(whole).length > 0) return whole;
  if (whole.type === "array" && isObject(whole.items)) return insideOf(whole.items, resolve);
  for (const one of choicesOf(whole)) {
    const inside = insideOf(one, resolve);
    if (inside) return inside;
  }
  return undefined;
}

interface SchemaProps {
  schema: Schema;
  resolve: Resolve;
}

const OPEN_DEPTH = 1;
/** A tree that holds itself is not drawn deeper. */
const MAX_DEPTH = 8;

/** The fields of a schema as a tree; what lies deeper opens by a press. */
export function SchemaView({ schema, resolve, depth = 0 }: SchemaProps & { depth?: number }) {
  const { t } = useTranslation("integrations");
  const inside = insideOf(schema, resolve);
  if (!inside) return <p className="mut">{typeWord(t, schema, resolve)}</p>;
  return (
    <ul className="api-fields">
      {propertiesOf(inside).map(([name, field, required]) => (
        <FieldRow key={name} name={name} field={field} required={required} resolve={resolve} depth={depth} />
      ))}
    </ul>
  );
}

interface RowProps {
  name: string;
  field: Schema;
  required: boolean;
  resolve: Resolve;
  depth: number;
}

function FieldRow({ name, field, required, resolve, depth }: RowProps) {
  const { t } = useTranslation("integrations");
  const hasInside = depth < MAX_DEPTH && insideOf(field, resolve) !== undefined;
  const [open, setOpen] = useState(depth < OPEN_DEPTH);
  const head = (
    <>
      <code>{name}</code>
      {required ? <i title={t("api.required")}>*</i> : null}
      <span className="mut">{[typeWord(t, field, resolve), ...limitWords(t, field)].join(" · ")}</span>
    </>
  );
  return (
    <li>
      {hasInside ? (
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name={open ? "down" : "right"} size="xs" />
          {head}
        </button>
      ) : (
        <div>{head}</div>
      )}
      {hasInside && open ? <SchemaView schema={field} resolve={resolve} depth={depth + 1} /> : null}
    </li>
  );
}
