import type { Endpoint } from "../src/lib/define.ts";
import { wordsOf } from "../src/modules/integrations/endpoint-words.rules.ts";
import { openToKeys } from "../src/modules/integrations/openapi.rules.ts";
import { isObject } from "../src/modules/integrations/schema.rules.ts";
import { listedEndpoints } from "./api-files.ts";

interface Source {
  baseUrl: string;
  brand: string;
  key: string;
}

const MAX_CHARS = 3_000;

/** Lists cut to their first item, so that an example is read at a glance. */
function cut(value: unknown, most: number): unknown {
  if (Array.isArray(value)) return value.slice(0, most).map((one) => cut(one, most));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cut(one, most)]));
}

/** The shortest cut that still is an answer of the endpoint, if it is short enough. */
function exampleOf(endpoint: Endpoint, answer: unknown): unknown {
  const fits = [1, 2, 31].map((most) => cut(answer, most)).find((one) => endpoint.output.safeParse(one).success);
  return fits !== undefined && JSON.stringify(fits).length <= MAX_CHARS ? fits : undefined;
}

async function ask(source: Source, endpoint: Endpoint, fields: Record<string, unknown>): Promise<unknown> {
  const rest = { ...fields };
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = String(rest[name] ?? "");
    delete rest[name];
    return value;
  });
  const query = new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, String(value)]));
  const url = `${source.baseUrl}/api/v1/b/${source.brand}${path}${query.size > 0 ? `?${query}` : ""}`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${source.key}` } });
  return answer.ok ? answer.json() : undefined;
}

/** Ids of things by the field that names them, from the first item of each list. */
const lists: readonly [field: string, path: string][] = [
  ["groupId", "/groups"],
  ["memberId", "/members"],
  ["orderId", "/orders"],
  ["contentId", "/contents"],
  ["flowId", "/flows"],
  ["sendId", "/sends"],
  ["taskId", "/tasks"],
  ["tagId", "/tags"],
  ["staffId", "/staff"],
  ["blueprintId", "/blueprints"],
  ["orgId", "/org-units"],
];

const readable = () => listedEndpoints.filter((one) => openToKeys(one) && one.endpoint.method === "GET").map((one) => one.endpoint);
const pathNames = (endpoint: Endpoint) => [...endpoint.path.matchAll(/:(\w+)/g)].map((hit) => hit[1] ?? "");
const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);

async function findIds(source: Source): Promise<Record<string, unknown>> {
  const known: Record<string, unknown> = {};
  for (const [field, path] of lists) {
    const endpoint = readable().find((one) => one.path === path);
    const answer = endpoint && (await ask(source, endpoint, {}));
    const items: unknown[] = isObject(answer) && Array.isArray(answer.items) ? answer.items : [];
    const first = items.find((one) => isObject(one) && typeof one.id === "string");
    if (isObject(first)) known[field] = first.id;
  }
  return known;
}

/** Reads every endpoint of a demo brand that only reads, and keeps what it answers. */
export async function takeExamples(source: Source): Promise<{ known: Record<string, unknown>; answers: Record<string, unknown> }> {
  const known = await findIds(source);
  const guesses = {
    ...known,
    day: day(1),
    week: day(1),
    from: day(7),
    to: day(1),
    metric: "interaction",
    scope: "brand",
    period: "7d",
    stage: "2",
  };
  const answers: Record<string, unknown> = {};
  for (const endpoint of readable()) {
    const names = pathNames(endpoint);
    if (!names.every((name) => name in known)) continue;
    const asked = Object.fromEntries(names.map((name) => [name, known[name]]));
    const answer = (await ask(source, endpoint, asked)) ?? (await ask(source, endpoint, { ...guesses, ...asked }));
    const example = answer === undefined ? undefined : exampleOf(endpoint, answer);
    if (example !== undefined) answers[wordsOf(endpoint)[0]] = example;
  }
  return { known, answers };
}
