import { describe, expect, it } from "vitest";
import { type Scope, staffOf } from "../../server/context.ts";
import { openOutbound } from "../../server/outbound.ts";
import { addOrgUnit } from "../brands/index.ts";
import { closeGroup } from "../groups/index.ts";
import { memberTagged } from "../members/events.contract.ts";
import { orderPaid } from "../orders/orders.contract.ts";
import { forgetDeliveries, listDeliveries, replayDeliveries, replayDelivery, showDelivery } from "./deliveries.actions.ts";
import { Receiver } from "./receiver.setup.ts";
import { sendWebhooks, settleCalls } from "./send.actions.ts";
import { changeWebhook, createWebhook, listWebhooks, switchWebhook } from "./webhooks.actions.ts";

const ground = new Receiver();

async function memberWith(phone: string): Promise<string> {
  const [row] = await ground.test.rows<{ id: string }>(
    `insert into app.members (brand_id, id, member_no, nickname, phone, first_seen_at, created_at)
     values ($1, gen_random_uuid(), (select coalesce(max(member_no), 0) + 1 from app.members), '荔枝妈妈', $2, now(), now()) returning id`,
    [ground.test.brand.id, phone],
  );
  return row?.id ?? "";
}

describe("a webhook", () => {
  it("gets what it hears, signed, with names as they are now and phones masked", async () => {
    const { id, secret } = await ground.hook(["groups.created", "orders.paid"]);
    const groupId = await ground.group("福利群");
    const memberId = await memberWith("13812345678");
    await ground.test.as().transaction((ctx) => ctx.publish(orderPaid, { groupId, memberId, value: 8_990, orderId: ctx.newId() }));
    await ground.work();
    expect(ground.heard).toHaveLength(2);
    const said = ground.heard.map((one) => ground.verify(secret, one));
    const paid = said.find((one) => one.type === "orders.paid");
    expect(said.map((one) => one.type).sort()).toEqual(["groups.created", "orders.paid"]);
    expect(paid?.data).toMatchObject({ value: 8_990, group: { name: "福利群" }, member: { nickname: "荔枝妈妈", phone: "138****5678" } });
    expect(ground.heard[0]?.headers["webhook-id"]).toBe(said[0]?.id);
    expect((await listDeliveries(ground.test.as(), { webhookId: id, limit: 10 })).items).toMatchObject([
      { state: "delivered", status: 200, tries: 1 },
      { state: "delivered", status: 200, tries: 1 },
    ]);
    await ground.test.react();
    await ground.work();
    expect(ground.heard).toHaveLength(2);
    expect((await listWebhooks(ground.test.as())).items).toMatchObject([{ waiting: 0, dead: 0, failuresInRow: 0 }]);
    expect((await listWebhooks(ground.test.as())).items[0]?.hours.at(-1)).toEqual({ delivered: 2, failed: 0 });
  });

  it("gets whole phones only where that was granted by someone who holds them", async () => {
    const { secret } = await ground.hook(["members.tagged"], { showsPhones: true });
    const memberId = await memberWith("13987654321");
    await ground.test.as().transaction((ctx) => ctx.publish(memberTagged, { memberId, tagId: ctx.newId(), source: "manual" }));
    await ground.work();
    expect(ground.verify(secret, ground.heard[0]).data.member).toMatchObject({ phone: "13987654321" });
    const [delivery] = (await listDeliveries(ground.test.as(), { q: memberId, limit: 1 })).items;
    const shown = await showDelivery(ground.test.as(), { deliveryId: delivery?.id ?? "" });
    expect(shown.request.body).toContain("139****4321");
    expect(shown.answer).toBe("店里说：收到了");
    const rows = await ground.test.rows("select fields, history, answer from app.webhook_deliveries where member_id = $1", [memberId]);
    expect(JSON.stringify(rows)).not.toContain("13987654321");
  });

  it("hears only its unit's groups, nothing from before it was there, no history, and nothing while off", async () => {
    const { id: cityId } = await addOrgUnit(ground.test.as(), { parentId: ground.test.headquartersId, name: `城${Math.random()}` });
    await ground.group("以前的群", cityId);
    await ground.test.react();
    ground.later(1_000);
    const { id } = await ground.hook(["groups.created", "groups.closed", "orders.paid"], { orgId: cityId });
    const inside = await ground.group("城里的群", cityId);
    await ground.group("别处的群");
    await ground.test.as().transaction(async (ctx) => {
      const { insertEvents, newEvent } = await import("../../server/event-log.ts");
      const old = new Date(ctx.now.getTime() - 8 * 86_400_000);
      await insertEvents(ctx.db, ctx.brand.id, [
        newEvent(orderPaid, { groupId: inside, value: 1, orderId: ctx.newId() }, ctx.now, { id: ctx.newId(), occurredAt: old }),
      ]);
    });
    await ground.work();
    expect(ground.heard.map((one) => JSON.parse(one.body).data.group.name)).toEqual(["城里的群"]);
    await switchWebhook(ground.test.as(), { webhookId: id, state: "off" });
    await closeGroup(ground.test.as(), { groupId: inside, reason: "搬家" });
    await ground.work();
    await switchWebhook(ground.test.as(), { webhookId: id, state: "active" });
    await ground.work();
    expect(ground.heard).toHaveLength(1);
  });

  it("is told again and again until ten tries failed, and once more from the dead letters", async () => {
    ground.answers = () => 500;
    const { id, secret } = await ground.hook(["groups.created"]);
    await ground.group("断网的群");
    for (let round = 0; round < 12; round++) {
      await ground.work();
      ground.later(30 * 3_600_000);
    }
    expect(ground.heard).toHaveLength(10);
    expect(new Set(ground.heard.map((one) => one.headers["webhook-id"])).size).toBe(1);
    const { items } = await listDeliveries(ground.test.as(), { webhookId: id, state: "dead", q: "500", limit: 10 });
    expect(items).toMatchObject([{ tries: 10, status: 500, failure: "status" }]);
    const shown = await showDelivery(ground.test.as(), { deliveryId: items[0]?.id ?? "" });
    expect(shown.history).toHaveLength(10);
    ground.answers = () => 200;
    ground.test.clock.now = new Date();
    expect(await replayDelivery(ground.test.as(), { deliveryId: shown.id })).toEqual({ replayed: 1 });
    await ground.work();
    expect(ground.verify(secret, ground.heard.at(-1)).id).toBe(shown.eventId);
    expect((await listDeliveries(ground.test.as(), { webhookId: id, limit: 10 })).items).toMatchObject([{ state: "delivered", tries: 1 }]);
  });

  it("is replayed whole, by state and by time", async () => {
    ground.answers = () => 410;
    const { id } = await ground.hook(["groups.created"]);
    for (const name of ["甲", "乙", "丙"]) await ground.group(name);
    await ground.work();
    expect((await listWebhooks(ground.test.as())).items).toMatchObject([{ state: "paused", pausedFor: "gone", dead: 3 }]);
    ground.answers = () => 200;
    await switchWebhook(ground.test.as(), { webhookId: id, state: "active" });
    ground.later(1_000);
    expect(await replayDeliveries(ground.test.as(), { webhookId: id, state: "dead" })).toEqual({ replayed: 3, left: 0 });
    await ground.work();
    expect(ground.heard).toHaveLength(6);
    const from = new Date(ground.test.clock.now.getTime() - 60_000).toISOString();
    ground.later(1_000);
    expect(await replayDeliveries(ground.test.as(), { webhookId: id, state: "delivered", from })).toEqual({ replayed: 3, left: 0 });
    expect(await replayDeliveries(ground.test.as(), { webhookId: id, state: "delivered", to: from })).toEqual({ replayed: 0, left: 0 });
    await ground.work();
    expect(ground.heard).toHaveLength(9);
  });

  it("that fails for a day is paused, keeps what comes, and goes on when it is opened again", async () => {
    ground.answers = () => 500;
    const { id } = await ground.hook(["groups.created"]);
    for (let i = 0; i < 4; i++) await ground.group(`久病 ${i}`);
    for (let round = 0; round < 40 && (await listWebhooks(ground.test.as())).items[0]?.state === "active"; round++) {
      await ground.work();
      ground.later(2 * 3_600_000);
    }
    expect((await listWebhooks(ground.test.as())).items).toMatchObject([{ state: "paused", pausedFor: "failing" }]);
    const before = ground.heard.length;
    await ground.group("暂停时的群");
    await ground.work();
    expect(ground.heard).toHaveLength(before);
    ground.answers = () => 200;
    await switchWebhook(ground.test.as(), { webhookId: id, state: "active" });
    await ground.work();
    expect(ground.heard.map((one) => JSON.parse(one.body).data.group.name)).toContain("暂停时的群");
    expect((await listWebhooks(ground.test.as())).items).toMatchObject([{ state: "active", failingSince: null }]);
    ground.test.clock.now = new Date();
  });

  it("refuses addresses and events that are none, and people who see only a part", async () => {
    const make = (more: object) =>
      createWebhook(ground.test.as(), { name: "x", url: ground.url, events: ["groups.created"], orgId: null, showsPhones: false, ...more });
    await expect(make({ url: "http://169.254.169.254/latest" })).rejects.toMatchObject({
      code: "integrations.url-unfit",
      details: { reason: "closed-address" },
    });
    await expect(make({ url: "nonsense" })).rejects.toMatchObject({ details: { reason: "bad-url" } });
    await expect(make({ events: ["groups.entry-exposed"] })).rejects.toMatchObject({ code: "integrations.event-unknown" });
    const { id } = await make({});
    await expect(
      changeWebhook(ground.test.as(), {
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

  it("is asked again when its name led inside for once", async () => {
    let at = "10.0.0.7";
    const open = openOutbound({ allowPrivate: false, lookup: async () => [{ address: at, family: 4 }] });
    const { id } = await ground.hook(["groups.created"]);
    await ground.group("解析错的群");
    await ground.test.react();
    await sendWebhooks({
      ...ground.test.system(),
      outbound: { ...ground.test.system().outbound, post: (call) => open.post({ ...call, url: "https://shop.example/" }) },
    });
    await settleCalls();
    expect((await listDeliveries(ground.test.as(), { webhookId: id, limit: 1 })).items).toMatchObject([
      { state: "waiting", failure: "closed-address" },
    ]);
    at = "";
    ground.later(60_000);
    await ground.work();
    expect((await listDeliveries(ground.test.as(), { webhookId: id, limit: 1 })).items).toMatchObject([{ state: "delivered" }]);
    ground.test.clock.now = new Date();
  });

  it("keeps for itself what is replayed while it is off, and gets it when it is on again", async () => {
    const { id } = await ground.hook(["groups.created"]);
    await ground.group("补发的群");
    await ground.work();
    await switchWebhook(ground.test.as(), { webhookId: id, state: "off" });
    ground.later(1_000);
    expect(await replayDeliveries(ground.test.as(), { webhookId: id, state: "delivered" })).toEqual({ replayed: 1, left: 0 });
    await ground.work();
    expect(ground.heard).toHaveLength(1);
    expect((await listDeliveries(ground.test.as(), { webhookId: id, limit: 1 })).items).toMatchObject([{ state: "waiting" }]);
    await switchWebhook(ground.test.as(), { webhookId: id, state: "active" });
    await ground.work();
    expect(ground.heard).toHaveLength(2);
    expect(ground.heard[1]?.headers["webhook-id"]).toBe(ground.heard[0]?.headers["webhook-id"]);
    ground.test.clock.now = new Date();
  });

  it("is told only what the person who sets it up may read", async () => {
    const { id } = await ground.hook(["groups.created"]);
    const permissions = new Map<string, Scope>([
      ["integrations.manage", "brand"],
      ["groups.read", "brand"],
      ["orders.read", "subtree"],
    ]);
    const manager = ground.test.as({ ...staffOf(ground.test.as()), permissions });
    const asked = (events: string[]) => ({ name: "x", url: ground.url, events, orgId: null, showsPhones: false });
    const beyond = (permission: string) => ({ code: "integrations.beyond-own", details: { permission } });
    await expect(createWebhook(manager, asked(["groups.created", "orders.paid"]))).rejects.toMatchObject(beyond("orders.read"));
    await expect(createWebhook(manager, asked(["members.joined"]))).rejects.toMatchObject(beyond("members.read"));
    await expect(changeWebhook(manager, { webhookId: id, ...asked(["sends.created"]) })).rejects.toMatchObject(beyond("sends.read"));
    await changeWebhook(manager, { webhookId: id, ...asked(["groups.created", "messages.received"]) });
  });

  it("forgets what is old", async () => {
    const { id } = await ground.hook(["groups.created"]);
    await ground.group("旧事");
    await ground.work();
    ground.later(8 * 86_400_000);
    expect(await forgetDeliveries(ground.test.system())).toBeGreaterThan(0);
    expect((await listDeliveries(ground.test.as(), { webhookId: id, limit: 10 })).items).toEqual([]);
    ground.test.clock.now = new Date();
  });
});
