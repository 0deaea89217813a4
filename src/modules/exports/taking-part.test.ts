import { expect, test } from "vitest";
import { modules } from "../../app.ts";
import { anyList, drawings, listsOf, readSource } from "../../testing/console-lists.ts";

const hasButton = (name: string) => /<ExportButton\b/.test(readSource(name));

/** Lists whose button stands in the page that draws them. */
const drawnBy: Record<string, string> = {
  "modules/contents/web/content-table.tsx": "modules/contents/web/contents.page.tsx",
  "modules/members/web/privacy-table.tsx": "modules/members/web/privacy-requests.tsx",
  "modules/sends/web/sends-table.tsx": "modules/sends/web/records.tsx",
  "modules/wecom/web/paged-table.tsx": "modules/wecom/web/differences-panel.tsx",
  "modules/brands/web/roles-table.tsx": "modules/brands/web/roles.page.tsx",
};

/** Lists that nobody takes along, and why. */
const exceptions: Record<string, string> = {
  "modules/brands/web/health-panels.tsx": "how the installation stands this second; /metrics is there for keeping",
  "modules/contents/web/content-picker.tsx": "a choice in a form, of contents that are exported from their page",
  "modules/sends/web/content-picker.tsx": "a choice in a form, of contents that are exported from their page",
  "modules/sends/web/group-picker.tsx": "a choice in a form, of groups that are exported from their page",
  "modules/imports/web/report.tsx":
    "rows that were not taken are downloaded as they stood in the file, with the reason, to be mended there",
};

test("every list of the console can be taken along, or says why not", () => {
  const lists = listsOf(anyList);
  expect(lists.length).toBeGreaterThan(50);
  expect(lists.filter((name) => !hasButton(name) && !(name in drawnBy) && !(name in exceptions))).toEqual([]);
  expect([...Object.keys(drawnBy), ...Object.keys(exceptions)].filter((name) => !lists.includes(name) || hasButton(name))).toEqual([]);
});

test("who draws a list for another has its button", () => {
  for (const [part, page] of Object.entries(drawnBy)) {
    const drawing = part.match(/([^/]+)\.tsx$/)?.[1] ?? part;
    expect(hasButton(page), page).toBe(true);
    expect(readSource(page), page).toContain(`/${drawing}.tsx"`);
  }
});

test("every export has its button", () => {
  const taken = drawings.flatMap((name) =>
    [...readSource(name).matchAll(/<ExportButton\b[^>]*?\blist="([a-z-]+)"/g)].map((match) => match[1]),
  );
  expect([...new Set(taken)].toSorted()).toEqual(
    modules
      .flatMap((one) => one.exports ?? [])
      .map((one) => one.name)
      .toSorted(),
  );
});
