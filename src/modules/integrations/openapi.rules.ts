import type { Endpoint } from "../../lib/define.ts";
import { endpointPrefix } from "../../lib/define.ts";
import type { Language } from "../../lib/language.ts";
import { areaTitle, titleOf, wordsOf } from "./endpoint-words.rules.ts";
import { mayHoldAsKey } from "./key.rules.ts";
import { commonComponents, moduleResponses, responsesOf } from "./openapi-parts.rules.ts";
import { webhookItems } from "./openapi-webhooks.rules.ts";
import { type Known, sampleOf } from "./sample.rules.ts";
import { propertiesOf, type Schema, schemaOf, without } from "./schema.rules.ts";

export interface Listed {
  module: string;
  endpoint: Endpoint;
}

/** Answers of the demo brand by the endpoint's name, and ids of its things by the names of fields. */
export interface Examples {
  known: Known;
  answers: Readonly<Record<string, unknown>>;
  /** What is sent, where an example made from the schema would not be taken. */
  asks: Readonly<Record<string, Schema>>;
}

/** Endpoints a program may call with a key. */
export function openToKeys({ endpoint }: Listed): boolean {
  return endpoint.audience === "staff" && !endpoint.personOnly && mayHoldAsKey(endpoint.permission);
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
const pathOf = (endpoint: Endpoint) => (endpointPrefix(endpoint.audience) + endpoint.path).replaceAll(/:(\w+)/g, "{$1}");
const pathNames = (endpoint: Endpoint) => [...endpoint.path.matchAll(/:(\w+)/g)].map((hit) => hit[1] ?? "");

/** A list is read page by page where it takes a cursor and answers the next. */
function isPaged(ask: Schema, answer: Schema): boolean {
  const has = (schema: Schema, name: string) => propertiesOf(schema).some(([one]) => one === name);
  return has(ask, "cursor") && has(answer, "nextCursor");
}

function parametersOf(endpoint: Endpoint, ask: Schema): Schema[] {
  const inPath = pathNames(endpoint);
  const said = propertiesOf(ask).flatMap(([name, schema, required]): Schema[] => {
    if (inPath.includes(name)) return [{ name, in: "path", required: true, schema }];
    return endpoint.method === "GET" || endpoint.takesFile ? [{ name, in: "query", required, schema }] : [];
  });
  const brand = { $ref: "#/components/parameters/Brand" };
  const isAskedOnce = endpoint.method === "POST" && endpoint.coalesce === undefined;
  if (endpoint.takesFile) return [brand, ...said, { $ref: "#/components/parameters/FileName" }];
  return [brand, ...said, ...(isAskedOnce ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : [])];
}

/** An example of what is sent in a body. */
export function askExample(endpoint: Endpoint, body: Schema, examples: Examples): unknown {
  return examples.asks[wordsOf(endpoint)[0]] ?? sampleOf(body, examples.known);
}

/** What is sent as the body: JSON, or the bytes of a file as they are. */
function bodyOf(endpoint: Endpoint, name: string, body: Schema, examples: Examples): Schema {
  if (endpoint.method === "GET") return {};
  if (endpoint.takesFile) return { requestBody: { required: true, content: { "application/octet-stream": {} } } };
  const json = { schema: { $ref: `#/components/schemas/${name}Ask` }, example: askExample(endpoint, body, examples) };
  return { requestBody: { required: propertiesOf(body).some(([, , required]) => required), content: { "application/json": json } } };
}

interface Made {
  operation: Schema;
  schemas: Record<string, Schema>;
}

function operationOf({ module, endpoint }: Listed, language: Language, examples: Examples): Made {
  const [id] = wordsOf(endpoint);
  const name = capital(id);
  const asked = schemaOf(endpoint.input, "input", `${name}Ask`);
  const answered = schemaOf(endpoint.output, "output", `${name}Answer`);
  const body = without(asked.schema, pathNames(endpoint));
  const kept = examples.answers[id];
  const answer = endpoint.output.safeParse(kept).success ? kept : sampleOf(answered.schema, examples.known);
  const content = { "application/json": { schema: { $ref: `#/components/schemas/${name}Answer` }, example: answer } };
  const operation: Schema = {
    operationId: id,
    tags: [module],
    summary: titleOf(endpoint, language),
    security: [{ key: [endpoint.permission] }, { session: [endpoint.permission] }],
    parameters: parametersOf(endpoint, asked.schema),
    ...bodyOf(endpoint, name, body, examples),
    responses: { "200": { description: "OK", content }, ...responsesOf(module, endpoint.method) },
    "x-permission": endpoint.permission,
    "x-paging": isPaged(asked.schema, answered.schema) ? "cursor" : "none",
    ...(endpoint.perMinute ? { "x-per-minute": endpoint.perMinute } : {}),
  };
  const schemas = { ...asked.parts, ...answered.parts, [`${name}Answer`]: answered.schema };
  return { operation, schemas: endpoint.method === "POST" && !endpoint.takesFile ? { ...schemas, [`${name}Ask`]: body } : schemas };
}

/** The whole document of what programs may call and hear, in OpenAPI 3.1. */
export function buildDocument(listed: readonly Listed[], language: Language, examples: Examples): Schema {
  const open = listed.filter(openToKeys);
  const modules = [...new Set(open.map((one) => one.module))];
  const paths: Record<string, Schema> = {};
  let schemas: Record<string, Schema> = {};
  for (const one of open) {
    const made = operationOf(one, language, examples);
    const path = pathOf(one.endpoint);
    paths[path] = { ...paths[path], [one.endpoint.method.toLowerCase()]: made.operation };
    schemas = { ...schemas, ...made.schemas };
  }
  const webhooks = webhookItems(language, examples.known);
  const common = commonComponents(language);
  const responses = Object.assign({}, ...modules.map((module) => moduleResponses(module, language)));
  const title = language === "en" ? "Qunce API" : "群策开放接口";
  return {
    openapi: "3.1.1",
    info: { title, version: "1", description: common.description, license: { name: "MIT", identifier: "MIT" } },
    jsonSchemaDialect: "https://spec.openapis.org/oas/3.1/dialect/base",
    servers: [{ url: "/" }],
    tags: modules.map((module) => ({ name: module, description: areaTitle(module, language) })),
    paths,
    webhooks: webhooks.items,
    components: { ...common.components, responses, schemas: { ...schemas, ...webhooks.schemas, ...common.schemas } },
  };
}
