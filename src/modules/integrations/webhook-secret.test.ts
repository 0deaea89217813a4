import { describe, expect, it } from "vitest";
import { staffOf } from "../../server/context.ts";
import { listDeliveries, replayDeliveries, replayDelivery, showDelivery } from "./deliveries.actions.ts";
import { Receiver } from "./receiver.setup.ts";
import { pingWebhook, removeWebhook, rotateWebhookSecret, showWebhookSecret, switchWebhook } from "./webhooks.actions.ts";

const ground = new Receiver();

describe("a webhook's secret", () => {
  it("answers a test call in any state, and signs with two secrets after a rotation", async () => {
    const { id, secret } = await ground.hook(["groups.created"]);
    await switchWebhook(ground.test.as(), { webhookId: id, state: "off" });
    const next = await rotateWebhookSecret(ground.test.as(), { webhookId: id, graceMinutes: 60 });
    expect(next.secret).not.toBe(secret);
    const { deliveryId } = await pingWebhook(ground.test.as(), { webhookId: id });
    await ground.work();
    expect(ground.verify(secret, ground.heard[0])).toMatchObject({ id: deliveryId, type: "ping" });
    expect(ground.verify(next.secret, ground.heard[0]).type).toBe("ping");
    ground.later(3_600_001);
    await pingWebhook(ground.test.as(), { webhookId: id });
    await ground.work();
    ground.test.clock.now = new Date();
    expect(String(ground.heard[1]?.headers["webhook-signature"]).split(" ")).toHaveLength(1);
    expect(await showWebhookSecret(ground.test.as(), { webhookId: id })).toEqual({ secret: next.secret });
    const audit = await ground.test.rows("select action from app.audit_entries where target_id = $1 order by id", [id]);
    expect(audit.map((one) => one.action)).toContain("integrations.show-webhook-secret");
  });

  it("rotated twice within the grace is signed with all three until it is over", async () => {
    const { id, secret } = await ground.hook(["groups.created"]);
    const second = await rotateWebhookSecret(ground.test.as(), { webhookId: id, graceMinutes: 60 });
    const third = await rotateWebhookSecret(ground.test.as(), { webhookId: id, graceMinutes: 60 });
    await pingWebhook(ground.test.as(), { webhookId: id });
    await ground.work();
    for (const one of [secret, second.secret, third.secret]) expect(ground.verify(one, ground.heard[0]).type).toBe("ping");
    ground.later(3_600_001);
    await pingWebhook(ground.test.as(), { webhookId: id });
    await ground.work();
    ground.test.clock.now = new Date();
    expect(String(ground.heard[1]?.headers["webhook-signature"]).split(" ")).toHaveLength(1);
  });

  it("is left alone, and its secret untold, by who manages only a part", async () => {
    const { id } = await ground.hook(["groups.created"]);
    await ground.group("一件事");
    await ground.work();
    const [delivery] = (await listDeliveries(ground.test.as(), { webhookId: id, limit: 1 })).items;
    const part = ground.test.as({ ...staffOf(ground.test.as()), permissions: new Map([["integrations.manage", "subtree"]]) });
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
});
