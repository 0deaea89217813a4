import { expect, test } from "vitest";
import { drawings, listsOf, readSource, table } from "../../testing/console-lists.ts";
import { viewedLists } from "./views.contract.ts";

/** By `useListView`, or with tabs of its own by the two it is made of. */
const takesPart = (text: string) => /useListView\(/.test(text) || (/useViews\(/.test(text) && /useColumnChoice\(/.test(text));

/** Lists without views and a choice of columns, and why. */
const exceptions: Record<string, string> = {
  "modules/contents/web/content-table.tsx": "drawn by contents.page, which takes part",
  "modules/members/web/privacy-table.tsx": "drawn by privacy-requests and consent-log, which take part",
  "modules/sends/web/sends-table.tsx": "drawn by plan and records, which take part",
  "modules/wecom/web/paged-table.tsx": "drawn by differences-panel and welcome-sends-panel, which take part",
  "modules/integrations/web/webhooks.page.tsx": "twenty webhooks at most, never in pages",
  "modules/connections/web/channels.page.tsx": "the few corps of a brand, never in pages",
  "modules/connections/web/apis-panel.tsx": "a corp's API calls in a panel of figures, all at once",
  "modules/wecom/web/figures.page.tsx": "a matrix of figures by day, not rows of things",
  "modules/wecom/web/runs-panel.tsx": "the last few syncs, never in pages",
  "modules/flows/web/effect-view.tsx": "the steps of one SOP, in their order",
  "modules/openings/web/guide-board.tsx": "eight steps, always the same",
  "modules/insight/web/talk-months.page.tsx": "one row a month, in their order",
  "modules/brands/web/open-invites.tsx": "the invitations that are open, above the staff",
  "modules/brands/web/health-panels.tsx": "the parts of the installation, all at once",
  "modules/groups/web/stamp-report.page.tsx": "what one go of making groups came to",
  "modules/orders/web/value-bands.tsx": "the bands of one fit, in their order",
  "modules/orders/web/value-models.tsx": "the three models of one fit, all at once",
  "modules/groups/web/roster-panel.tsx": "the few who work in one group",
};

test("every list of the console has views and a choice of columns, or says why not", () => {
  const lists = listsOf(table);
  expect(lists.length).toBeGreaterThan(30);
  expect(lists.filter((name) => !takesPart(readSource(name)) && !(name in exceptions))).toEqual([]);
  expect(Object.keys(exceptions).filter((name) => !lists.includes(name) || takesPart(readSource(name)))).toEqual([]);
});

test("every list that keeps views is taken part with once", () => {
  const named = drawings.flatMap((name) => [...readSource(name).matchAll(/use(?:ListView|Views)\("([a-z-]+)"/g)].map((match) => match[1]));
  expect(named.toSorted()).toEqual([...viewedLists].toSorted());
});
