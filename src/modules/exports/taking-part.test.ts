import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { z } from "zod";
import { modules } from "../../app.ts";
import { drawings, listsOf, readSource, sourceFolder } from "../../testing/console-lists.ts";

const exports = modules.flatMap((one) => one.exports ?? []);

/** Staff's endpoints that answer a list of things, in pages or whole, however it is drawn. */
const listed = modules
  .flatMap((one) => one.routes ?? [])
  .flatMap((route) => (route.kind === "brand" ? [route.endpoint] : []))
  .filter(({ method, audience, output }) => method === "GET" && audience === "staff" && holdsItems(output))
  .map(({ path }) => path);

function holdsItems(output: unknown): boolean {
  return output instanceof z.ZodObject && output.shape["items"] instanceof z.ZodArray;
}

/** Lists that nobody takes along, and why. */
const kept: Record<string, string> = {
  "/events": "the log itself, read on and on by other programs",
  "/imports/:importId/bad-rows": "rows that were not taken are downloaded as they stood in the file, with the reason, to be mended there",
  "/insight/thresholds": "a setting: three types of groups, five marks each",
  "/flows/:flowId/versions": "drawings of an SOP that one takes back into its editor; what its steps came to is exported",
  "/flows-ticks": "marks that the list of groups draws beside its rows, each of one group",
  "/openings/lines": "a setting: answers to the questions of a form; groups that fall short of a line's advice are exported",
  "/openings/focus": "the few metrics that lead the page of today",
  "/views": "a choice in a menu",
  "/members/:memberId/wecom": "the few colleagues who have one person as a friend, on that person's page",
  "/groups/:groupId/wecom/codes": "the few codes into one group, on that group's page; a corp's codes are exported",
};

test("every list that is answered can be taken along, or says why not", () => {
  const taken = new Set(exports.map((one) => one.rowsOf));
  expect(listed.length).toBeGreaterThan(50);
  expect(listed.filter((path) => !taken.has(path) && !(path in kept))).toEqual([]);
  expect(Object.keys(kept).filter((path) => !listed.includes(path) || taken.has(path))).toEqual([]);
});

const buttonsIn = (name: string) => [
  ...new Set([...readSource(name).matchAll(/<ExportButton\b[^>]*?\blist="([a-z-]+)"/g)].map((match) => match[1] ?? "")),
];

/** Lists whose button stands in the page that draws them. */
const drawnBy: Record<string, string> = {
  "modules/contents/web/content-table.tsx": "modules/contents/web/contents.page.tsx",
  "modules/members/web/privacy-table.tsx": "modules/members/web/privacy-requests.tsx",
  "modules/sends/web/sends-table.tsx": "modules/sends/web/records.tsx",
  "modules/wecom/web/paged-table.tsx": "modules/wecom/web/differences-panel.tsx",
  "modules/brands/web/roles-table.tsx": "modules/brands/web/roles.page.tsx",
};

/** Files whose tables nobody takes along, and why. */
const untaken: Record<string, string> = {
  "modules/brands/web/health-panels.tsx": "how the installation stands this second; /metrics is there for keeping",
  "modules/contents/web/content-picker.tsx": "a choice in a form, of contents that are exported from their page",
  "modules/sends/web/content-picker.tsx": "a choice in a form, of contents that are exported from their page",
  "modules/sends/web/group-picker.tsx": "a choice in a form, of groups that are exported from their page",
  "modules/brands/web/audit-drawer.tsx": "what one entry of the log changed; the log's export says it of every entry",
  "modules/groups/web/blueprint-versions.tsx": "two versions of one blueprint side by side; groups that differ from it are exported",
  "modules/imports/web/columns-table.tsx": "the form in which a file's columns are given their meaning",
  "modules/insight/web/versus-table.tsx": "ten figures of two sides; each opens the rows it is made of, which are exported",
  "modules/imports/web/report.tsx": kept["/imports/:importId/bad-rows"] ?? "",
};

const drawn = /<DataTable\b|<table\b/g;
const paged = /use(?:Cursor|Endpoint)Pages\(\s*(\w+)/g;
const tables = listsOf(new RegExp(`${drawn.source}|${paged.source}`)).filter((name) => !name.endsWith(".h5.tsx"));

test("a file has as many buttons as tables, its own or those of the page that draws it", () => {
  expect(tables.length).toBeGreaterThan(50);
  const short = (name: string) => buttonsIn(drawnBy[name] ?? name).length < Math.max(1, [...readSource(name).matchAll(drawn)].length);
  expect(tables.filter((name) => short(name) && !(name in untaken))).toEqual([]);
  expect(Object.keys(untaken).filter((name) => !tables.includes(name) || !short(name))).toEqual([]);
  expect(Object.keys(drawnBy).filter((name) => !tables.includes(name) || buttonsIn(name).length > 0)).toEqual([]);
});

test("who draws a list for another has its button", () => {
  for (const [part, page] of Object.entries(drawnBy)) {
    const drawing = part.match(/([^/]+)\.tsx$/)?.[1] ?? part;
    expect(readSource(page), page).toContain(`/${drawing}.tsx"`);
  }
});

/** Pages that hand what they read to a part of them, which draws it and has the button. */
const partOf: Record<string, string> = { "modules/insight/web/talk-months.page.tsx": "modules/insight/web/talk-groups.tsx" };

/** The path of an endpoint by the name that a file imports it by. */
async function pathOf(file: string, name: string): Promise<string> {
  const from = readSource(file).match(new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from "([^"]+)"`))?.[1] ?? "";
  const contract: Record<string, { path: string }> = await import(pathToFileURL(join(sourceFolder, file, "..", from)).href);
  return contract[name]?.path ?? `${name} of ${from}`;
}

test("what is read in pages is taken along where it is read", async () => {
  const astray: string[] = [];
  for (const file of tables.filter((name) => !(name in untaken)))
    for (const [, name = ""] of readSource(file).matchAll(paged)) {
      const path = await pathOf(file, name);
      const buttons = [file, drawnBy[file], partOf[file]].flatMap((one) => (one ? buttonsIn(one) : []));
      if (!exports.some((one) => one.rowsOf === path && buttons.includes(one.name))) astray.push(`${file} ${path}`);
    }
  expect(astray).toEqual([]);
});

test("every export has its button", () => {
  const taken = drawings.flatMap(buttonsIn);
  expect([...new Set(taken)].toSorted()).toEqual(exports.map((one) => one.name).toSorted());
});
