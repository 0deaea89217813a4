import { z } from "zod";

/** A JSON Schema of draft 2020-12, as OpenAPI 3.1 takes it. */
export type Schema = Record<string, unknown>;

export function isObject(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a format already says, or what says nothing to a reader. */
const idle = new Set(["$schema", "additionalProperties"]);

function tidyField(name: string, value: unknown, inside: Schema): unknown {
  if (idle.has(name) && typeof value !== "object") return undefined;
  if (name === "pattern" && inside.format !== undefined) return undefined;
  if ((name === "minimum" || name === "maximum") && typeof value === "number" && Math.abs(value) === Number.MAX_SAFE_INTEGER)
    return undefined;
  return tidy(value);
}

function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (!isObject(value)) return value;
  const fields = Object.entries(value).map(([name, one]) => [name, tidyField(name, one, value)] as const);
  return Object.fromEntries(fields.filter(([, one]) => one !== undefined));
}

/** The schema of what is given (`input`) or answered (`output`); parts that refer to themselves are named after `name` and told apart. */
export function schemaOf(type: z.ZodType, io: "input" | "output", name: string): { schema: Schema; parts: Record<string, Schema> } {
  const whole = tidy(z.toJSONSchema(type, { io, unrepresentable: "any" }));
  if (!isObject(whole)) return { schema: {}, parts: {} };
  const { $defs: defs, ...rest } = whole;
  const nameOf = (part: string) => `${name}${part.replace(/\W|_/g, "")}`;
  const point = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(point);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [
        key,
        key === "$ref" && typeof one === "string"
          ? one
              .replace(/^#\/\$defs\/(.*)$/, (_, part: string) => `#/components/schemas/${nameOf(part)}`)
              .replace(/^#$/, `#/components/schemas/${name}`)
          : point(one),
      ]),
    );
  };
  const parts = isObject(defs) ? Object.entries(defs).flatMap(([part, one]) => (isObject(one) ? [[nameOf(part), point(one)]] : [])) : [];
  const pointed = point(rest);
  return { schema: isObject(pointed) ? pointed : {}, parts: Object.fromEntries(parts) };
}

/** The named fields of an object's schema. */
export function propertiesOf(schema: Schema): [name: string, field: Schema, required: boolean][] {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const fields = isObject(schema.properties) ? Object.entries(schema.properties) : [];
  return fields.map(([name, field]) => [name, isObject(field) ? field : {}, required.includes(name)]);
}

/** The same object without some of its fields. */
export function without(schema: Schema, names: readonly string[]): Schema {
  const properties = Object.fromEntries(propertiesOf(schema).flatMap(([name, field]) => (names.includes(name) ? [] : [[name, field]])));
  const required = Array.isArray(schema.required) ? schema.required.filter((name) => !names.includes(String(name))) : [];
  const { required: _required, ...rest } = schema;
  return { ...rest, properties, ...(required.length > 0 ? { required } : {}) };
}

/** Whether an operation takes the bytes of a file as its body. */
export function takesFile(operation: Schema): boolean {
  const { requestBody } = operation;
  return isObject(requestBody) && isObject(requestBody.content) && "application/octet-stream" in requestBody.content;
}

/** Every operation of a document, in its order. */
export function operationsOf(document: Schema): { method: "GET" | "POST"; path: string; operation: Schema }[] {
  if (!isObject(document.paths)) return [];
  return Object.entries(document.paths).flatMap(([path, item]) =>
    (["get", "post"] as const).flatMap((method) => {
      const operation = isObject(item) ? item[method] : undefined;
      return isObject(operation) ? [{ method: method === "get" ? ("GET" as const) : ("POST" as const), path, operation }] : [];
    }),
  );
}
