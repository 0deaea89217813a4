import { spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import type { WebhookOrders } from "../../testing/faults/webhook-sender.child.ts";
import { TEST_SECRET } from "../../testing/prepared.ts";
import { orderPaid } from "../orders/orders.contract.ts";
import { type Phase, releaseLostCalls, sendWebhooks, settleCalls } from "./send.actions.ts";
import { createWebhook } from "./webhooks.actions.ts";

const EVENTS = 15;
const child = join(import.meta.dirname, "../../testing/faults/webhook-sender.child.ts");

let test: TestBrand;
let receiver: Server;
let heard: string[];
beforeAll(async () => {
  test = await openTestBrand({ now: new Date(), outbound: { allowPrivate: true } });
  receiver = createServer((request, response) => {
    heard.push(String(request.headers["webhook-id"]));
    request.resume().on("end", () => response.end("ok"));
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  await createWebhook(test.as(), { name: "仓库", url, events: ["orders.paid"], orgId: null, showsPhones: false });
});
afterAll(async () => {
  receiver.close();
  await test.close();
});

/** Lets a process send until it dies by its orders; answers whether it did. */
function sendAndDie(dieAt: Phase, dieAtCount: number): Promise<boolean> {
  const orders: WebhookOrders = { ownerUrl: test.ownerUrl, secret: TEST_SECRET, brandId: test.brand.id, dieAt, dieAtCount };
  const process_ = spawn(process.execPath, [child, JSON.stringify(orders)], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  process_.stdout.on("data", (piece) => (output += piece));
  return new Promise((resolve) => process_.on("close", () => resolve(output.includes("dying"))));
}

it.each<[Phase, number]>([
  ["before-call", 2],
  ["after-call", 1],
  ["after-call", 7],
  ["after-commit", 3],
])("a sender that is killed %s (%i) has told every event, some perhaps twice, under the same id", async (phase, count) => {
  heard = [];
  test.clock.now = new Date();
  await test.as().transaction((ctx) =>
    ctx.publishAll(
      orderPaid,
      Array.from({ length: EVENTS }, (_, i) => ({ value: i, orderId: ctx.newId() })),
    ),
  );
  await test.react();
  expect(await sendAndDie(phase, count)).toBe(true);
  const byTheDead = heard.length;
  test.clock.now = new Date(Date.now() + 31_000);
  await releaseLostCalls(test.system());
  for (let left = 1; left > 0;) {
    left = await sendWebhooks(test.system());
    await settleCalls();
  }
  const rows = await test.rows<{ event_id: string; state: string }>("select event_id, state from app.webhook_deliveries");
  const told = new Set(heard);
  expect(told.size).toBe(EVENTS);
  expect(rows.every((row) => row.state === "delivered")).toBe(true);
  expect([...told].every((id) => rows.some((row) => row.event_id === id))).toBe(true);
  if (phase === "after-call") expect(heard.length).toBeGreaterThan(EVENTS);
  if (phase === "before-call") expect(byTheDead).toBeLessThan(EVENTS);
});
