import { changeBrandSettings } from "../modules/brands/index.ts";
import { createContent, moveContent } from "../modules/contents/index.ts";
import { advanceFlows, createFlow, publishFlow, saveDraft, startFlow } from "../modules/flows/index.ts";
import { showFlow } from "../modules/flows/read.actions.ts";
import { type Step } from "../modules/flows/spec.contract.ts";
import { createBlueprint } from "../modules/groups/blueprints.actions.ts";
import { BlueprintSpec, saveBlueprint, stampGroups } from "../modules/groups/index.ts";
import { type CommercialType, commercialTypes } from "../modules/groups/profile.contract.ts";
import { enterCost } from "../modules/orders/index.ts";
import { createAdhocSend } from "../modules/sends/draft.actions.ts";
import { createSends, type SendWish } from "../modules/sends/index.ts";
import { runDispatches } from "../modules/sends/run.actions.ts";
import type { TestBrand } from "./brand.ts";
import type { Known } from "./grown.ts";
import { groupAt, tell } from "./history.ts";
import { applied, cheap, dear, slow } from "./lines.ts";

const HOUR_MS = 3_600_000;
const CAME = new Date("2026-11-20T01:30:00.000Z");
const answers = [cheap, dear, slow];
const specOf = (commercialType: CommercialType, capacity: number) =>
  BlueprintSpec.parse({ positioning: "benefit", commercialType, capacity, targetMembers: 200 });

/** A blueprint with a group in which one speaks, what it cost, a content that may go out, an SOP, a line of goods; answers the group and the content. */
export async function growWork(test: TestBrand, known: Known, n: number): Promise<{ groupId: string; contentId: string }> {
  const ctx = () => test.as();
  const commercialType = commercialTypes[n % 3] ?? "promotion";
  const { id: blueprintId } = await createBlueprint(ctx(), { name: `Blueprint ${n}`, note: "", spec: specOf(commercialType, 300) });
  known["blueprintId"] ??= blueprintId;
  const groupId = await groupAt(test, `Deals ${n}`, test.clock.now, { commercialType, blueprintId, targetMembers: 200 });
  known["groupId"] ??= groupId;
  const quinn = { at: CAME, groupId, person: "Quinn" };
  await tell(test.system(), [
    { kind: "joined", key: `came${n}`, ...quinn },
    { kind: "message", key: `said${n}`, text: "Are oranges in?", ...quinn },
  ]);
  await enterCost(ctx(), { day: "2026-11-20", groupId, kind: "prize", fen: 100, note: "" });
  const { id: contentId } = await createContent(ctx(), {
    name: `Content ${n}`,
    direction: "engage",
    folderId: null,
    expiresOn: null,
    body: { format: "text", text: "Morning" },
  });
  known["contentId"] ??= contentId;
  for (const move of ["submit", "approve"] as const)
    await moveContent(ctx(), { contentId, version: 1, move, note: "", acceptsWords: false });
  const audience = { kind: "orgs" as const, orgIds: [test.headquartersId] };
  const { id: flowId } = await createFlow(ctx(), { kind: "day", name: `SOP ${n}`, audience, preset: false });
  known["flowId"] ??= flowId;
  await applied(ctx(), `Line ${n}`, answers[n % 3] ?? cheap);
  return { groupId, contentId };
}

/** Groups stamped from the first blueprint, which then changes, so that all of them differ from it. */
export async function growStamped(test: TestBrand, known: Known, numbers: readonly number[]): Promise<void> {
  const blueprintId = String(known["blueprintId"]);
  const units = [{ orgId: test.headquartersId, count: 1 }];
  for (const n of numbers) {
    const stamp = { blueprintId, channel: "web" as const, pattern: `Stamped ${n} {no}`, units, start: 1, digits: 2 };
    const { stampId } = await stampGroups(test.as(), { ...stamp, ownerStaffIds: [], open: false });
    known["stampId"] ??= stampId;
  }
  const fromVersion = Number(known["blueprintVersion"] ?? 1);
  const change = { blueprintId, fromVersion, spec: specOf("promotion", 301 + (numbers.at(-1) ?? 0)), note: "" };
  known["blueprintVersion"] = (await saveBlueprint(test.as(), change)).version;
}

/** 10:19 on the brand's clock, the minute after the test's. */
const FLOW_MINUTE = 619;

const stepOf = (n: number): Step => ({
  id: `step-${n}`,
  name: `Step ${n}`,
  direction: "engage",
  slots: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, minute: FLOW_MINUTE })),
  minutes: 30,
  graceMinutes: 60,
  action: { kind: "task", instructions: "" },
});

/** Ten versions of the first SOP at most, which runs; what came later was carried out. */
export async function growFlow(test: TestBrand, known: Known, numbers: readonly number[]): Promise<void> {
  const flowId = String(known["flowId"]);
  for (const n of numbers.filter((one) => one < 10)) {
    const { draft, draftRevision } = await showFlow(test.as(), { flowId });
    const { revision } = await saveDraft(test.as(), {
      flowId,
      revision: draftRevision,
      spec: { ...draft, steps: [...draft.steps, stepOf(n)] },
    });
    await publishFlow(test.as(), { flowId, revision, note: "" });
  }
  if (numbers.includes(0)) await startFlow(test.as(), { flowId, catchUp: false });
  else test.clock.now = new Date(test.clock.now.getTime() + 60_000);
  await advanceFlows(test.system());
}

/** What went into the first group, each content once and the first content as often; what will go; and one send to all groups. */
export async function growSends(test: TestBrand, known: Known, contentIds: readonly { n: number; contentId: string }[]): Promise<void> {
  const { contentId: firstId } = known;
  await changeBrandSettings(test.as(), { groupSendsPerDay: 200 });
  const wish = (name: string, contentId: string, dueMs: number): SendWish => ({
    uniqueKey: name,
    name,
    source: { kind: "adhoc" },
    contentId,
    contentVersion: 1,
    direction: "engage",
    body: { format: "text", text: "Morning" },
    groupIds: [String(known["groupId"])],
    dueAt: new Date(dueMs),
    expiresAt: new Date(dueMs + HOUR_MS),
    priority: 5,
  });
  const nowMs = test.clock.now.getTime();
  const wishes = contentIds.flatMap(({ n, contentId }) => [
    wish(`Sent ${n}`, contentId, nowMs),
    wish(`Again ${n}`, String(firstId), nowMs),
    wish(`Coming ${n}`, contentId, nowMs + HOUR_MS),
  ]);
  await createSends(test.as(), wishes);
  test.clock.now = new Date(nowMs + 11_000);
  while ((await runDispatches(test.system())) > 0);
  const { sendId } = await createAdhocSend(test.as(), {
    name: `To all after ${contentIds.at(-1)?.n}`,
    body: { format: "text", text: "Morning" },
    audience: {},
    dueAt: new Date(nowMs + HOUR_MS).toISOString(),
  });
  known["sendId"] = sendId;
}
