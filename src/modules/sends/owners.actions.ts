import { channelOf, platformConfirmed } from "../../channels/index.ts";
import { done, type InputOf, type OutputOf } from "../../lib/define.ts";
import { Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { decodeCursor, encodeCursor } from "../../server/page.ts";
import { decideRemind } from "./follow.rules.ts";
import { hurryDispatches } from "./follow.store.ts";
import { showHandover, showSend } from "./listing.actions.ts";
import type { listSendOwnersEndpoint, remindSendEndpoint } from "./owners.contract.ts";
import * as store from "./owners.store.ts";
import { holdSend } from "./sends.actions.ts";

const DAY_MS = 86_400_000;
const allowedOf = (channel: string) => channelOf(channel)?.capabilities.remindsPerDay ?? 0;

/** Who has to confirm a send on the platform, and how far each is. */
export async function listSendOwners(
  ctx: Context,
  input: InputOf<typeof listSendOwnersEndpoint>,
): Promise<OutputOf<typeof listSendOwnersEndpoint>> {
  await showSend(ctx, input);
  const [waitsFirst, accountId] = decodeCursor(input.cursor) ?? [];
  const rows = await store.listOwners(ctx.db, ctx.brand.id, {
    sendId: input.sendId,
    channels: platformConfirmed(),
    q: input.q,
    now: ctx.now,
    dayAgo: new Date(ctx.now.getTime() - DAY_MS),
    after: typeof waitsFirst === "number" && typeof accountId === "string" ? { waitsFirst, accountId } : null,
    limit: input.limit,
  });
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    items: page.map(({ channel, waitsFirst: _waitsFirst, ...row }) => ({ ...row, remindersAllowed: allowedOf(channel) })),
    nextCursor: rows.length > input.limit && last ? encodeCursor([last.waitsFirst, last.accountId]) : null,
  };
}

/** Has the platform asked now what came of a dispatch, by whoever asks next. */
export async function lookHandover(ctx: Context, input: { dispatchId: string }) {
  await showHandover(ctx, input);
  await hurryDispatches(ctx.db, ctx.brand.id, [input.dispatchId], false, ctx.now);
  return done;
}

/** Notes the wish; whoever asks the platform next reminds, within the platform's own number. */
export async function remindSend(outer: Context, input: InputOf<typeof remindSendEndpoint>): Promise<OutputOf<typeof remindSendEndpoint>> {
  return outer.transaction(async (ctx) => {
    const send = await holdSend(ctx, input.sendId);
    const waiting = await store.lockWaitingHandovers(ctx.db, ctx.brand.id, send.id, input.accountIds ?? null);
    if (waiting.length === 0) throw new Refusal("conflict", "sends.nothing-to-remind");
    const due = waiting.filter(
      (one) => decideRemind(one.remindedAt.map(Date.parse), allowedOf(one.channel), ctx.now.getTime()).verdict === "remind",
    );
    await store.wishReminders(
      ctx.db,
      ctx.brand.id,
      due.map((one) => one.platformRef),
      ctx.now,
    );
    const accounts = (all: readonly store.Remindable[]) => new Set(all.map((one) => one.accountId)).size;
    const answer = { reminding: accounts(due), spared: accounts(waiting) - accounts(due) };
    await ctx.audit({ action: "sends.remind", targetKind: "send", targetId: send.id, after: answer });
    return answer;
  });
}
