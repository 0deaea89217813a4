import { expect, test } from "vitest";
import { momentOfWall, wallTime } from "./wall-time.ts";

test("a clock time of the brand is a moment, and back", () => {
  expect(wallTime("2026-11-22T16:30:00.000Z", 480)).toBe("2026-11-23T00:30");
  expect(momentOfWall("2026-11-23T00:30", 480)).toBe("2026-11-22T16:30:00.000Z");
  expect(momentOfWall("2026-11-22T20:00", -300)).toBe("2026-11-23T01:00:00.000Z");
  expect(momentOfWall("", 480)).toBeNull();
});
