import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { typeOf } from "./api-client.ts";
import { CLIENT_PATH, CODES_PATH, makeClient, makeCodes } from "./api-files.ts";

describe("what is made from the endpoints", () => {
  it("is as a fresh `npm run api` would make it: the client", () => {
    expect(readFileSync(CLIENT_PATH, "utf8") === makeClient(), "run `npm run api`").toBe(true);
  });
  it("is as a fresh `npm run api` would make it: the refusals", () => {
    expect(readFileSync(CODES_PATH, "utf8") === makeCodes(), "run `npm run api`").toBe(true);
  });
});

describe("a schema as a type", () => {
  it.each([
    [{ type: "string" }, "string"],
    [{ type: "integer", minimum: 1 }, "number"],
    [{ enum: ["a", 2] }, '"a" | 2'],
    [{ const: true }, "true"],
    [{ anyOf: [{ type: "string", format: "uuid" }, { type: "null" }] }, "string | null"],
    [{ type: ["string", "null"] }, "string | null"],
    [
      { type: "array", items: { type: "object", properties: { a: { type: "string" }, "b-c": {} }, required: ["a"] } },
      'Array<{ a: string; "b-c"?: unknown }>',
    ],
    [{ type: "object", additionalProperties: { type: "number" } }, "Record<string, number>"],
    [{ $ref: "#/components/schemas/Tree" }, "Tree"],
    [{ type: "array", prefixItems: [{ type: "string" }, { type: "number" }] }, "[string, number]"],
    [{}, "unknown"],
  ])("%o is %s", (schema, type) => expect(typeOf(schema)).toBe(type));
});
