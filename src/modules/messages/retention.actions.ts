import { eventKinds } from "../../lib/event-kinds.ts";
import { firstIdAt } from "../../lib/ids.ts";
import type { Context } from "../../server/context.ts";
import { ensureMonths } from "../../server/event-log.ts";
import { readBrandSettings } from "../brands/index.ts";
import { nobodyNames } from "../members/names.contract.ts";
import { deleteInboxBefore } from "./inbox.store.ts";
import * as store from "./removal.store.ts";

const DAY_MS = 86_400_000;
/** Removed in one transaction. */
const PORTION = 5_000;
const spoken = [eventKinds["messages.received"], eventKinds["messages.sent"]];

/** Takes away words older than the brand keeps them, and what was kept in the inbox as long; answers how much. */
export async function forgetOldTalk(outer: Context): Promise<number> {
  return outer.transaction(async (ctx) => {
    const { messageTextDays } = await readBrandSettings(ctx);
    const before = new Date(ctx.now.getTime() - messageTextDays * DAY_MS);
    const messages = await store.deleteBefore(ctx.db, ctx.brand.id, firstIdAt(before.getTime()), PORTION);
    const inbox = await deleteInboxBefore(ctx.db, ctx.brand.id, before, PORTION);
    await store.deletePendingBefore(ctx.db, ctx.brand.id, before);
    return messages + inbox;
  });
}

/** Takes the words of erased people out for good; the places in the sequence stay. */
export async function forgetPeople(ctx: Context, memberIds: readonly string[]): Promise<void> {
  for (const memberId of new Set(memberIds))
    await store.blankMessages(ctx.db, ctx.brand.id, memberId, spoken, nobodyNames[ctx.brand.language].erased, ctx.now);
}

/** Makes this and the next month's partitions before their first row comes. */
export async function makeMonths(ctx: Context): Promise<number> {
  await ensureMonths(ctx, [ctx.now.getTime(), ctx.now.getTime() + 31 * DAY_MS]);
  return 0;
}
