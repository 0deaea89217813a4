import { type LineToken, type TokenKeeper } from "../../channels/wecom/wecom.client.ts";
import { WecomError } from "../../channels/wecom/wecom.errors.ts";
import { found } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import * as store from "./line.store.ts";
import { sealedFor } from "./sealed.rules.ts";

/** Longer than a fetch can take; a process that died in it is waited for as long. */
const FETCH_LEASE_MS = 20_000;
/** A token is not used in its last minute. */
const MARGIN_MS = 60_000;
const POLL_MS = 50;
/** Wrong secrets asked too often shut the platform for an hour: the rest grows from half a minute to half an hour. */
const FIRST_REST_MS = 30_000;
const MAX_REST_MS = 1_800_000;

type Fetch = () => Promise<{ token: string; expiresInMs: number }>;

/** One token for all processes: whoever finds none claims the fetching, the others wait for what it brings. */
export function sharedTokens(ctx: Context, connectionId: string, fetch: Fetch): TokenKeeper {
  const { outside } = ctx;
  const about = sealedFor(ctx.brand.id, connectionId, "token");
  let held: (LineToken & { untilMs: number }) | null = null;
  let asking: { refused: number; work: Promise<LineToken> } | null = null;

  /** The token that is kept, where it is good for something; throws what the platform said while it need not be asked again. */
  const usable = (row: store.TokenRow, refusedVersion: number): LineToken | null => {
    const nowMs = outside.nowMs();
    if (row.refusedCode !== null && Date.parse(row.refusedUntil ?? "") > nowMs)
      throw new WecomError("gettoken", row.refusedCode, row.refusedText ?? "");
    const untilMs = row.expiresAt ? Date.parse(row.expiresAt) - MARGIN_MS : 0;
    if (!row.token || row.version <= refusedVersion || untilMs <= nowMs) return null;
    held = { token: ctx.seal.open(row.token, about), version: row.version, untilMs };
    return held;
  };

  const ask = async (refusedVersion: number): Promise<LineToken> => {
    await store.ensureToken(ctx.db, ctx.brand.id, connectionId);
    for (;;) {
      const row = found(await store.findToken(ctx.db, connectionId), "connections.missing");
      const kept = usable(row, refusedVersion);
      if (kept) return kept;
      const now = new Date(outside.nowMs());
      const until = new Date(now.getTime() + FETCH_LEASE_MS);
      if (await store.claimFetch(ctx.db, connectionId, row.version, now, until)) return fetchNow(row.refusals);
      await outside.sleep(POLL_MS);
    }
  };

  const fetchNow = async (refusals: number): Promise<LineToken> => {
    try {
      const { token, expiresInMs } = await fetch();
      const expiresMs = outside.nowMs() + expiresInMs;
      const version = await store.keepToken(ctx.db, connectionId, ctx.seal.seal(token, about), new Date(expiresMs));
      held = { token, version, untilMs: expiresMs - MARGIN_MS };
      return held;
    } catch (error) {
      if (error instanceof WecomError && ["setup", "trusted-ip", "data"].includes(error.kind)) {
        const restMs = Math.min(MAX_REST_MS, FIRST_REST_MS * 2 ** refusals);
        await store.keepRefusal(ctx.db, connectionId, {
          code: error.errcode,
          text: error.errmsg,
          until: new Date(outside.nowMs() + restMs),
        });
      } else await store.releaseFetch(ctx.db, connectionId);
      throw error;
    }
  };

  return {
    get: async (refusedVersion) => {
      if (held && held.untilMs > outside.nowMs() && held.version > (refusedVersion ?? -1)) return held;
      const refused = refusedVersion ?? -1;
      if (asking && asking.refused >= refused) return asking.work;
      const work = ask(refused).finally(() => {
        asking = null;
      });
      asking = { refused, work };
      return work;
    },
  };
}
