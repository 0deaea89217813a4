import type { App } from "./corp.ts";
import { Fault } from "./faults.ts";
import type { Random } from "./random.ts";

/** Seconds a token lives. https://developer.work.weixin.qq.com/document/path/91039 */
const TOKEN_SECONDS = 7200;
/** Wrong secrets from one address before it is shut out for an hour. */
const WRONG_SECRETS = 100;
const SHUT_OUT_MS = 3_600_000;

export interface Tokens {
  /** The same token all through its life. */
  give(app: App): { access_token: string; expires_in: number };
  /** The agent the token stands for; 40014 for nobody's, 42001 for one that ran out. */
  read(token: string | undefined): number;
  /** The platform may void tokens before their time: all, or those of one app. */
  expireEarly(agentId?: number): void;
  wrongSecret(ip: string): void;
  isShutOut(ip: string): boolean;
  /** Tokens given out so far, for tests of clients that should ask once. */
  given(): number;
}

export function openTokens({ now, random }: { now: () => number; random: Random }): Tokens {
  const byToken = new Map<string, { agentId: number; expiresAt: number }>();
  const byAgent = new Map<number, string>();
  const wrong = new Map<string, { count: number; until: number }>();
  let given = 0;
  return {
    give({ agentId }) {
      const held = byAgent.get(agentId);
      const row = held === undefined ? undefined : byToken.get(held);
      if (held !== undefined && row && row.expiresAt > now())
        return { access_token: held, expires_in: Math.max(1, Math.ceil((row.expiresAt - now()) / 1000)) };
      const token = random.id("", 214);
      byToken.set(token, { agentId, expiresAt: now() + TOKEN_SECONDS * 1000 });
      byAgent.set(agentId, token);
      given += 1;
      return { access_token: token, expires_in: TOKEN_SECONDS };
    },
    read(token) {
      if (!token) throw new Fault(41001);
      const row = byToken.get(token);
      if (!row) throw new Fault(40014);
      if (row.expiresAt <= now()) throw new Fault(42001, "access_token expired");
      return row.agentId;
    },
    expireEarly(agentId) {
      for (const row of byToken.values())
        if (agentId === undefined || row.agentId === agentId) row.expiresAt = Math.min(row.expiresAt, now());
    },
    wrongSecret(ip) {
      const row = wrong.get(ip) ?? { count: 0, until: 0 };
      row.count += 1;
      if (row.count >= WRONG_SECRETS) Object.assign(row, { count: 0, until: now() + SHUT_OUT_MS });
      wrong.set(ip, row);
    },
    isShutOut: (ip) => (wrong.get(ip)?.until ?? 0) > now(),
    given: () => given,
  };
}
