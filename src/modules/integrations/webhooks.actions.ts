import { done } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { type Context, scopeOf, staffOf } from "../../server/context.ts";
import { accessOrgUnit } from "../brands/index.ts";
import { requireWholeBrand } from "./access.actions.ts";
import { hastenWaiting, insertPing } from "./deliveries.store.ts";
import { outsideEvents } from "./events.contract.ts";
import { secretPurpose } from "./secret.rules.ts";
import { secretText } from "./signature.rules.ts";
import type { NewWebhook } from "./webhooks.contract.ts";
import * as store from "./webhooks.store.ts";

/** More than a brand has systems to tell. */
const MAX_WEBHOOKS = 20;
const HOUR_MS = 3_600_000;

export async function listWebhooks(ctx: Context) {
  const last = Math.floor(ctx.now.getTime() / HOUR_MS);
  const hours = Array.from({ length: 24 }, (_, i) => new Date((last - 23 + i) * HOUR_MS));
  const items = await store.listWebhooks(ctx.db, ctx.brand.id, hours);
  const isOver = (until: string | null) => until === null || Date.parse(until) <= ctx.now.getTime();
  return { items: items.map((one) => ({ ...one, oldSecretUntil: isOver(one.oldSecretUntil) ? null : one.oldSecretUntil })) };
}

/** What a webhook is told goes to whoever set it up: it tells nothing that this person may not read. */
function requireEvent(ctx: Context, name: string): void {
  const known = outsideEvents.find(({ event }) => event.name === name);
  if (!known) throw new Refusal("invalid", "integrations.event-unknown", { event: name });
  if (scopeOf(ctx, known.permission) !== "brand")
    throw new Refusal("forbidden", "integrations.beyond-own", { permission: known.permission });
}

async function judge(ctx: Context, input: NewWebhook): Promise<void> {
  for (const name of input.events) requireEvent(ctx, name);
  const reason = ctx.outbound.check(input.url);
  if (reason) throw new Refusal("invalid", "integrations.url-unfit", { reason });
  if (input.orgId) await accessOrgUnit(ctx, input.orgId, "integrations.manage");
  if (input.showsPhones && scopeOf(ctx, "members.phone") !== "brand")
    throw new Refusal("forbidden", "integrations.beyond-own", { permission: "members.phone" });
}

/** The address without what may be a secret in its query. */
const noted = ({ name, url, events, orgId, showsPhones }: NewWebhook) => ({ name, url: url.split("?")[0], events, orgId, showsPhones });

export async function createWebhook(outer: Context, input: NewWebhook) {
  requireWholeBrand(outer);
  return outer.transaction(async (ctx) => {
    await judge(ctx, input);
    const known = await store.listWebhooks(ctx.db, ctx.brand.id, []);
    if (known.length >= MAX_WEBHOOKS) throw new Refusal("conflict", "integrations.webhooks-full", { most: MAX_WEBHOOKS });
    const id = ctx.newId();
    await store.insertWebhook(ctx.db, ctx.brand.id, { ...input, id, createdBy: staffOf(ctx).id, now: ctx.now });
    await ctx.audit({ action: "integrations.create-webhook", targetKind: "webhook", targetId: id, after: noted(input) });
    return { id, secret: secretOf(ctx, { id, secretVersion: 1 }) };
  });
}

const secretOf = (ctx: Context, webhook: { id: string; secretVersion: number }) =>
  secretText(ctx.deriveSecret(secretPurpose(ctx.brand.id, webhook.id, webhook.secretVersion)));

async function lock(ctx: Context, id: string): Promise<store.WebhookRow> {
  requireWholeBrand(ctx);
  return found(await store.lockWebhook(ctx.db, ctx.brand.id, id), "integrations.webhook-missing");
}

export async function changeWebhook(outer: Context, input: NewWebhook & { webhookId: string }) {
  return outer.transaction(async (ctx) => {
    const webhook = await lock(ctx, input.webhookId);
    await judge(ctx, input);
    await store.updateWebhook(ctx.db, ctx.brand.id, webhook.id, input);
    await ctx.audit({
      action: "integrations.change-webhook",
      targetKind: "webhook",
      targetId: webhook.id,
      before: noted(webhook),
      after: noted(input),
    });
    return done;
  });
}

export async function switchWebhook(outer: Context, input: { webhookId: string; state: "active" | "off" }) {
  return outer.transaction(async (ctx) => {
    const webhook = await lock(ctx, input.webhookId);
    await store.switchWebhook(ctx.db, ctx.brand.id, webhook.id, input.state, ctx.now);
    if (input.state === "active") await hastenWaiting(ctx.db, ctx.brand.id, webhook.id, ctx.now);
    const action = input.state === "active" ? "integrations.resume-webhook" : "integrations.stop-webhook";
    await ctx.audit({
      action,
      targetKind: "webhook",
      targetId: webhook.id,
      before: { state: webhook.state },
      after: { state: input.state },
    });
    return done;
  });
}

export async function removeWebhook(outer: Context, input: { webhookId: string }) {
  return outer.transaction(async (ctx) => {
    const webhook = await lock(ctx, input.webhookId);
    await store.markRemoved(ctx.db, ctx.brand.id, webhook.id, ctx.now);
    await ctx.audit({ action: "integrations.remove-webhook", targetKind: "webhook", targetId: webhook.id, before: noted(webhook) });
    return done;
  });
}

export async function pingWebhook(outer: Context, input: { webhookId: string }) {
  return outer.transaction(async (ctx) => {
    const webhook = await lock(ctx, input.webhookId);
    const deliveryId = ctx.newId();
    await insertPing(ctx.db, ctx.brand.id, { id: deliveryId, webhookId: webhook.id, now: ctx.now });
    await ctx.audit({ action: "integrations.ping-webhook", targetKind: "webhook", targetId: webhook.id });
    return { deliveryId };
  });
}

/** Who looked at the signing secret is written down. */
export async function showWebhookSecret(outer: Context, input: { webhookId: string }) {
  return outer.transaction(async (ctx) => {
    const webhook = await lock(ctx, input.webhookId);
    await ctx.audit({ action: "integrations.show-webhook-secret", targetKind: "webhook", targetId: webhook.id });
    return { secret: secretOf(ctx, webhook) };
  });
}

export async function rotateWebhookSecret(outer: Context, input: { webhookId: string; graceMinutes: number }) {
  return outer.transaction(async (ctx) => {
    const webhook = await lock(ctx, input.webhookId);
    const oldUntil = new Date(ctx.now.getTime() + input.graceMinutes * 60_000);
    await store.raiseSecretVersion(ctx.db, ctx.brand.id, webhook.id, oldUntil, ctx.now);
    await ctx.audit({
      action: "integrations.rotate-webhook-secret",
      targetKind: "webhook",
      targetId: webhook.id,
      after: { oldSecretUntil: oldUntil.toISOString() },
    });
    return { secret: secretOf(ctx, { id: webhook.id, secretVersion: webhook.secretVersion + 1 }) };
  });
}
