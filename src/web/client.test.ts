import { afterEach, beforeEach, expect, test } from "vitest";
import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import { z } from "zod";
import { defineEndpoint } from "../lib/define.ts";
import { addressOf, ApiError, brandSlug, callEndpoint, newKey } from "./client.ts";

const readOne = defineEndpoint({
  method: "GET",
  path: "/groups/:groupId/days",
  permission: "x",
  input: z.object({ groupId: z.string(), day: z.string().optional(), stage: z.array(z.string()).optional() }),
  output: z.object({ name: z.string() }),
});
const change = defineEndpoint({
  method: "POST",
  path: "/groups/:groupId",
  permission: "x",
  input: z.object({ groupId: z.string(), name: z.string() }),
  output: z.object({ done: z.literal(true) }),
});
const accept = defineEndpoint({
  method: "POST",
  path: "/accept",
  audience: "anyone",
  input: z.object({ brand: z.string() }),
  output: z.object({ done: z.literal(true) }),
});

test.each([
  ["/b/heyu/groups/12", "heyu"],
  ["/b/heyu", "heyu"],
  ["/sign-in", ""],
])("the brand of %s is %s", (path, slug) => expect(brandSlug(path)).toBe(slug));

test("fields named in the path leave the rest", () => {
  expect(addressOf(readOne, { groupId: "a b", day: "2026-11-22" }, "heyu")).toEqual({
    path: "/api/v1/b/heyu/groups/a%20b/days",
    rest: { day: "2026-11-22" },
  });
});

test("an input's own brand stays in the body where the address has none", () => {
  expect(addressOf(accept, { brand: "heyu" }, "other")).toEqual({ path: "/api/v1/accept", rest: { brand: "heyu" } });
});

test("keys are version 4 and differ", () => {
  const keys = new Set(Array.from({ length: 50 }, newKey));
  expect(keys.size).toBe(50);
  for (const key of keys) expect(z.uuidv4().safeParse(key).success).toBe(true);
});

interface Heard {
  method: string;
  url: string;
  key: string | undefined;
  body: string;
}

let server: Server;
let heard: Heard[];
let answers: ((call: number) => { status: number; body: unknown } | "drop")[];
const fetchBefore = globalThis.fetch;

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += String(part);
  return text;
}

beforeEach(async () => {
  heard = [];
  answers = [];
  server = createServer(async (request, response) => {
    const key = request.headers["idempotency-key"];
    heard.push({
      method: request.method ?? "",
      url: request.url ?? "",
      key: typeof key === "string" ? key : undefined,
      body: await bodyOf(request),
    });
    const answer = answers[0]?.(heard.length) ?? "drop";
    if (answer === "drop") return void request.socket.destroy();
    response.writeHead(answer.status, { "content-type": "application/json", "x-request-id": "Q-HEADER" }).end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  globalThis.fetch = (input, init) => fetchBefore(new URL(String(input), `http://127.0.0.1:${port}`), init);
});

afterEach(() => {
  globalThis.fetch = fetchBefore;
  server.close();
});

test("a read puts its fields into the query and leaves out what is empty", async () => {
  answers = [() => ({ status: 200, body: { name: "福利群 03" } })];
  const answer = await callEndpoint(readOne, { groupId: "g1", day: "", stage: ["a", "b"] }, { brand: "heyu" });
  expect(answer).toEqual({ name: "福利群 03" });
  expect(heard).toEqual([{ method: "GET", url: "/api/v1/b/heyu/groups/g1/days?stage=a&stage=b", key: undefined, body: "" }]);
});

test("an answer that was lost is asked for again under the same key", async () => {
  answers = [(call) => (call === 1 ? "drop" : { status: 200, body: { done: true } })];
  await callEndpoint(change, { groupId: "g1", name: "新名" }, { brand: "heyu" });
  expect(heard).toHaveLength(2);
  expect(heard[0]?.key).toBeTruthy();
  expect(heard[1]?.key).toBe(heard[0]?.key);
  expect(heard[1]?.body).toBe('{"name":"新名"}');
});

test("no answer at all is offline", async () => {
  answers = [() => "drop"];
  await expect(callEndpoint(readOne, { groupId: "g" }, { brand: "b" })).rejects.toMatchObject({ code: "client.offline", status: 0 });
});

test("a refusal carries code, details and number", async () => {
  answers = [() => ({ status: 409, body: { code: "groups.full", details: { capacity: 300 }, requestId: "Q-1" } })];
  const error = await callEndpoint(change, { groupId: "g", name: "n" }, { brand: "b" }).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ code: "groups.full", status: 409, details: { capacity: 300 }, requestId: "Q-1" });
});

test("an answer of another shape is not let in", async () => {
  answers = [() => ({ status: 200, body: { name: 7 } })];
  await expect(callEndpoint(readOne, { groupId: "g" }, { brand: "b" })).rejects.toMatchObject({
    code: "client.unreadable",
    details: { where: "name" },
    requestId: "Q-HEADER",
  });
});

test("a failure that is not ours still has its status", async () => {
  answers = [() => ({ status: 502, body: "bad gateway" })];
  await expect(callEndpoint(readOne, { groupId: "g" }, { brand: "b" })).rejects.toMatchObject({ code: "client.no-answer", status: 502 });
});
