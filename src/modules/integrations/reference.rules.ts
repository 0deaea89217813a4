import { isObject, operationsOf, type Schema, takesFile } from "./schema.rules.ts";

/** The document as a page reads it. */
export interface Reference {
  guide: string;
  areas: { name: string; title: string; operations: Operation[] }[];
  events: EventPart[];
  resolve: (schema: Schema) => Schema;
}

export interface Field {
  name: string;
  in: "path" | "query";
  required: boolean;
  schema: Schema;
}

export interface Operation {
  id: string;
  method: "GET" | "POST";
  path: string;
  title: string;
  permission: string;
  isPaged: boolean;
  isAskedOnce: boolean;
  perMinute: number | undefined;
  fields: Field[];
  body: { schema: Schema; example: unknown } | undefined;
  /** The body is the bytes of a file. */
  takesFile: boolean;
  answer: { schema: Schema; example: unknown };
  errors: { status: string; text: string; codes: string[] }[];
}

export interface EventPart {
  name: string;
  title: string;
  schema: Schema;
  example: unknown;
}

const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((place, name) => (isObject(place) ? place[name] : undefined), value);
const asSchema = (value: unknown): Schema => (isObject(value) ? value : {});
const asList = (value: unknown): Schema[] => (Array.isArray(value) ? value.filter(isObject) : []);
const asText = (value: unknown) => (typeof value === "string" ? value : "");

/** What stands where a schema points; a schema that points nowhere is itself. */
function resolver(document: Schema): (schema: Schema) => Schema {
  return (schema) => (typeof schema.$ref === "string" ? asSchema(at(document, ...schema.$ref.slice(2).split("/"))) : schema);
}

function contentOf(part: unknown): { schema: Schema; example: unknown } {
  return {
    schema: asSchema(at(part, "content", "application/json", "schema")),
    example: at(part, "content", "application/json", "example"),
  };
}

function readOperation(method: "GET" | "POST", path: string, operation: Schema, resolve: (schema: Schema) => Schema): Operation {
  const parameters = asList(operation.parameters).map(resolve);
  const responses = Object.entries(asSchema(operation.responses)).map(([status, response]) => ({
    status,
    response: resolve(asSchema(response)),
  }));
  return {
    id: asText(operation.operationId),
    method,
    path,
    title: asText(operation.summary),
    permission: asText(operation["x-permission"]),
    isPaged: operation["x-paging"] === "cursor",
    isAskedOnce: parameters.some((one) => one.name === "Idempotency-Key"),
    perMinute: typeof operation["x-per-minute"] === "number" ? operation["x-per-minute"] : undefined,
    fields: parameters.flatMap((one): Field[] =>
      (one.in === "path" || one.in === "query") && one.name !== "brand"
        ? [{ name: asText(one.name), in: one.in, required: one.required === true, schema: asSchema(one.schema) }]
        : [],
    ),
    body: isObject(at(operation.requestBody, "content", "application/json")) ? contentOf(operation.requestBody) : undefined,
    takesFile: takesFile(operation),
    answer: contentOf(responses.find((one) => one.status === "200")?.response),
    errors: responses.flatMap(({ status, response }) =>
      status === "200"
        ? []
        : [
            {
              status,
              text: asText(response.description),
              codes: Array.isArray(response["x-codes"]) ? response["x-codes"].map(String) : [],
            },
          ],
    ),
  };
}

export function readReference(document: Schema): Reference {
  const resolve = resolver(document);
  const operations = operationsOf(document).map(({ method, path, operation }) => ({
    area: asText(Array.isArray(operation.tags) ? operation.tags[0] : ""),
    operation: readOperation(method, path, operation, resolve),
  }));
  const areas = asList(document.tags).map((tag) => ({
    name: asText(tag.name),
    title: asText(tag.description),
    operations: operations.filter((one) => one.area === tag.name).map((one) => one.operation),
  }));
  const events = Object.entries(asSchema(document.webhooks)).map(([name, item]) => ({
    name,
    title: asText(at(item, "post", "summary")).split(";")[0] ?? "",
    ...contentOf(at(item, "post", "requestBody")),
  }));
  return { guide: asText(at(document, "info", "description")), areas, events, resolve };
}

/** Whether an operation is meant by some words: its title, path, name or permission has all of them. */
export function isMeant(words: string, ...texts: string[]): boolean {
  const all = texts.join(" ").toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

/** The address of a call without the host: filled-in path and query, empty fields left out. */
export function addressOf(operation: Pick<Operation, "path" | "fields">, brand: string, values: Readonly<Record<string, string>>): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = name === "brand" ? brand : values[name];
    return value ? encodeURIComponent(value) : whole;
  });
  const query = new URLSearchParams(
    operation.fields.flatMap((field) => (field.in === "query" && values[field.name] ? [[field.name, values[field.name] ?? ""]] : [])),
  );
  return query.size > 0 ? `${path}?${query}` : path;
}
