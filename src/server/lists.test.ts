import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { modules } from "../app.ts";
import type { Endpoint } from "../lib/define.ts";
import { Refusal } from "../lib/refusal.ts";
import { addOrgUnit } from "../modules/brands/index.ts";
import { packGroups } from "../modules/orders/index.ts";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";

import { countQueries } from "../testing/count-queries.ts";
import { askOf, grow, nothingGrown } from "../testing/grown.ts";
import { groupAt, tell } from "../testing/history.ts";
import type { Actor } from "./context.ts";
import type { Route } from "./module.ts";

const MANY = 50;

/** Every endpoint, of staff and of phones, whose answer holds a list, whatever it is called. */
const routes = modules
  .flatMap((module) => module.routes ?? [])
  .filter((route): route is Extract<Route, { kind: "brand" }> => route.kind === "brand")
  .filter(({ endpoint }) => endpoint.method === "GET" && endpoint.audience !== "public" && holdsList(endpoint.output));

/** A list by itself; other answers hold parts of one thing, or of a fixed number. */
const isList = ({ output, audience }: Endpoint): boolean =>
  audience === "staff" && output instanceof z.ZodObject && output.shape["items"] instanceof z.ZodArray;

function holdsList(shape: unknown): boolean {
  if (shape instanceof z.ZodArray) return true;
  if (shape instanceof z.ZodObject) return Object.values(shape.shape).some(holdsList);
  if (shape instanceof z.ZodUnion) return shape.options.some(holdsList);
  return shape instanceof z.ZodNullable || shape instanceof z.ZodOptional ? holdsList(shape.unwrap()) : false;
}

/** How many things an answer lists, at any depth. */
function rowsOf(answer: unknown): number {
  if (Array.isArray(answer)) return answer.reduce((sum: number, one) => sum + 1 + rowsOf(one), 0);
  return typeof answer === "object" && answer !== null ? Object.values(answer).reduce((sum: number, one) => sum + rowsOf(one), 0) : 0;
}

const ofCorp = "a corp tells it: lists.test.ts of wecom has one that answers";
/** Lists whose rows this test does not make, and why; that they ask the same whatever else there is, is looked at. */
const notGrown: Record<string, string> = {
  "/insight/thresholds": "one row for each of the three types of groups, always",
  "/orders-values/buyers": "a model is fitted on fifty buyers at least; values.test.ts counts the statements",
  "/members/:memberId/wecom": ofCorp,
  "/insight/platform-figures/rows": ofCorp,
  "/connections/:connectionId/callbacks": ofCorp,
  "/connections/:connectionId/wecom/differences": ofCorp,
  "/connections/:connectionId/wecom/staff": ofCorp,
  "/connections/:connectionId/wecom/codes": ofCorp,
  "/groups/:groupId/wecom/codes": ofCorp,
  "/connections/:connectionId/wecom/welcome-sends": ofCorp,
  "/connections/:connectionId/wecom/group-welcomes": ofCorp,
};

/** Lists that grow for the owner and not for who sees one of several subtrees, and why. */
const notTheirs: Record<string, string> = {
  "/exports": "one sees one's own, and the owner made them",
  "/imports": "one sees one's own, and the owner took them in",
  "/views": "one sees one's own and shared ones, and the owner keeps these",
};
/** What an operator may not ask: what is of the whole brand, and another's exports and imports. */
const refused = [
  "/api-key-permissions",
  "/api-keys",
  "/api-keys/:keyId/calls",
  "/audit",
  "/audit/choices",
  "/exports/:exportId",
  "/health",
  "/imports/:importId",
  "/imports/:importId/bad-rows",
  "/inbox",
  "/invites",
  "/privacy/consents",
  "/privacy/requests",
  "/roles",
  "/webhook-deliveries",
  "/webhook-deliveries/:deliveryId",
  "/webhooks",
];

let test: TestBrand;
/** The same brand as who works in one of its cities grows it. */
let inCity: TestBrand;
let operator: Actor;
const grown = nothingGrown();

beforeAll(async () => {
  test = await openTestBrand();
  const { id: cityId } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "Riverside" });
  inCity = { ...test, headquartersId: cityId };
  operator = await test.staff(["operator"], cityId);
  const { id: otherId } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "Elsewhere" });
  const groupId = await groupAt(test, "Out of sight", test.clock.now, { orgId: otherId });
  const at = new Date("2026-11-20T01:00:00.000Z");
  await tell(test.system(), [{ kind: "message", key: "elsewhere", at, groupId, person: "Zoe", text: "Any pears?" }]);
});
afterAll(() => test.close());

/** Lists of one thing that this test makes none of. */
const unasked = ["/handovers/:dispatchId"];

/** What is another's, or out of sight. */
const unseen = Symbol("unseen");

/** Whom the test has given most. */
const onPhone = (): Actor => ({ kind: "member", id: String(grown.known["memberId"]), name: "Pia 0" });

interface Look {
  statements: number;
  rows: number;
}

/** What each list that can be asked costs now: of phones, and of the owner or another of the staff, as far as they may ask. */
async function lookAtAll(staff: Actor = test.as().actor): Promise<Map<string, Look>> {
  const looks = new Map<string, Look>();
  for (const { endpoint, handle } of routes) {
    const ask = askOf(grown, endpoint);
    if (ask === undefined || !mayAsk(staff, endpoint)) continue;
    const who = test.as(endpoint.audience === "member" ? onPhone() : staff);
    // What a process remembers of a phone's seats is read by the first call.
    if (endpoint.audience === "member") await handle(who, ask as never);
    const { ctx, count } = countQueries(who);
    const answer = await handle(ctx, ask as never).catch((error: unknown) => {
      if (staff === operator && error instanceof Refusal && error.kind === "missing") return unseen;
      throw error;
    });
    if (answer === unseen) continue;
    looks.set(endpoint.path, { statements: count(), rows: rowsOf(answer) });
  }
  return looks;
}

const mayAsk = (staff: Actor, { audience, permission }: Endpoint) =>
  audience === "member" || (staff.kind === "staff" && (!permission || staff.permissions.has(permission)));

/** Fewer is right where there is nothing left to ask: of a day that is past, of marks where groups of several types share no mark. */
const dearer = (before: Map<string, Look>, after: Map<string, Look>) =>
  [...after].filter(([path, { statements }]) => statements > (before.get(path)?.statements ?? 0)).map(([path]) => path);

const listed = new Set(routes.filter(({ endpoint }) => isList(endpoint)).map(({ endpoint }) => endpoint.path));
const stale = (before: Map<string, Look>, after: Map<string, Look>) =>
  [...after].filter(([path, { rows }]) => listed.has(path) && rows <= (before.get(path)?.rows ?? 0)).map(([path]) => path);

describe("every list", () => {
  it("asks no more statements for fifty rows than for one, of the owner and of who sees one subtree", async () => {
    await grow(inCity, grown, 0, 1);
    const [before, theirs] = [await lookAtAll(), await lookAtAll(operator)];
    await grow(inCity, grown, 1, MANY);
    // More groups than are read loose: their orders are packed, as a ticker does.
    while ((await packGroups(test.system(), 0)) > 0);
    const [after, theirsAfter] = [await lookAtAll(), await lookAtAll(operator)];
    expect(routes.map(({ endpoint }) => endpoint.path).filter((path) => !after.has(path))).toEqual(unasked);
    expect(dearer(before, after)).toEqual([]);
    expect(dearer(theirs, theirsAfter)).toEqual([]);
    expect(stale(before, after).toSorted()).toEqual(Object.keys(notGrown).toSorted());
    const own = stale(theirs, theirsAfter).filter((path) => !(path in notGrown));
    expect(own.toSorted()).toEqual(Object.keys(notTheirs).toSorted());
    expect([...after.keys()].filter((path) => !theirsAfter.has(path)).toSorted()).toEqual(refused.toSorted());
    expect([after.size > 90, theirsAfter.size > 75]).toEqual([true, true]);
  });
});
