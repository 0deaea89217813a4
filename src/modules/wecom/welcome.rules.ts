import type { WelcomeStatus } from "./welcome.contract.ts";

export interface WelcomeChoice {
  id: string;
  codeId: string | null;
  fromMinute: number | null;
  toMinute: number | null;
}

/** Hours may go over midnight: from 22:00 to 8:00. */
export function isWithin(minute: number, from: number | null, to: number | null): boolean {
  if (from === null || to === null) return true;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

const narrowness = (one: WelcomeChoice) => (one.codeId ? 2 : 0) + (one.fromMinute === null ? 0 : 1);

/** The narrowest that fits: the code's own in its hours, the code's, the hour's, the general one. Of equals the newest. */
export function chooseWelcome<W extends WelcomeChoice>(
  welcomes: readonly W[],
  at: { codeId: string | null; minute: number },
): W | undefined {
  return welcomes
    .filter((one) => (one.codeId === null || one.codeId === at.codeId) && isWithin(at.minute, one.fromMinute, one.toMinute))
    .toSorted((a, b) => narrowness(b) - narrowness(a) || (a.id < b.id ? 1 : -1))[0];
}

/** The platform takes a welcome for so long after it told of the customer. */
export const WELCOME_MS = 20_000;
/** Less than that is left: a call would come too late. */
const LAST_CALL_MS = 300;

export type WelcomeVerdict = { verdict: "end"; status: Exclude<WelcomeStatus, "waiting"> } | { verdict: "again"; delayMs: number };

const WAITS_MS: readonly number[] = [300, 600, 1_200, 2_400, 4_000];

/**
 * What the platform's answer means: 41096 (another app is at it, and may fail) and what passes by itself are tried again while there is
 * time; 41051 and 41050 are the end.
 */
export function decideWelcome(answer: { errcode: number; kind: string }, tries: number, leftMs: number): WelcomeVerdict {
  if (answer.errcode === 41051) return { verdict: "end", status: "taken" };
  if (answer.errcode === 41050) return { verdict: "end", status: "expired" };
  const passes = answer.errcode === 41096 || ["busy", "rate", "concurrency", "conflict", "token"].includes(answer.kind);
  const delayMs = WAITS_MS[tries] ?? 4_000;
  if (!passes) return { verdict: "end", status: "failed" };
  if (leftMs - delayMs < LAST_CALL_MS) return { verdict: "end", status: answer.errcode === 41096 ? "taken" : "expired" };
  return { verdict: "again", delayMs };
}
