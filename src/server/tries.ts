import { randomUUID } from "node:crypto";
import { isIPv6 } from "node:net";
import type pg from "pg";

const WINDOW_MS = 60_000;
const MOST = 5;

/** The first four groups of an IPv6 address, without leading zeros. */
function customerOf(address: string): string {
  const [head = "", tail] = address.toLowerCase().replace(/%.*/, "").split("::");
  const groups = (part: string) => part.split(":").filter(Boolean);
  const last = groups(tail ?? "");
  const zeros = Array<string>(tail === undefined ? 0 : 8 - groups(head).length - last.length).fill("0");
  const all = [...groups(head), ...zeros, ...last];
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}

/** A place in the network: an IPv4 address, or the 64 bits of an IPv6 address that a provider gives to one customer. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  return isIPv6(plain) ? `${customerOf(plain)}::/64` : plain;
}

/** Wrong passwords of one network, five a minute; counted in the database, so that all processes count together. */
export interface Tries {
  /** Takes one try before it is judged, so that many at once are no more than five; answers the seconds to wait where none is left. */
  take(address: string): Promise<number | null>;
  /** A try that turned out right does not count. */
  giveBack(address: string): Promise<void>;
}

const keyOf = (address: string) => `wrong-password ${networkOf(address)}`;

/** The pool's search path is the schema of better-auth, whose table of counts this is. */
export function openTries(pool: pg.Pool): Tries {
  return {
    take: async (address) => {
      const nowMs = Date.now();
      const { rows: taken } = await pool.query(
        `insert into "rateLimit" as r ("id", "key", "count", "lastRequest") values ($1, $2, 1, $3)
         on conflict ("key") do update set "count" = case when r."lastRequest" <= $4 then 1 else r."count" + 1 end,
           "lastRequest" = case when r."lastRequest" <= $4 then $3 else r."lastRequest" end
         where r."lastRequest" <= $4 or r."count" < $5 returning 1`,
        [randomUUID(), keyOf(address), nowMs, nowMs - WINDOW_MS, MOST],
      );
      if (taken.length > 0) return null;
      const { rows } = await pool.query<{ begun: string }>(`select "lastRequest" as begun from "rateLimit" where "key" = $1`, [
        keyOf(address),
      ]);
      return Math.max(1, Math.ceil((Number(rows[0]?.begun ?? nowMs) + WINDOW_MS - nowMs) / 1000));
    },
    giveBack: async (address) => {
      await pool.query(`update "rateLimit" set "count" = "count" - 1 where "key" = $1 and "count" > 0`, [keyOf(address)]);
    },
  };
}
