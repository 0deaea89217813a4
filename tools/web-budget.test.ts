import { expect, test } from "vitest";
import { filesOf, firstLoadBytes } from "./web-budget.ts";

const chunk = (file: string, more: { css?: string[]; imports?: string[]; dynamicImports?: string[] } = {}) => ({
  file,
  css: [],
  imports: [],
  dynamicImports: [],
  ...more,
});
const manifest = {
  "h5/index.html": chunk("h5.js", { css: ["h5.css"], imports: ["_react"], dynamicImports: ["home", "chat"] }),
  _react: chunk("react.js", { imports: ["h5/index.html"] }),
  _bubbles: chunk("bubbles.js"),
  home: chunk("home.js", { imports: ["_react"] }),
  chat: chunk("chat.js", { css: ["chat.css"], imports: ["_react", "_bubbles"] }),
};
const sizes: Record<string, number> = {
  "h5.js": 10,
  "h5.css": 2,
  "react.js": 60,
  "home.js": 5,
  "chat.js": 9,
  "chat.css": 1,
  "bubbles.js": 3,
};

test("an entry needs what it imports at once, each file once", () => {
  expect([...filesOf(manifest, "h5/index.html")].sort()).toEqual(["h5.css", "h5.js", "react.js"]);
});

test("the first load is the entry with its heaviest page", () => {
  expect(firstLoadBytes(manifest, "h5/index.html", (file) => sizes[file] ?? 0)).toBe(10 + 2 + 60 + 9 + 1 + 3);
});
