import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { modules } from "../app.ts";
import type { Endpoint } from "../lib/define.ts";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";
import { countQueries } from "../testing/count-queries.ts";
import { askOf, grow, nothingGrown } from "../testing/grown.ts";
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
  "/insight/groups-in-need": "groups without people need no help, and all people here are of one group",
  "/orders-values/buyers": "a model is fitted on fifty buyers at least; values.test.ts counts the statements",
  "/members/:memberId/wecom": ofCorp,
  "/insight/platform-figures/rows": ofCorp,
  "/connections/:connectionId/callbacks": ofCorp,
  "/connections/:connectionId/wecom/differences": ofCorp,
  "/connections/:connectionId/wecom/staff": ofCorp,
  "/connections/:connectionId/wecom/codes": ofCorp,
  "/connections/:connectionId/wecom/welcome-sends": ofCorp,
  "/connections/:connectionId/wecom/group-welcomes": ofCorp,
};

let test: TestBrand;
const grown = nothingGrown();

beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

/** Lists of one thing that this test makes none of. */
const unasked = ["/handovers/:dispatchId"];

/** Whom the test has given most. */
const onPhone = (): Actor => ({ kind: "member", id: String(grown.known["memberId"]), name: "Pia 0" });

interface Look {
  statements: number;
  rows: number;
}

/** What each list that can be asked costs now. */
async function lookAtAll(): Promise<Map<string, Look>> {
  const looks = new Map<string, Look>();
  for (const { endpoint, handle } of routes) {
    const ask = askOf(grown, endpoint);
    if (ask === undefined) continue;
    const who = endpoint.audience === "member" ? test.as(onPhone()) : test.as();
    // What a process remembers of a phone's seats is read by the first call.
    if (endpoint.audience === "member") await handle(who, ask as never);
    const { ctx, count } = countQueries(who);
    const answer = await handle(ctx, ask as never);
    looks.set(endpoint.path, { statements: count(), rows: rowsOf(answer) });
  }
  return looks;
}

describe("every list", () => {
  it("asks no more statements for fifty rows than for one", async () => {
    await grow(test, grown, 0, 1);
    const before = await lookAtAll();
    await grow(test, grown, 1, MANY);
    const after = await lookAtAll();
    expect(routes.map(({ endpoint }) => endpoint.path).filter((path) => !after.has(path))).toEqual(unasked);
    // Fewer is right where there is nothing left to ask: of a day that is past, of marks where groups of several types share no mark.
    const more = [...after].filter(([path, { statements }]) => statements > (before.get(path)?.statements ?? 0)).map(([path]) => path);
    expect(more).toEqual([]);
    const stale = [...after].filter(([path, { rows }]) => rows <= (before.get(path)?.rows ?? 0)).map(([path]) => path);
    const listed = new Set(routes.filter(({ endpoint }) => isList(endpoint)).map(({ endpoint }) => endpoint.path));
    expect(stale.filter((path) => listed.has(path)).toSorted()).toEqual(Object.keys(notGrown).toSorted());
    expect(after.size).toBeGreaterThan(90);
  });
});
