import { isObject, operationsOf, propertiesOf, type Schema, takesFile } from "../src/modules/integrations/schema.rules.ts";

/** A schema as a TypeScript type. */
export function typeOf(schema: unknown, refs: (name: string) => string = (name) => name): string {
  if (!isObject(schema)) return "unknown";
  if (typeof schema.$ref === "string") return refs(schema.$ref.split("/").at(-1) ?? "unknown");
  if ("const" in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((one) => JSON.stringify(one)).join(" | ");
  const choices = [schema.anyOf, schema.oneOf].find(Array.isArray);
  if (choices) return [...new Set(choices.map((one) => typeOf(one, refs)))].join(" | ");
  if (Array.isArray(schema.allOf)) return schema.allOf.map((one) => `(${typeOf(one, refs)})`).join(" & ");
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type }, refs)).join(" | ");
  return plainType(schema, refs);
}

function plainType(schema: Schema, refs: (name: string) => string): string {
  switch (schema.type) {
    case "string":
      return "string";
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "boolean";
    case "null":
      return "null";
    case "array":
      return Array.isArray(schema.prefixItems)
        ? `[${schema.prefixItems.map((one) => typeOf(one, refs)).join(", ")}]`
        : `Array<${typeOf(schema.items, refs)}>`;
    case "object":
      return objectType(schema, refs);
    default:
      return "unknown";
  }
}

function objectType(schema: Schema, refs: (name: string) => string): string {
  const fields = propertiesOf(schema).map(
    ([name, field, required]) =>
      `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)}${required ? "" : "?"}: ${typeOf(field, refs)}`,
  );
  if (fields.length > 0) return `{ ${fields.join("; ")} }`;
  return isObject(schema.additionalProperties) ? `Record<string, ${typeOf(schema.additionalProperties, refs)}>` : "Record<string, unknown>";
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

interface Operation {
  id: string;
  method: string;
  path: string;
  summary: string;
  ask: string;
  needsAsk: boolean;
  /** Whether a file is sent as the body. */
  takesFile: boolean;
}

/** All fields a caller gives: those of path, query and body as one object, as the server takes them. */
function askOf(operation: Schema, schemas: Schema): { type: string; needsAsk: boolean } {
  const named = Array.isArray(operation.parameters)
    ? operation.parameters.filter((one): one is Schema => isObject(one) && typeof one.name === "string")
    : [];
  const fields = named.map((one) => ({ name: String(one.name), type: typeOf(one.schema), required: one.required === true }));
  const body = isObject(operation.requestBody) ? schemas[`${capital(String(operation.operationId))}Ask`] : undefined;
  const bodyFields = isObject(body) ? propertiesOf(body).map(([name, field, required]) => ({ name, type: typeOf(field), required })) : [];
  const all = [...fields, ...bodyFields];
  const type =
    all.length === 0 ? "Record<string, never>" : `{ ${all.map((one) => `${one.name}${one.required ? "" : "?"}: ${one.type}`).join("; ")} }`;
  return { type, needsAsk: all.some((one) => one.required) };
}

function readOperations(document: Schema, schemas: Schema): Operation[] {
  return operationsOf(document).map(({ method, path, operation }) => {
    const { type, needsAsk } = askOf(operation, schemas);
    return {
      id: String(operation.operationId),
      method,
      path: path.replace("/api/v1/b/{brand}", ""),
      summary: String(operation.summary),
      ask: type,
      needsAsk,
      takesFile: takesFile(operation),
    };
  });
}

/** The typed client of a document: one method for each operation, pages as an async iteration. */
export function clientOf(document: Schema, head: string): string {
  const components = isObject(document.components) ? document.components : {};
  const schemas = isObject(components.schemas) ? components.schemas : {};
  const operations = readOperations(document, schemas);
  const used = Object.entries(schemas).filter(([name]) => name !== "Error" && !name.endsWith("Ask"));
  const types = used.map(([name, schema]) => `export type ${name} = ${typeOf(schema)};`);
  const asks = operations.map((one) => `export type ${capital(one.id)}Ask = ${one.ask};`);
  const events = isObject(document.webhooks) ? Object.keys(document.webhooks) : [];
  const methods = operations.map((one) => {
    const name = capital(one.id);
    const ask = one.needsAsk ? `ask: ${name}Ask` : `ask: ${name}Ask = {}`;
    if (one.takesFile)
      return `  /** ${one.summary}. */\n  ${one.id}(file: UploadFile, ${ask}, options?: CallOptions): Promise<${name}Answer> {\n    return this.upload("${one.path}", file, ask, options);\n  }`;
    return `  /** ${one.summary}. */\n  ${one.id}(${ask}, options?: CallOptions): Promise<${name}Answer> {\n    return this.call("${one.method}", "${one.path}", ask, options);\n  }`;
  });
  return [
    head.trimEnd(),
    "",
    ...types,
    ...asks,
    "",
    "/** What a webhook is told. */",
    `export type WebhookEvent = ${events.map((event) => `On${event.split(/[.-]/).map(capital).join("")}`).join(" | ")};`,
    "",
    "/** Every operation of the API as a method. */",
    "export class Qunce extends Caller {",
    methods.join("\n\n"),
    "}",
    "",
  ].join("\n");
}
