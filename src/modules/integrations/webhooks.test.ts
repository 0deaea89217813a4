import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { staffOf } from "../../server/context.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { addOrgUnit } from "../brands/index.ts";
import { closeGroup, createGroup } from "../groups/index.ts";
import { memberTagged } from "../members/events.contract.ts";
import { orderPaid } from "../orders/orders.contract.ts";
import { forgetDeliveries, listDeliveries, replayDeliveries, replayDelivery, showDelivery } from "./deliveries.actions.ts";
import { sendWebhooks, settleCalls } from "./send.actions.ts";
import {
  changeWebhook,
  createWebhook,
  listWebhooks,
  pingWebhook,
  removeWebhook,
  rotateWebhookSecret,
  showWebhookSecret,
  switchWebhook,
} from "./webhooks.actions.ts";

interface Heard {
  headers: IncomingHttpHeaders;
  body: string;
}

let test: TestBrand;
let server: Server;
let url: string;
let heard: Heard[];
let answers: () => number;
beforeAll(async () => {
  test = await openTestBrand({ now: new Date(), outbound: { allowPrivate: true } });
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => (body += piece));
    request.on("end", () => {
      heard.push({ headers: request.headers, body });
      response.writeHead(answers(), { "content-type": "text/plain" }).end("店里说：收到\0了");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://localhost:${(server.address() as AddressInfo).port}/hook`;
});
afterAll(async () => {
  server.close();
  await test.close();
});
beforeEach(async () => {
  heard = [];
  answers = () => 200;
  for (const { id } of (await listWebhooks(test.as())).items) await removeWebhook(test.as(), { webhookId: id });
});

const later = (ms: number) => (test.clock.now = new Date(test.clock.now.getTime() + ms));
const hook = (events: string[], more: { orgId?: string | null; showsPhones?: boolean; name?: string } = {}) =>
  createWebhook(test.as(), { name: "门店系统", url, events, orgId: null, showsPhones: false, ...more });
/** Lets the reaction and the sender do what is due now. */
async function work(): Promise<void> {
  await test.react();
  await sendWebhooks(test.system());
  await settleCalls();
}
const group = (name: string, orgId = test.headquartersId) =>
  createGroup(test.as(), {
    name,
    orgId,
    positioning: "benefit",
    commercialType: "promotion",
    channel: "web",
    ownerStaffId: null,
    capacity: 300,
    targetMembers: 200,
    open: true,
  });
const verify = (secret: string, one: Heard | undefined) =>
  new Webhook(secret).verify(
    one?.body ?? "",
    Object.fromEntries(Object.entries(one?.headers ?? {}).map(([name, value]) => [name, String(value)])),
  ) as {
    id: string;
    type: string;
    data: Record<string, unknown>;
  };

async function memberWith(phone: string): Promise<string> {
  const [row] = await test.rows<{ id: string }>(
    `insert into app.members (brand_id, id, member_no, nickname, phone, first_seen_at, created_at)
     values ($1, gen_random_uuid(), (select coalesce(max(member_no), 0) + 1 from app.members), '荔枝妈妈', $2, now(), now()) returning id`,
    [test.brand.id, phone],
  );
  return row?.id ?? "";
}

describe("a webhook", () => {
  it("gets what it hears, signed, with names as they are now and phones masked", async () => {
    const { id, secret } = await hook(["groups.created", "orders.paid"]);
    const { id: groupId } = await group("福利群");
    const memberId = await memberWith("13812345678");
    await test.as().transaction((ctx) => ctx.publish(orderPaid, { groupId, memberId, value: 8_990, orderId: ctx.newId() }));
    await work();
    expect(heard).toHaveLength(2);
    const said = heard.map((one) => verify(secret, one));
    const paid = said.find((one) => one.type === "orders.paid");
    expect(said.map((one) => one.type).sort()).toEqual(["groups.created", "orders.paid"]);
    expect(paid?.data).toMatchObject({ value: 8_990, group: { name: "福利群" }, member: { nickname: "荔枝妈妈", phone: "138****5678" } });
    expect(heard[0]?.headers["webhook-id"]).toBe(said[0]?.id);
    expect((await listDeliveries(test.as(), { webhookId: id, limit: 10 })).items).toMatchObject([
      { state: "delivered", status: 200, tries: 1 },
      { state: "delivered", status: 200, tries: 1 },
    ]);
    await test.react();
    await work();
    expect(heard).toHaveLength(2);
    expect((await listWebhooks(test.as())).items).toMatchObject([{ waiting: 0, dead: 0, failuresInRow: 0 }]);
    expect((await listWebhooks(test.as())).items[0]?.hours.at(-1)).toEqual({ delivered: 2, failed: 0 });
  });

  it("gets whole phones only where that was granted by someone who holds them", async () => {
    const { secret } = await hook(["members.tagged"], { showsPhones: true });
    const memberId = await memberWith("13987654321");
    await test.as().transaction((ctx) => ctx.publish(memberTagged, { memberId, tagId: ctx.newId(), source: "manual" }));
    await work();
    expect(verify(secret, heard[0]).data.member).toMatchObject({ phone: "13987654321" });
    const [delivery] = (await listDeliveries(test.as(), { q: memberId, limit: 1 })).items;
    const shown = await showDelivery(test.as(), { deliveryId: delivery?.id ?? "" });
    expect(shown.request.body).toContain("139****4321");
    expect(shown.answer).toBe("店里说：收到了");
    const rows = await test.rows("select fields, history, answer from app.webhook_deliveries where member_id = $1", [memberId]);
    expect(JSON.stringify(rows)).not.toContain("13987654321");
  });

  it("hears only its unit's groups, nothing from before it was there, no history, and nothing while off", async () => {
    const { id: cityId } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: `城${Math.random()}` });
    await group("以前的群", cityId);
    await test.react();
    later(1_000);
    const { id } = await hook(["groups.created", "groups.closed", "orders.paid"], { orgId: cityId });
    const inside = await group("城里的群", cityId);
    await group("别处的群");
    await test.as().transaction(async (ctx) => {
      const { insertEvents, newEvent } = await import("../../server/event-log.ts");
      const old = new Date(ctx.now.getTime() - 8 * 86_400_000);
      await insertEvents(ctx.db, ctx.brand.id, [
        newEvent(orderPaid, { groupId: inside.id, value: 1, orderId: ctx.newId() }, ctx.now, { id: ctx.newId(), occurredAt: old }),
      ]);
    });
    await work();
    expect(heard.map((one) => JSON.parse(one.body).data.group.name)).toEqual(["城里的群"]);
    await switchWebhook(test.as(), { webhookId: id, state: "off" });
    await closeGroup(test.as(), { groupId: inside.id, reason: "搬家" });
    await work();
    await switchWebhook(test.as(), { webhookId: id, state: "active" });
    await work();
    expect(heard).toHaveLength(1);
  });

  it("is told again and again until ten tries failed, and once more from the dead letters", async () => {
    answers = () => 500;
    const { id, secret } = await hook(["groups.created"]);
    await group("断网的群");
    for (let round = 0; round < 12; round++) {
      await work();
      later(30 * 3_600_000);
    }
    expect(heard).toHaveLength(10);
    expect(new Set(heard.map((one) => one.headers["webhook-id"])).size).toBe(1);
    const { items } = await listDeliveries(test.as(), { webhookId: id, state: "dead", q: "500", limit: 10 });
    expect(items).toMatchObject([{ tries: 10, status: 500, failure: "status" }]);
    const shown = await showDelivery(test.as(), { deliveryId: items[0]?.id ?? "" });
    expect(shown.history).toHaveLength(10);
    answers = () => 200;
    test.clock.now = new Date();
    expect(await replayDelivery(test.as(), { deliveryId: shown.id })).toEqual({ replayed: 1 });
    await work();
    expect(verify(secret, heard.at(-1)).id).toBe(shown.eventId);
    expect((await listDeliveries(test.as(), { webhookId: id, limit: 10 })).items).toMatchObject([{ state: "delivered", tries: 1 }]);
  });

  it("is replayed whole, by state and by time", async () => {
    answers = () => 410;
    const { id } = await hook(["groups.created"]);
    for (const name of ["甲", "乙", "丙"]) await group(name);
    await work();
    expect((await listWebhooks(test.as())).items).toMatchObject([{ state: "paused", pausedFor: "gone", dead: 3 }]);
    answers = () => 200;
    await switchWebhook(test.as(), { webhookId: id, state: "active" });
    later(1_000);
    expect(await replayDeliveries(test.as(), { webhookId: id, state: "dead" })).toEqual({ replayed: 3, left: 0 });
    await work();
    expect(heard).toHaveLength(6);
    const from = new Date(test.clock.now.getTime() - 60_000).toISOString();
    later(1_000);
    expect(await replayDeliveries(test.as(), { webhookId: id, state: "delivered", from })).toEqual({ replayed: 3, left: 0 });
    expect(await replayDeliveries(test.as(), { webhookId: id, state: "delivered", to: from })).toEqual({ replayed: 0, left: 0 });
    await work();
    expect(heard).toHaveLength(9);
  });

  it("that fails for a day is paused, keeps what comes, and goes on when it is opened again", async () => {
    answers = () => 500;
    const { id } = await hook(["groups.created"]);
    for (let i = 0; i < 4; i++) await group(`久病 ${i}`);
    for (let round = 0; round < 40 && (await listWebhooks(test.as())).items[0]?.state === "active"; round++) {
      await work();
      later(2 * 3_600_000);
    }
    expect((await listWebhooks(test.as())).items).toMatchObject([{ state: "paused", pausedFor: "failing" }]);
    const before = heard.length;
    await group("暂停时的群");
    await work();
    expect(heard).toHaveLength(before);
    answers = () => 200;
    await switchWebhook(test.as(), { webhookId: id, state: "active" });
    await work();
    expect(heard.map((one) => JSON.parse(one.body).data.group.name)).toContain("暂停时的群");
    expect((await listWebhooks(test.as())).items).toMatchObject([{ state: "active", failingSince: null }]);
    test.clock.now = new Date();
  });

  it("answers a test call in any state, and signs with two secrets after a rotation", async () => {
    const { id, secret } = await hook(["groups.created"]);
    await switchWebhook(test.as(), { webhookId: id, state: "off" });
    const next = await rotateWebhookSecret(test.as(), { webhookId: id, graceMinutes: 60 });
    expect(next.secret).not.toBe(secret);
    const { deliveryId } = await pingWebhook(test.as(), { webhookId: id });
    await work();
    expect(verify(secret, heard[0])).toMatchObject({ id: deliveryId, type: "ping" });
    expect(verify(next.secret, heard[0]).type).toBe("ping");
    later(3_600_001);
    await pingWebhook(test.as(), { webhookId: id });
    await work();
    test.clock.now = new Date();
    expect(String(heard[1]?.headers["webhook-signature"]).split(" ")).toHaveLength(1);
    expect(await showWebhookSecret(test.as(), { webhookId: id })).toEqual({ secret: next.secret });
    const audit = await test.rows("select action from app.audit_entries where target_id = $1 order by id", [id]);
    expect(audit.map((one) => one.action)).toContain("integrations.show-webhook-secret");
  });

  it("refuses addresses and events that are none, and people who see only a part", async () => {
    const make = (more: object) =>
      createWebhook(test.as(), { name: "x", url, events: ["groups.created"], orgId: null, showsPhones: false, ...more });
    await expect(make({ url: "http://169.254.169.254/latest" })).rejects.toMatchObject({
      code: "integrations.url-unfit",
      details: { reason: "closed-address" },
    });
    await expect(make({ url: "nonsense" })).rejects.toMatchObject({ details: { reason: "bad-url" } });
    await expect(make({ events: ["groups.entry-exposed"] })).rejects.toMatchObject({ code: "integrations.event-unknown" });
    const { id } = await make({});
    await expect(
      changeWebhook(test.as(), {
        webhookId: id,
        name: "x",
        url: "ftp://a.example/",
        events: ["groups.created"],
        orgId: null,
        showsPhones: false,
      }),
    ).rejects.toMatchObject({
      code: "integrations.url-unfit",
    });
  });

  it("is left alone, and its secret untold, by who manages only a part", async () => {
    const { id } = await hook(["groups.created"]);
    await group("一件事");
    await work();
    const [delivery] = (await listDeliveries(test.as(), { webhookId: id, limit: 1 })).items;
    const part = test.as({ ...staffOf(test.as()), permissions: new Map([["integrations.manage", "subtree"]]) });
    const asked = [
      () => showWebhookSecret(part, { webhookId: id }),
      () => rotateWebhookSecret(part, { webhookId: id, graceMinutes: 0 }),
      () => switchWebhook(part, { webhookId: id, state: "off" }),
      () => pingWebhook(part, { webhookId: id }),
      () => removeWebhook(part, { webhookId: id }),
      () => showDelivery(part, { deliveryId: delivery?.id ?? "" }),
      () => replayDelivery(part, { deliveryId: delivery?.id ?? "" }),
      () => replayDeliveries(part, { webhookId: id }),
    ];
    for (const ask of asked) await expect(ask()).rejects.toMatchObject({ code: "integrations.brand-only" });
  });

  it("forgets what is old", async () => {
    const { id } = await hook(["groups.created"]);
    await group("旧事");
    await work();
    later(8 * 86_400_000);
    expect(await forgetDeliveries(test.system())).toBeGreaterThan(0);
    expect((await listDeliveries(test.as(), { webhookId: id, limit: 10 })).items).toEqual([]);
    test.clock.now = new Date();
  });
});
