import { describe, expect, it } from "vitest";
import { mostIn, Recall } from "./recall.ts";

describe("what a process remembers", () => {
  it("holds under its version only", () => {
    const recall = new Recall<string>(10);
    recall.set("a", 3, "x");
    expect([recall.get("a", 3), recall.get("a", 4), recall.get("b", 3)]).toEqual(["x", undefined, undefined]);
    recall.set("a", 4, "y");
    expect([recall.get("a", 3), recall.get("a", 4)]).toEqual([undefined, "y"]);
  });

  it("forgets what was not asked for while it filled, and never grows beyond its bound", () => {
    const recall = new Recall<number>(10);
    for (let i = 0; i < 100; i++) {
      recall.set(`k${i}`, 0, i);
      expect(recall.get("k0", 0)).toBe(0);
    }
    const kept = Array.from({ length: 100 }, (_, i) => recall.get(`k${i}`, 0)).filter((value) => value !== undefined);
    expect(kept.length).toBeLessThanOrEqual(10);
    expect(recall.get("k50", 0)).toBeUndefined();
  });

  it("is less in a process that is let have little memory", () => {
    const mb = 2 ** 20;
    expect(mostIn(4_096 * mb, 100_000)).toBe(100_000);
    expect(mostIn(512 * mb, 100_000)).toBe(100_000);
    expect(mostIn(112 * mb, 100_000)).toBe(29_360);
    expect(mostIn(112 * mb, 1_000)).toBe(1_000);
  });
});
