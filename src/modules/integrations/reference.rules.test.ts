import { describe, expect, it } from "vitest";
import { modules } from "../../app.ts";
import { endpointsOf } from "../../server/module.ts";
import { curlOf, shellQuote } from "./curl.rules.ts";
import { readExamples } from "./document.routes.ts";
import { buildDocument, openToKeys } from "./openapi.rules.ts";
import { addressOf, isMeant, readReference } from "./reference.rules.ts";

const listed = endpointsOf(modules);

describe("the reference", () => {
  it("has every operation under its area and every event", () => {
    const { areas, events, guide, resolve } = readReference(buildDocument(listed, "zh-CN", readExamples("zh-CN")));
    const operations = areas.flatMap((area) => area.operations);
    expect(operations).toHaveLength(listed.filter(openToKeys).length);
    expect(operations.every((one) => one.title && one.permission && one.errors.length >= 7)).toBe(true);
    expect(guide).toContain("Idempotency-Key");
    const list = operations.find((one) => one.id === "listGroups");
    expect(list).toMatchObject({ method: "GET", isPaged: true, isAskedOnce: false, body: undefined });
    expect(resolve(list?.answer.schema ?? {}).properties).toHaveProperty("items");
    expect(operations.find((one) => one.id === "createGroup")).toMatchObject({
      isAskedOnce: true,
      fields: [],
      body: { example: { name: expect.any(String) } },
    });
    expect(operations.filter((one) => one.takesFile)).toMatchObject([{ id: "uploadImport", isAskedOnce: false, body: undefined }]);
    expect(events.find((one) => one.name === "orders.paid")).toMatchObject({ title: "订单支付", example: { type: "orders.paid" } });
  });

  it("finds by all words, in any of the texts", () => {
    expect(isMeant("群 列表", "社群列表", "/groups")).toBe(true);
    expect(isMeant("GROUPS read", "社群列表", "/groups", "groups.read")).toBe(true);
    expect(isMeant("members", "社群列表", "/groups")).toBe(false);
    expect(isMeant("", "x")).toBe(true);
  });

  it("fills in addresses", () => {
    const operation = {
      path: "/api/v1/b/{brand}/groups/{groupId}",
      fields: [{ name: "q", in: "query" as const, required: false, schema: {} }],
    };
    expect(addressOf(operation, "heyu", { groupId: "a b", q: "福 利" })).toBe("/api/v1/b/heyu/groups/a%20b?q=%E7%A6%8F+%E5%88%A9");
    expect(addressOf(operation, "heyu", {})).toBe("/api/v1/b/heyu/groups/{groupId}");
  });
});

describe("a call for a terminal", () => {
  it("survives any quote", () => {
    expect(shellQuote("it's")).toBe(String.raw`'it'\''s'`);
    expect(curlOf({ method: "POST", url: "https://a.example/x", key: "qk_1_a", body: '{"a":"it\'s"}', idempotencyKey: "k" })).toBe(
      [
        "curl -X POST 'https://a.example/x' \\",
        "  -H 'Authorization: Bearer qk_1_a' \\",
        "  -H 'Content-Type: application/json' \\",
        "  -H 'Idempotency-Key: k' \\",
        String.raw`  -d '{"a":"it'\''s"}'`,
      ].join("\n"),
    );
  });

  it("sends a file as it is, under its name", () => {
    expect(curlOf({ method: "POST", url: "https://a.example/x", fileName: "十月 订单.csv" })).toBe(
      [
        "curl -X POST 'https://a.example/x' \\",
        "  -H 'Authorization: Bearer qk_…' \\",
        "  -H 'Content-Type: application/octet-stream' \\",
        "  -H 'X-File-Name: %E5%8D%81%E6%9C%88%20%E8%AE%A2%E5%8D%95.csv' \\",
        "  --data-binary '@十月 订单.csv'",
      ].join("\n"),
    );
  });
});
