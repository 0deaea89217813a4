import type { PlatformLine } from "../../channels/channel.ts";
import { done } from "../../lib/define.ts";
import type { Language } from "../../lib/language.ts";
import { found } from "../../lib/refusal.ts";
import { type Context, systemActor } from "../../server/context.ts";
import { accessOrgUnit } from "../brands/index.ts";
import { type Connection, findConnection, lineOf, listConnections } from "../connections/index.ts";
import * as store from "./corps.store.ts";

export interface OpenCorp {
  ctx: Context;
  corp: store.CorpRow;
  connection: Connection;
  line: () => Promise<PlatformLine>;
}

const platformName: Record<Language, string> = { "zh-CN": "企业微信", en: "WeCom" };

/** What is done because the platform said so is done by nobody of the brand. */
export const asPlatform = (ctx: Context) => ctx.as(systemActor(platformName[ctx.language]));

/** The corp behind a connection, and a way to it. */
export async function openCorp(outer: Context, connection: Connection): Promise<OpenCorp> {
  const ctx = asPlatform(outer);
  const known = await store.findCorp(ctx.db, ctx.brand.id, connection.scope, connection.id);
  const corp = known ?? (await store.upsertCorp(ctx.db, ctx.brand.id, connection.scope, connection.id, ctx.now));
  return { ctx, corp, connection, line: () => lineOf(ctx, connection.scope) };
}

export async function openCorpOf(ctx: Context, connectionId: string): Promise<OpenCorp> {
  return openCorp(ctx, await findConnection(ctx, connectionId));
}

/** Corps whose connection is in use. */
export async function openCorps(ctx: Context): Promise<OpenCorp[]> {
  const { items } = await listConnections(ctx);
  const used = items.filter((one) => one.kind === "wecom" && one.state !== "off");
  return Promise.all(used.map((connection) => openCorp(ctx, connection)));
}

export async function changeCorp(outer: Context, input: { connectionId: string; orgId: string | null }) {
  return outer.transaction(async (ctx) => {
    if (input.orgId) await accessOrgUnit(ctx, input.orgId, "wecom.manage");
    const { corp } = await openCorpOf(ctx, input.connectionId);
    const before = found(
      (await store.listCorps(ctx.db, ctx.brand.id)).find((one) => one.corp === corp.corp),
      "connections.missing",
    );
    await store.writeOrg(ctx.db, ctx.brand.id, corp.corp, input.orgId);
    await ctx.audit({
      action: "wecom.change-corp",
      targetKind: "connection",
      targetId: input.connectionId,
      before: { orgId: before.orgId },
      after: { orgId: input.orgId },
    });
    return done;
  });
}
