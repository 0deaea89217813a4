import type { Context } from "../../server/context.ts";
import { insertEvents, newEvent } from "../../server/event-log.ts";
import { newId, ownEventId } from "../../server/random.ts";
import * as store from "./consent.store.ts";
import { memberConsented, type ConsentPurpose } from "./events.contract.ts";

export interface Consent {
  memberId: string;
  purpose: ConsentPurpose;
  granted: boolean;
  /** The version of the text that was read. */
  textVersion: string;
  /** Where it was said: `web`, `wecom`, `console`, `import`. */
  channel: string;
  groupId?: string | undefined;
  /** Now where it is left out. */
  at?: Date | undefined;
}

/** Adds rows to the consent log, each with its event; marketing holds for every send from the commit on. */
export async function recordConsents(outer: Context, consents: readonly Consent[]): Promise<void> {
  if (consents.length === 0) return;
  await outer.transaction(async (ctx) => {
    const rows = consents.map((consent) => {
      const at = consent.at ?? ctx.now;
      return { ...consent, groupId: consent.groupId ?? null, at, id: newId(at.getTime()) };
    });
    await store.insertConsents(ctx.db, ctx.brand.id, rows);
    const marketing = rows.filter((row) => row.purpose === "marketing").map((row) => row.memberId);
    if (marketing.length > 0) await store.refreshMarketing(ctx.db, ctx.brand.id, marketing);
    const events = rows.map(({ memberId, purpose, granted, textVersion, channel, groupId, at }) =>
      newEvent(memberConsented, { memberId, purpose, granted, textVersion, channel, groupId: groupId ?? undefined }, ctx.now, {
        id: ownEventId(at.getTime()),
        occurredAt: at,
      }),
    );
    await insertEvents(ctx.db, ctx.brand.id, events);
    await ctx.publishAll(memberConsented, []);
  });
}
