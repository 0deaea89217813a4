import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { modules } from "../app.ts";
import type { Endpoint } from "../lib/define.ts";
import { addOrgUnit } from "../modules/brands/index.ts";
import { inviteStaff } from "../modules/brands/invites.actions.ts";
import { createConnection } from "../modules/connections/connect.actions.ts";
import { addFolder } from "../modules/contents/folders.actions.ts";
import { createContent } from "../modules/contents/index.ts";
import { startExport } from "../modules/exports/exports.actions.ts";
import { createFlow } from "../modules/flows/flows.actions.ts";
import { createBlueprint } from "../modules/groups/blueprints.actions.ts";
import { BlueprintSpec } from "../modules/groups/blueprints.contract.ts";
import { createEntry, createGroup } from "../modules/groups/index.ts";
import { addToRoster } from "../modules/groups/roster.actions.ts";
import { createKey } from "../modules/integrations/keys.actions.ts";
import { addNote } from "../modules/members/profile.actions.ts";
import { addTag, changeTags } from "../modules/members/tag.actions.ts";
import { recordConsents, resolveMembers, seatMembers } from "../modules/members/index.ts";
import { ingest } from "../modules/messages/index.ts";
import { enterCost, recordOrders } from "../modules/orders/index.ts";
import { createAdhocSend } from "../modules/sends/draft.actions.ts";
import { createTasks } from "../modules/tasks/index.ts";
import { saveView } from "../modules/views/views.actions.ts";
import { showCorp } from "../modules/wecom/state.actions.ts";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";
import { countQueries } from "../testing/count-queries.ts";
import { settleAll } from "../testing/history.ts";
import type { Route } from "./module.ts";

const MANY = 50;
const lists = modules.flatMap((module) => module.exports ?? []);

const hasItems = ({ output }: Endpoint) => output instanceof z.ZodObject && output.shape["items"] instanceof z.ZodArray;

/** Every endpoint that answers `items`. */
const routes = modules
  .flatMap((module) => module.routes ?? [])
  .filter((route): route is Extract<Route, { kind: "brand" }> => route.kind === "brand")
  .filter(({ endpoint }) => endpoint.method === "GET" && endpoint.audience === "staff" && hasItems(endpoint));

/** Lists whose rows need more than this test makes; that they ask the same for one is still looked at. */
const notGrown = new Set([
  "/groups/stamps",
  "/blueprints/:blueprintId/deviations",
  "/flows/:flowId/versions",
  "/flows/:flowId/stats",
  "/privacy/requests",
  "/inbox",
  "/insight/thresholds",
  "/openings/focus",
  "/insight/groups-in-need",
  "/insight/funnel/rows",
  "/insight/heat/rows",
  "/api-keys/:keyId/calls",
  "/webhooks",
  "/connections",
  "/sends/:sendId/owners",
  "/members/:memberId/wecom",
  "/insight/platform-figures/rows",
  "/connections/:connectionId/callbacks",
  "/connections/:connectionId/wecom/differences",
  "/connections/:connectionId/wecom/staff",
  "/connections/:connectionId/wecom/codes",
  "/connections/:connectionId/wecom/welcomes",
  "/connections/:connectionId/wecom/welcome-sends",
  "/connections/:connectionId/wecom/group-welcomes",
  "/webhook-deliveries",
  "/imports",
  "/insight/rows",
  "/groups/:groupId/contents",
  "/groups/:groupId/contents/:contentId/uses",
  "/flows-ticks",
  "/openings/lines",
  "/openings/guide",
  "/orders-values/buyers",
]);

let test: TestBrand;
const groupIds: string[] = [];
const known: Record<string, unknown> = {
  groupIds,
  weekday: "1",
  hour: "10",
  list: "groups",
  metric: "join",
  step: "acquired",
  names: "members.joined",
  from: "2026-11-01",
  to: "2026-11-22",
};
const at = new Date("2026-11-20T02:00:00.000Z");

beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

/** Rows `from` … `to - 1` of everything a list shows. */
async function grow(from: number, to: number): Promise<void> {
  const ctx = () => test.as();
  const numbers = Array.from({ length: to - from }, (_, n) => from + n);
  for (const n of numbers) {
    const group = await createGroup(ctx(), {
      name: `福利群 ${n}`,
      orgId: test.headquartersId,
      channel: "web",
      positioning: "benefit",
      commercialType: "promotion",
      capacity: 300,
      targetMembers: 200,
      ownerStaffId: null,
      open: true,
    });
    known["groupId"] ??= group.id;
    const { id: contentId } = await createContent(ctx(), {
      name: `素材 ${n}`,
      direction: "engage",
      folderId: null,
      expiresOn: null,
      body: { format: "text", text: "早" },
    });
    known["contentId"] ??= contentId;
    const { sendId } = await createAdhocSend(ctx(), {
      name: `触达 ${n}`,
      body: { format: "text", text: "早" },
      audience: {},
      dueAt: new Date(test.clock.now.getTime() + 3_600_000).toISOString(),
    });
    known["sendId"] = sendId;
    const { id: flowId } = await createFlow(ctx(), {
      kind: "day",
      name: `SOP ${n}`,
      audience: { kind: "orgs", orgIds: [test.headquartersId] },
      preset: false,
    });
    known["flowId"] ??= flowId;
    const blueprint = await createBlueprint(ctx(), {
      name: `模板 ${n}`,
      note: "",
      spec: BlueprintSpec.parse({ positioning: "benefit", commercialType: "promotion", capacity: 300, targetMembers: 200 }),
    });
    known["blueprintId"] ??= blueprint.id;
    known["connectionId"] ??= (
      await createConnection(ctx(), {
        kind: "wecom",
        scope: "ww0123456789abcdef",
        name: "企微",
        agentId: null,
        baseUrl: null,
        secret: "none-of-the-app",
      })
    ).id;
    // The first look at a corp notes it.
    await showCorp(ctx(), { connectionId: String(known["connectionId"]) });
    await addOrgUnit(ctx(), { parentId: test.headquartersId, name: `市 ${n}` });
    await inviteStaff(ctx(), { name: `新人 ${n}`, roles: ["operator"], orgId: test.headquartersId });
    await addFolder(ctx(), { parentId: null, name: `夹 ${n}` });
    await createEntry(ctx(), { groupId: String(known["groupId"]), name: `码 ${n}` });
    known["tagId"] = (await addTag(ctx(), { name: `标签 ${n}` })).id;
    await enterCost(ctx(), { day: "2026-11-20", groupId: group.id, kind: "prize", fen: 100, note: "" });
    if (n < 20) await saveView(ctx(), { list: "groups", name: `视图 ${n}`, query: "", shared: false });
    if (n < 5) await startExport(ctx(), { list: "groups", format: "csv", filter: {} }, lists);
    const key = await createKey(ctx(), {
      name: `钥匙 ${n}`,
      orgId: test.headquartersId,
      permissions: ["groups.read"],
      expiresAt: null,
      perMinute: 60,
    });
    known["keyId"] ??= key.id;
    groupIds.push(group.id);
  }
  await growPeople(numbers);
}

async function growPeople(numbers: readonly number[]): Promise<void> {
  const groupId = String(known["groupId"]);
  const ids = await resolveMembers(
    test.system(),
    numbers.map((n) => ({ kind: "web", scope: "", externalId: `p${n}`, nickname: `柚子 ${n}`, phone: `138001320${10 + n}`, at })),
  );
  known["memberId"] ??= ids[0];
  const memberId = String(known["memberId"]);
  await seatMembers(
    test.system(),
    ids.map((id) => ({ groupId, memberId: id, kind: "member" as const, nickname: "", at })),
  );
  const report = await ingest(
    test.system(),
    numbers.map((n) => ({
      source: "test",
      externalId: `m${n}`,
      occurredAt: new Date(at.getTime() + n * 1_000),
      group: { groupId },
      kind: "message" as const,
      sender: { memberId },
      format: "text" as const,
      text: `今天的橙子到了 ${n}`,
    })),
  );
  expect(report.outcomes.map((one) => one.verdict)).not.toContain("kept");
  await recordOrders(
    test.system(),
    numbers.map((n) => ({
      source: "test",
      externalId: `o${n}`,
      buyer: { memberId },
      groupId,
      title: "橙",
      paidAt: at,
      paidFen: 100,
      lines: [],
    })),
  );
  await recordConsents(
    test.system(),
    ids.map((id) => ({ memberId: id, purpose: "marketing" as const, granted: true, textVersion: "1", channel: "web" })),
  );
  for (const [at_, id] of ids.entries()) {
    await addNote(test.as(), { memberId, text: `记 ${at_}` });
    await addToRoster(test.as(), { groupId, role: "koc", kind: "member", personId: id, duty: "", shift: "" });
  }
  const staff = await Promise.all(numbers.map((n) => test.staff(["group-admin"], undefined, `同事 ${n}`)));
  await changeTags(test.as(), { tagId: String(known["tagId"]), direction: "add", who: { memberIds: ids } });
  await createTasks(
    test.system(),
    numbers.map((n) => ({
      uniqueKey: `t${n}`,
      kind: "check" as const,
      assigneeId: staff[0]?.id ?? "",
      title: `核对 ${n}`,
      note: "",
      groupId,
      people: 1,
      link: { path: "reach" },
      dueAt: test.clock.now,
      expiresAt: null,
    })),
  );
  await settleAll(test);
}

/** Where a list by itself shows none of what the test makes. */
const chosen: Record<string, object> = {
  "/tasks": { whose: "all" },
  "/sends": { when: "coming" },
  "/connections/:connectionId/wecom/codes": { kind: "contact" },
  "/insight/platform-figures/rows": { key: "messages" },
};

/** What the endpoint must be told, of what is known; undefined where it is not known. */
function askOf(endpoint: Endpoint): unknown {
  const ask: Record<string, unknown> = { ...chosen[endpoint.path] };
  for (let round = 0; round < 8; round++) {
    const parsed = endpoint.input.safeParse(ask);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0] ?? "");
      if (name in known) ask[name] = known[name];
    }
  }
  return undefined;
}

/** Lists of one thing that this test makes none of. */
const unasked = ["/imports/:importId/bad-rows"];

interface Look {
  statements: number;
  rows: number;
}

/** What each list that can be asked costs now. */
async function lookAtAll(): Promise<Map<string, Look>> {
  const looks = new Map<string, Look>();
  for (const { endpoint, handle } of routes) {
    const ask = askOf(endpoint);
    if (ask === undefined) continue;
    const { ctx, count } = countQueries(test.as());
    const answer = await handle(ctx, ask as never);
    looks.set(endpoint.path, { statements: count(), rows: z.object({ items: z.array(z.unknown()) }).parse(answer).items.length });
  }
  return looks;
}

describe("every list", () => {
  it("asks as many statements for fifty rows as for one", async () => {
    await grow(0, 1);
    const before = await lookAtAll();
    await grow(1, MANY);
    const after = await lookAtAll();
    expect(routes.map(({ endpoint }) => endpoint.path).filter((path) => !after.has(path))).toEqual(unasked);
    const statements = (looks: Map<string, Look>) => Object.fromEntries([...looks].map(([path, { statements: n }]) => [path, n]));
    expect(statements(after)).toEqual(statements(before));
    const stale = [...after].filter(([path, { rows }]) => rows <= (before.get(path)?.rows ?? 0)).map(([path]) => path);
    expect(stale.filter((path) => !notGrown.has(path))).toEqual([]);
    expect(routes.length).toBeGreaterThan(25);
  }, 120_000);
});
