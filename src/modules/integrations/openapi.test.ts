import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, describe, expect, it } from "vitest";
import { modules } from "../../app.ts";
import { endpointsOf } from "../../server/module.ts";
import { readExamples } from "./document.routes.ts";
import { hasEndpointWords, wordsOf } from "./endpoint-words.rules.ts";
import { outsideEvents } from "./events.contract.ts";
import { askExample, buildDocument, openToKeys } from "./openapi.rules.ts";
import { isObject, operationsOf, schemaOf, without } from "./schema.rules.ts";

const listed = endpointsOf(modules);
const open = listed.filter(openToKeys);
const examples = readExamples("zh-CN");
let document: ReturnType<typeof buildDocument>;
beforeAll(() => {
  document = buildDocument(listed, "zh-CN", examples);
});

describe("the document", () => {
  it.each(["zh-CN", "en"] as const)("is OpenAPI 3.1 in %s", async (language) => {
    const validator = new Validator();
    const result = await validator.validate(JSON.parse(JSON.stringify(buildDocument(listed, language, readExamples(language)))));
    expect(result).toMatchObject({ valid: true });
    expect(validator.version).toBe("3.1");
  });

  it("points only at what is in it", () => {
    const at = (ref: string) =>
      ref
        .slice(2)
        .split("/")
        .reduce<unknown>((place, part) => (isObject(place) ? place[part] : undefined), document);
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"(#[^"]+)"/g)].map((hit) => hit[1] ?? "");
    expect(refs.filter((ref) => at(ref) === undefined)).toEqual([]);
    expect(refs.length).toBeGreaterThan(500);
  });

  it("has every endpoint open to programs, with its permission, and none that is not", () => {
    const operations = operationsOf(document);
    expect(operations).toHaveLength(open.length);
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(open.length);
    for (const { operation } of operations) {
      expect(operation["x-permission"]).toMatch(/^[a-z]+\.[a-z]+$/);
      expect(Object.keys(operation.responses as object)).toEqual(expect.arrayContaining(["200", "400", "401", "403", "404", "429", "500"]));
    }
    const text = JSON.stringify(document.paths);
    for (const closed of ["/api-keys", "/webhooks", "/invites", "/roles/", "/first-run", "/session"])
      expect(text).not.toContain(`"/api/v1/b/{brand}${closed}`);
  });

  it("tells which lists are read page by page and which calls are carried out once a key", () => {
    const find = (id: string) => operationsOf(document).find(({ operation }) => operation.operationId === id)?.operation;
    expect(find("listGroups")).toMatchObject({ "x-paging": "cursor", security: [{ key: ["groups.read"] }, { session: ["groups.read"] }] });
    expect(JSON.stringify(find("createGroup")?.parameters)).toContain("IdempotencyKey");
    expect(JSON.stringify(find("ingest")?.parameters)).not.toContain("IdempotencyKey");
    expect(JSON.stringify(find("listGroups")?.parameters)).not.toContain("IdempotencyKey");
  });

  it("describes a file that is uploaded as the body, named by a header", () => {
    const upload = operationsOf(document).find(({ operation }) => operation.operationId === "uploadImport");
    expect(upload).toMatchObject({ method: "POST", path: "/api/v1/b/{brand}/imports/upload" });
    expect(upload?.operation.requestBody).toEqual({ required: true, content: { "application/octet-stream": {} } });
    const parameters = JSON.stringify(upload?.operation.parameters);
    expect(parameters).toContain('"name":"kind","in":"query"');
    expect(parameters).toContain("FileName");
    expect(parameters).not.toContain("IdempotencyKey");
  });

  it("documents every event a webhook may hear", () => {
    expect(Object.keys(document.webhooks as object).sort()).toEqual([...outsideEvents.map(({ event }) => event.name), "ping"].sort());
  });

  it("is served, and again only when it changed", async () => {
    const { openTestBrand } = await import("../../testing/brand.ts");
    const test = await openTestBrand();
    const app = await test.app();
    const answer = await app.inject({ url: "/api/v1/openapi.json?lang=en" });
    expect(answer.json()).toMatchObject({ openapi: "3.1.1", info: { title: "Qunce API" } });
    const again = await app.inject({ url: "/api/v1/openapi.json?lang=en", headers: { "if-none-match": String(answer.headers.etag) } });
    expect(again.statusCode).toBe(304);
    await test.close();
  });
});

describe("every endpoint open to programs", () => {
  it("has its words in `words/`", () => {
    expect(open.filter(({ endpoint }) => !hasEndpointWords(endpoint)).map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`)).toEqual(
      [],
    );
  });

  it("shows a body that its contract takes", () => {
    const bad = open.flatMap(({ endpoint }) => {
      if (endpoint.method !== "POST") return [];
      const names = [...endpoint.path.matchAll(/:(\w+)/g)].map((hit) => hit[1] ?? "");
      const asked = schemaOf(endpoint.input, "input", "X").schema;
      const body = askExample(endpoint, without(asked, names), examples);
      const path = Object.fromEntries(
        names.map((name) => [name, name === "role" ? "operator" : (examples.known[name] ?? "0199a3c2-7d10-7c31-9b7e-2f4d5a6b7c8d")]),
      );
      const parsed = endpoint.input.safeParse({ ...(isObject(body) ? body : {}), ...path });
      return parsed.success
        ? []
        : [
            `${wordsOf(endpoint)[0]}: ${JSON.stringify(body)} ${parsed.error.issues.map((one) => `${one.path.join(".")} ${one.message}`).join("; ")}`,
          ];
    });
    expect(bad).toEqual([]);
  });

  it("mostly shows an answer of the demo brand that its contract still gives", () => {
    const byName = new Map(open.map(({ endpoint }) => [wordsOf(endpoint)[0], endpoint]));
    const good = Object.entries(examples.answers).filter(([name, answer]) => byName.get(name)?.output.safeParse(answer).success);
    expect(good.length).toBeGreaterThan(open.filter(({ endpoint }) => endpoint.method === "GET").length / 2);
  });
});
