import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countQueries } from "../../testing/count-queries.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { applied, cheap, dear, slow, specOf } from "../../testing/lines.ts";
import { addOrgUnit } from "../brands/index.ts";
import { removeFlow } from "../flows/flows.actions.ts";
import { publishFlow, saveDraft, startFlow } from "../flows/index.ts";
import { showFlow } from "../flows/read.actions.ts";
import { addToRoster, createEntry, createGroup, stampGroups } from "../groups/index.ts";
import { NewGroup } from "../groups/groups.contract.ts";
import { StampAsk } from "../groups/stamp.contract.ts";
import { showFocus } from "./focus.actions.ts";
import { listFailingGroups, showGroupGuide, showGuide } from "./guide.actions.ts";
import { applyLine, changeLine, createLine, listLines, removeLine, restoreLine } from "./lines.actions.ts";
import { applyLineEndpoint, type Combination, failingGroupsEndpoint, guideEndpoint, type LineAnswers } from "./openings.contract.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand({ now: new Date("2026-11-22T02:00:00Z") });
});
afterAll(() => test.close());

const line = (name: string, answers: LineAnswers = cheap, combinations: Combination[] = []) =>
  createLine(test.as(), { name, answers, combinations });
const apply = (lineId: string, part: Record<string, unknown> = {}) =>
  applyLine(test.as(), applyLineEndpoint.input.parse({ lineId, ...part }));
const draftOf = async (flowId: string) => {
  const [row] = await test.rows<{ draft: { steps: { id: string }[]; audience: unknown } }>("select draft from app.flows where id = $1", [
    flowId,
  ]);
  return row?.draft;
};

describe("the advisor", () => {
  it("gives three kinds of goods three blueprints, three flows and three first looks", async () => {
    const seen = new Set<string>();
    for (const [name, answers, type] of [
      ["鲜果", cheap, "promotion"],
      ["护肤", dear, "refined"],
      ["家具", slow, "service"],
    ] as const) {
      const made = await applied(test.as(), name, answers);
      expect(made.commercialType).toBe(type);
      expect(await specOf(test, made.blueprintId)).toMatchObject({ commercialType: type, thresholds: null });
      const draft = await draftOf(made.flowId);
      expect(draft?.audience).toEqual({ kind: "blueprint", blueprintId: made.blueprintId, orgIds: [] });
      const focus = (await showFocus(test.as(), {})).items.find((one) => one.commercialType === type);
      expect(focus?.line).toBe(name);
      seen.add(JSON.stringify([draft?.steps.map((step) => step.id), focus?.metrics]));
    }
    expect(seen.size).toBe(3);
    const { items } = await listLines(test.as());
    expect(items.map((one) => [one.name, one.isFocus])).toEqual([
      ["家具", true],
      ["护肤", true],
      ["鲜果", true],
    ]);
  });

  it("below three conditions has people talked to one by one", async () => {
    const { items } = await listLines(test.as());
    const steps = async (name: string) =>
      (await draftOf(items.find((one) => one.name === name)?.flow?.id ?? ""))?.steps.map((step) => step.id);
    expect(await steps("家具")).toContain("private-talk");
    expect(await steps("护肤")).not.toContain("private-talk");
  });

  it("a changed answer changes nothing until it is applied, then the blueprint's next version, its marks, and the draft", async () => {
    const { lineId, ...first } = await applied(test.as(), "茶饮", cheap, [], { positioning: "flash" });
    await changeLine(test.as(), { lineId, name: "茶饮", answers: dear, combinations: ["games"] });
    expect(await specOf(test, first.blueprintId)).toMatchObject({ commercialType: "promotion", positioning: "flash" });
    const second = await apply(lineId);
    expect(second).toEqual({ ...first, blueprintVersion: 2, commercialType: "refined" });
    expect(await specOf(test, first.blueprintId)).toMatchObject({
      commercialType: "refined",
      positioning: "flash",
      thresholds: { interaction7d: 0.144, conversion30d: 0.1 },
    });
    expect((await draftOf(first.flowId))?.steps.map((step) => step.id)).toEqual(expect.arrayContaining(["daily-tip", "word-game"]));
  });

  it("may write into a blueprint that stands", async () => {
    const { id } = await line("零食");
    const other = await applied(test.as(), "底子", dear);
    expect(await apply(id, { blueprintId: other.blueprintId })).toMatchObject({ blueprintId: other.blueprintId, blueprintVersion: 2 });
  });

  it("takes a change and a removal back as it stood, once, by who made it, and not after it was applied", async () => {
    const { id } = await line("坚果", cheap, ["games"]);
    const { flowId } = await apply(id);
    const stood = async () => (await listLines(test.as())).items.find((one) => one.id === id);
    const before = await stood();
    const back = (ctx = test.as()) => restoreLine(ctx, { lineId: id });
    test.clock.now = new Date(test.clock.now.getTime() + 1_000);
    await changeLine(test.as(), { lineId: id, name: "干果", answers: dear, combinations: [] });
    await expect(back(test.as(await test.staff(["owner"])))).rejects.toMatchObject({ code: "openings.change-missing" });
    await back();
    expect(await stood()).toEqual(before);
    await expect(back()).rejects.toMatchObject({ code: "openings.change-missing" });

    await removeLine(test.as(), { lineId: id });
    expect(await stood()).toBeUndefined();
    await back();
    expect(await stood()).toEqual(before);

    await removeLine(test.as(), { lineId: id });
    await removeFlow(test.as(), { flowId });
    const { id: other } = await line("坚果", dear);
    await expect(back()).rejects.toMatchObject({ code: "openings.name-taken" });
    await changeLine(test.as(), { lineId: other, name: "果脯", answers: dear, combinations: [] });
    await back();
    expect(await stood()).toEqual({ ...before, flow: null });

    await changeLine(test.as(), { lineId: id, name: "坚果", answers: dear, combinations: [] });
    await apply(id);
    await expect(back()).rejects.toMatchObject({ code: "openings.change-missing" });
    await changeLine(test.as(), { lineId: id, name: "坚果", answers: cheap, combinations: [] });
    test.clock.now = new Date(test.clock.now.getTime() + 61_000);
    await expect(back()).rejects.toMatchObject({ code: "openings.change-missing" });
    await removeFlow(test.as(), { flowId: (await stood())?.flow?.id ?? "" });
    expect((await stood())?.flow).toBeNull();
    for (const lineId of [id, other]) await removeLine(test.as(), { lineId });
  });

  it("takes back the last of two changes alone, and answers what it took the line back to", async () => {
    const { id } = await line("瓜子", cheap, ["games"]);
    await changeLine(test.as(), { lineId: id, name: "葵花籽", answers: dear, combinations: [] });
    await changeLine(test.as(), { lineId: id, name: "西瓜子", answers: cheap, combinations: ["tiers"] });
    const first = { name: "葵花籽", answers: dear, combinations: [] };
    expect(await restoreLine(test.as(), { lineId: id })).toEqual(first);
    expect((await listLines(test.as())).items.find((one) => one.id === id)).toMatchObject(first);
    await removeLine(test.as(), { lineId: id });
  });

  it("refuses a name that is taken and a line that is gone", async () => {
    await expect(line("茶饮")).rejects.toMatchObject({ code: "openings.name-taken" });
    const { id } = await line("一时");
    await removeLine(test.as(), { lineId: id });
    await expect(removeLine(test.as(), { lineId: id })).rejects.toMatchObject({ code: "openings.line-missing" });
    await expect(apply(id)).rejects.toMatchObject({ code: "openings.line-missing" });
  });
});

describe("the guide", () => {
  let orgId: string;
  let blueprintId: string;
  let flowId: string;
  let groupId: string;
  const failing = (fields: Record<string, unknown> = {}) => listFailingGroups(test.as(), failingGroupsEndpoint.input.parse(fields));

  beforeAll(async () => {
    orgId = (await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "云溪市" })).id;
    const made = await applied(test.as(), "水果", cheap);
    ({ blueprintId, flowId } = made);
    const asked = StampAsk.parse({ blueprintId, pattern: "{组织} 福利群 {序号}", units: [{ orgId, count: 3 }], open: true });
    const { stampId } = await stampGroups(test.as(), asked);
    const rows = await test.rows<{ id: string }>("select id from app.groups where stamp_id = $1 order by id", [stampId]);
    groupId = rows[0]?.id ?? "";
    await createGroup(test.as(), NewGroup.parse({ name: "散群", orgId }));
  });

  it("tells of one group how much of how much is there", async () => {
    const { steps } = await showGroupGuide(test.as(), { groupId });
    const checks = Object.fromEntries(steps.flatMap((step) => step.checks.map((one) => [one.name, [one.value, one.wanted]])));
    expect(checks).toMatchObject({
      purpose: [2, 2],
      admins: [0, 2],
      kocs: [0, 1],
      rules: [3, 3],
      entry: [1, 1],
      library: [0, 3],
      flow: [0, 1],
    });
    expect(steps.filter((step) => step.ok).map((step) => step.step)).toEqual(["positioning", "rules", "incentives"]);
  });

  it("sees a flow only once it runs, with its times", async () => {
    const { draft, draftRevision } = await showFlow(test.as(), { flowId });
    const chosen = draft.steps.map((step) =>
      step.action.kind === "send"
        ? { ...step, action: { kind: "send" as const, content: { kind: "text" as const, text: step.name } } }
        : step,
    );
    const { revision } = await saveDraft(test.as(), { flowId, revision: draftRevision, spec: { ...draft, steps: chosen } });
    await publishFlow(test.as(), { flowId, revision, note: "" });
    await startFlow(test.as(), { flowId, catchUp: false });
    const { steps } = await showGroupGuide(test.as(), { groupId });
    const checks = new Map(steps.flatMap((step) => step.checks).map((one) => [one.name, one.value]));
    expect(checks.get("flow")).toBe(1);
    expect(checks.get("times")).toBe(22);
    expect(checks.get("selling")).toBe(15);
  });

  it("counts by blueprint what its groups lack, and the rows behind a number add up to it", async () => {
    await createEntry(test.as(), { groupId, name: "门店海报" });
    const { items } = await showGuide(test.as(), guideEndpoint.input.parse({}));
    expect(items.reduce((sum, one) => sum + one.groups, 0)).toBe(4);
    for (const row of items) {
      for (const [at, step] of (
        ["positioning", "organisation", "rules", "basics", "content", "incentives", "conversion", "sop"] as const
      ).entries()) {
        const { items: rows } = await failing({ step, blueprintId: row.blueprintId ?? "none" });
        expect(rows).toHaveLength(row.failing[at] ?? -1);
        expect(rows.every((one) => one.failing.some((each) => each.step === step))).toBe(true);
      }
    }
  });

  it("has as mine what I own and where I have a duty", async () => {
    const admin = await test.staff(["operator"], test.headquartersId);
    const mine = async () => (await showGuide(test.as(admin), { mine: true })).items.map((one) => one.groups);
    expect(await mine()).toEqual([]);
    const groupId = (await failing({ limit: 1 })).items[0]?.groupId ?? "";
    await addToRoster(test.as(), { groupId, role: "admin", kind: "staff", personId: admin.id, duty: "", shift: "" });
    expect(await mine()).toEqual([1]);
    expect((await listFailingGroups(test.as(admin), failingGroupsEndpoint.input.parse({ mine: "true" }))).total).toBe(1);
  });

  it("pages, sees only its own subtree, and asks as many statements for one as for all", async () => {
    const first = await failing({ limit: 3 });
    const rest = await failing({ limit: 3, cursor: first.nextCursor ?? "" });
    expect(new Set([...first.items, ...rest.items].map((one) => one.groupId)).size).toBe(4);
    expect(first.total).toBe(4);
    const elsewhere = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "别处" });
    const stranger = await test.staff(["operator"], elsewhere.id, "远客");
    expect((await listFailingGroups(test.as(stranger), failingGroupsEndpoint.input.parse({}))).items).toEqual([]);
    const counted = countQueries(test.as());
    await listFailingGroups(counted.ctx, failingGroupsEndpoint.input.parse({ limit: 1 }));
    const one = counted.count();
    await listFailingGroups(counted.ctx, failingGroupsEndpoint.input.parse({ limit: 50 }));
    expect(counted.count() - one).toBe(one);
  });
});
