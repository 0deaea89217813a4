import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideOutcome, decidePause, MAX_TRIES, RETRY_DELAYS_MS, roomOf } from "./retry.rules.ts";

const DAY_MS = 86_400_000;
const answered = (status: number, retryAfter: string | null = null) => ({ status, body: "", retryAfter, tookMs: 5 });

describe("what comes of a call", () => {
  it.each([
    [answered(200), "delivered", undefined],
    [answered(204), "delivered", undefined],
    [answered(301), "again", "redirect"],
    [answered(404), "again", "status"],
    [answered(410), "dead", "gone"],
    [answered(500), "again", "status"],
    [{ failure: "timeout", tookMs: 1 } as const, "again", "timeout"],
    [{ failure: "closed-address", tookMs: 1 } as const, "again", "closed-address"],
    [{ failure: "not-https", tookMs: 1 } as const, "dead", "not-https"],
  ])("%o: %s", (answer, verdict, failure) => {
    const outcome = decideOutcome(answer, 1, 0, 0.5);
    expect(outcome.verdict).toBe(verdict);
    expect("failure" in outcome ? outcome.failure : undefined).toBe(failure);
  });

  it("comes ten times within about two days, then no more", () => {
    const waits = Array.from({ length: MAX_TRIES }, (_, i) => decideOutcome(answered(500), i + 1, 0, 0.5));
    expect(waits.map((one) => (one.verdict === "again" ? one.dueAtMs : one.verdict))).toEqual([...RETRY_DELAYS_MS, "dead"]);
    expect(MAX_TRIES).toBe(10);
    expect(RETRY_DELAYS_MS.reduce((a, b) => a + b)).toBeLessThan(2 * DAY_MS);
  });

  it("is a fifth earlier or later at most, and never before the receiver asked for", () => {
    const any = fc.record({
      tries: fc.integer({ min: 1, max: 9 }),
      chance: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      wait: fc.integer({ min: 0, max: 200_000 }),
    });
    fc.assert(
      fc.property(any, ({ tries, chance, wait }) => {
        const outcome = decideOutcome(answered(503, String(wait)), tries, 1_000, chance);
        if (outcome.verdict !== "again") return false;
        const base = RETRY_DELAYS_MS[tries - 1] ?? 0;
        const delay = outcome.dueAtMs - 1_000;
        const asked = Math.min(wait * 1_000, DAY_MS);
        return delay >= asked && delay >= Math.floor(base * 0.8) && delay <= Math.max(asked, Math.ceil(base * 1.2));
      }),
    );
  });

  it("reads a wait as seconds or a date, and nonsense as none", () => {
    const wait = (text: string) => {
      const outcome = decideOutcome(answered(429, text), 1, 0, 0.5);
      return outcome.verdict === "again" ? outcome.dueAtMs : -1;
    };
    expect([wait("60"), wait("Thu, 01 Jan 1970 00:02:00 GMT"), wait("soon"), wait("-5"), wait("99999999")]).toEqual([
      60_000,
      120_000,
      5_000,
      5_000,
      DAY_MS,
    ]);
  });
});

describe("a receiver", () => {
  it("is paused when gone, or failing for a day and often", () => {
    expect(decidePause({ failuresInRow: 1, failingSinceMs: 0 }, true, 1)).toBe("gone");
    expect(decidePause({ failuresInRow: 20, failingSinceMs: 0 }, false, DAY_MS)).toBe("failing");
    expect(decidePause({ failuresInRow: 19, failingSinceMs: 0 }, false, DAY_MS)).toBeNull();
    expect(decidePause({ failuresInRow: 500, failingSinceMs: 1 }, false, DAY_MS)).toBeNull();
  });

  it("that fails is asked one at a time", () => {
    expect([roomOf(0), roomOf(4), roomOf(5), roomOf(1_000)]).toEqual([10, 10, 1, 1]);
  });
});
