import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { countQueries } from "../../testing/count-queries.ts";
import { listKeyCalls, noteCalls } from "./calls.actions.ts";
import { listDeliveries } from "./deliveries.actions.ts";
import { createKey, listKeys } from "./keys.actions.ts";
import { createWebhook, listWebhooks, pingWebhook } from "./webhooks.actions.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

async function counted(ask: (ctx: ReturnType<TestBrand["as"]>) => Promise<{ items: unknown[] }>): Promise<[rows: number, queries: number]> {
  const { ctx, count } = countQueries(test.as());
  const { items } = await ask(ctx);
  return [items.length, count()];
}

it("each list asks the database as often for many rows as for one", async () => {
  const key = (name: string) =>
    createKey(test.as(), { name, orgId: test.headquartersId, permissions: ["groups.read"], expiresAt: null, perMinute: 600 });
  const hook = (name: string) =>
    createWebhook(test.as(), { name, url: "https://hook.example.com/", events: ["groups.created"], orgId: null, showsPhones: false });
  const [{ id: keyId }, { id: webhookId }] = [await key("一"), await hook("一")];
  const call = () => ({
    id: test.as().newId(),
    keyId,
    at: test.clock.now,
    method: "GET",
    path: "/x",
    status: 200,
    tookMs: 1,
    address: "127.0.0.1",
    requestId: "Q-1",
  });
  await noteCalls(test.system(), [call()]);
  await pingWebhook(test.as(), { webhookId });
  const lists = [
    (ctx: ReturnType<TestBrand["as"]>) => listKeys(ctx, { limit: 50 }),
    (ctx: ReturnType<TestBrand["as"]>) => listKeyCalls(ctx, { keyId, limit: 50 }),
    (ctx: ReturnType<TestBrand["as"]>) => listWebhooks(ctx),
    (ctx: ReturnType<TestBrand["as"]>) => listDeliveries(ctx, { limit: 50 }),
  ];
  const one = await Promise.all(lists.map(counted));
  for (let i = 0; i < 15; i++) {
    await key(`再 ${i}`);
    await hook(`再 ${i}`);
    await pingWebhook(test.as(), { webhookId });
  }
  await noteCalls(test.system(), Array.from({ length: 40 }, call));
  const many = await Promise.all(lists.map(counted));
  expect(one.map(([rows]) => rows)).toEqual([1, 1, 1, 1]);
  expect(many.map(([rows]) => rows)).toEqual([16, 41, 16, 16]);
  expect(many.map(([, queries]) => queries)).toEqual(one.map(([, queries]) => queries));
  expect(Math.max(...many.map(([, queries]) => queries))).toBeLessThanOrEqual(2);
});
