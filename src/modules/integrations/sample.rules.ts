import type { Language } from "../../lib/language.ts";
import { isObject, propertiesOf, type Schema } from "./schema.rules.ts";

/** Values for fields by their names, taken from the demo brand. */
export type Known = Readonly<Record<string, unknown>>;

/** Words for fields by their names, in the document's language. */
export const exampleTexts: Record<Language, Known> = {
  "zh-CN": {
    name: "河滨福利群 01",
    text: "今天到的砂糖橘，下单满三斤包邮",
    note: "周末搬家",
    reason: "搬家",
    nickname: "荔枝妈妈",
    title: "砂糖橘 3 斤",
    q: "福利",
  },
  en: {
    name: "Riverside group 01",
    text: "Mandarins came in today, free delivery from three pounds",
    note: "Moving at the weekend",
    reason: "Moving",
    nickname: "Litchi mum",
    title: "Mandarins, 3 pounds",
    q: "group",
  },
};
const always: Known = { url: "https://example.com/", phone: "13800000000" };

/** A plain example of a schema, with demo values where a field's name says what it is; fields that may be left out are left out. */
export function sampleOf(schema: Schema, known: Known, name = ""): unknown {
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const choice = [schema.anyOf, schema.oneOf].find(Array.isArray)?.find((one) => isObject(one) && one.type !== "null");
  if (isObject(choice)) return sampleOf(choice, known, name);
  if (Array.isArray(schema.allOf)) return Object.assign({}, ...schema.allOf.filter(isObject).map((one) => sampleOf(one, known, name)));
  return byType[String(schema.type)]?.(schema, known, name) ?? known[name] ?? null;
}

const byType: Readonly<Record<string, (schema: Schema, known: Known, name: string) => unknown>> = {
  object: (schema, known) => sampleObject(schema, known),
  array: sampleArray,
  boolean: () => true,
  integer: (schema) => sampleNumber(schema),
  number: (schema) => sampleNumber(schema),
  string: sampleText,
};

function sampleObject(schema: Schema, known: Known): Schema {
  const wanted = propertiesOf(schema).filter(([, field, required]) => required && !("default" in field));
  return Object.fromEntries(wanted.map(([name, field]) => [name, sampleOf(field, known, name)]));
}

function sampleArray(schema: Schema, known: Known, name: string): unknown[] {
  const one = isObject(schema.items) ? sampleOf(schema.items, known, name.replace(/s$/, "")) : known[name];
  return Array.from({ length: Math.max(1, Number(schema.minItems ?? 1)) }, () => one);
}

function sampleNumber(schema: Schema): number {
  const low = typeof schema.minimum === "number" ? schema.minimum : 1;
  return Math.max(low, typeof schema.maximum === "number" ? Math.min(low, schema.maximum) : low);
}

const SOME_ID = "0199a3c2-7d10-7c31-9b7e-2f4d5a6b7c8d";

function sampleText(schema: Schema, known: Known, name: string): string {
  if (schema.format === "uuid") return String(known[name] ?? SOME_ID);
  if (schema.format === "date") return "2026-11-22";
  if (schema.format === "date-time") return "2026-11-22T02:18:00.000Z";
  if (schema.format === "uri") return "https://example.com/";
  if (schema.pattern === "^[0-9a-f]{64}$") return "0".repeat(64);
  const text = String(known[name] ?? always[name] ?? "example");
  return typeof schema.maxLength === "number" ? text.slice(0, schema.maxLength) : text;
}
