import { expect, test } from "vitest";
import { cacheOf } from "./static.ts";

test.each([
  ["/assets/console/index-BX1.js", "public, max-age=31536000, immutable"],
  ["/assets/h5/main-9f.css", "public, max-age=31536000, immutable"],
  ["/mode.js", "no-cache"],
  ["/mark.svg", "no-cache"],
  ["/.vite/console.json", "no-cache"],
])("%s is kept: %s", (path, kept) => {
  expect(cacheOf(path)).toBe(kept);
});
