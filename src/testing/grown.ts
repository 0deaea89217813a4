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
import { stampGroups } from "../modules/groups/stamp.actions.ts";
import { createEntry, createGroup } from "../modules/groups/index.ts";
import { addToRoster } from "../modules/groups/roster.actions.ts";
import { createKey } from "../modules/integrations/keys.actions.ts";
import { exportMember } from "../modules/members/privacy.actions.ts";
import { addNote } from "../modules/members/profile.actions.ts";
import { addTag, changeTags } from "../modules/members/tag.actions.ts";
import { recordConsents, resolveMembers, seatMembers } from "../modules/members/index.ts";
import { ingest } from "../modules/messages/index.ts";
import { enterCost, recordOrders } from "../modules/orders/index.ts";
import { createAdhocSend } from "../modules/sends/draft.actions.ts";
import { createTasks } from "../modules/tasks/index.ts";
import { saveView } from "../modules/views/views.actions.ts";
import { showCorp } from "../modules/wecom/state.actions.ts";
import type { TestBrand } from "./brand.ts";
import { settleAll } from "./history.ts";

const lists = modules.flatMap((module) => module.exports ?? []);
const at = new Date("2026-11-20T02:00:00.000Z");

/** What has been made, by the names under which endpoints ask for it. */
export interface Grown {
  groupIds: string[];
  known: Record<string, unknown>;
}

export function nothingGrown(): Grown {
  const groupIds: string[] = [];
  const known = {
    groupIds,
    weekday: "1",
    hour: "10",
    list: "groups",
    metric: "join",
    step: "acquired",
    names: "members.joined",
    from: "2026-11-01",
    to: "2026-11-22",
    kind: "contact",
    key: "messages",
  };
  return { groupIds, known };
}

/** Rows `from` … `to - 1` of everything a list shows. */
export async function grow(test: TestBrand, grown: Grown, from: number, to: number): Promise<void> {
  const { known, groupIds } = grown;
  const numbers = Array.from({ length: to - from }, (_, n) => from + n);
  for (const n of numbers) {
    const groupId = await growWork(test, known, n);
    groupIds.push(groupId);
    await growSettings(test, known, n);
    await enterCost(test.as(), { day: "2026-11-20", groupId, kind: "prize", fen: 100, note: "" });
  }
  await growPeople(test, known, numbers);
}

/** A group, a content, a send, an SOP, a blueprint; answers the group. */
async function growWork(test: TestBrand, known: Grown["known"], n: number): Promise<string> {
  const ctx = () => test.as();
  const group = await createGroup(ctx(), {
    name: `Deals ${n}`,
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
    name: `Content ${n}`,
    direction: "engage",
    folderId: null,
    expiresOn: null,
    body: { format: "text", text: "Morning" },
  });
  known["contentId"] ??= contentId;
  const { sendId } = await createAdhocSend(ctx(), {
    name: `Send ${n}`,
    body: { format: "text", text: "Morning" },
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
    name: `Blueprint ${n}`,
    note: "",
    spec: BlueprintSpec.parse({ positioning: "benefit", commercialType: "promotion", capacity: 300, targetMembers: 200 }),
  });
  known["blueprintId"] ??= blueprint.id;
  return group.id;
}

/** A place in the organisation, a colleague to come, a folder, a way in, a tag, groups stamped, a key. */
async function growSettings(test: TestBrand, known: Grown["known"], n: number): Promise<void> {
  const ctx = () => test.as();
  known["connectionId"] ??= (
    await createConnection(ctx(), {
      kind: "wecom",
      scope: "ww0123456789abcdef",
      name: "Corp",
      agentId: null,
      baseUrl: null,
      secret: "none-of-the-app",
    })
  ).id;
  // The first look at a corp notes it.
  await showCorp(ctx(), { connectionId: String(known["connectionId"]) });
  await addOrgUnit(ctx(), { parentId: test.headquartersId, name: `City ${n}` });
  await inviteStaff(ctx(), { name: `Newcomer ${n}`, roles: ["operator"], orgId: test.headquartersId });
  await addFolder(ctx(), { parentId: null, name: `Folder ${n}` });
  await createEntry(ctx(), { groupId: String(known["groupId"]), name: `Code ${n}` });
  known["tagId"] = (await addTag(ctx(), { name: `Tag ${n}` })).id;
  if (n < 20) await saveView(ctx(), { list: "groups", name: `View ${n}`, query: "", shared: false });
  if (n < 5) known["exportId"] = (await startExport(ctx(), { list: "groups", format: "csv", filter: {} }, lists)).id;
  const units = [{ orgId: test.headquartersId, count: 1 }];
  const stamp = { blueprintId: String(known["blueprintId"]), channel: "web", pattern: `Stamped ${n} {no}`, units } as const;
  known["stampId"] ??= (await stampGroups(ctx(), { ...stamp, start: 1, digits: 2, ownerStaffIds: [], open: false })).stampId;
  await stampGroups(ctx(), { ...stamp, start: 10, digits: 2, ownerStaffIds: [], open: false });
  const key = await createKey(ctx(), {
    name: `Key ${n}`,
    orgId: test.headquartersId,
    permissions: ["groups.read"],
    expiresAt: null,
    perMinute: 60,
  });
  known["keyId"] ??= key.id;
}

async function growPeople(test: TestBrand, known: Grown["known"], numbers: readonly number[]): Promise<void> {
  const groupId = String(known["groupId"]);
  const ids = await resolveMembers(
    test.system(),
    numbers.map((n) => ({ kind: "web", scope: "", externalId: `p${n}`, nickname: `Pia ${n}`, phone: `138001320${10 + n}`, at })),
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
      text: `Oranges are in ${n}`,
    })),
  );
  if (report.outcomes.some((one) => one.verdict === "kept")) throw new Error("a message was kept in the inbox");
  const [order] = await recordOrders(
    test.system(),
    numbers.map((n) => ({
      source: "test",
      externalId: `o${n}`,
      buyer: { memberId },
      groupId,
      title: "Oranges",
      paidAt: at,
      paidFen: 100,
      lines: [],
    })),
  );
  if (order && "orderId" in order) known["orderId"] ??= order.orderId;
  await recordConsents(
    test.system(),
    ids.map((id) => ({ memberId: id, purpose: "marketing" as const, granted: true, textVersion: "1", channel: "web" })),
  );
  await ingest(
    test.system(),
    numbers.map((n) => ({
      source: "test",
      externalId: `lost${n}`,
      occurredAt: at,
      group: { channel: "wecom" as const, externalId: "nobody" },
      kind: "message" as const,
      sender: { memberId },
      format: "text" as const,
      text: "Who knows this group?",
    })),
  );
  for (const id of ids) await exportMember(test.as(), { memberId: id });
  for (const [at_, id] of ids.entries()) {
    await addNote(test.as(), { memberId, text: `Note ${at_}` });
    await addToRoster(test.as(), { groupId, role: "koc", kind: "member", personId: id, duty: "", shift: "" });
  }
  const staff = await Promise.all(numbers.map((n) => test.staff(["group-admin"], undefined, `Colleague ${n}`)));
  await changeTags(test.as(), { tagId: String(known["tagId"]), direction: "add", who: { memberIds: ids } });
  await createTasks(
    test.system(),
    numbers.map((n) => ({
      uniqueKey: `t${n}`,
      kind: "check" as const,
      assigneeId: staff[0]?.id ?? "",
      title: `Check ${n}`,
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
};

/** What the endpoint must be told, of what is known, as it stands in an address; undefined where it is not known. */
export function questionOf({ known }: Grown, endpoint: Pick<Endpoint, "path" | "input">): Record<string, unknown> | undefined {
  const ask: Record<string, unknown> = { ...chosen[endpoint.path] };
  for (let round = 0; round < 8; round++) {
    const parsed = endpoint.input.safeParse(ask);
    if (parsed.success) return ask;
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0] ?? "");
      if (name in known) ask[name] = known[name];
    }
  }
  return undefined;
}

/** The same as the endpoint's action gets it. */
export function askOf(grown: Grown, endpoint: Pick<Endpoint, "path" | "input">): unknown {
  const question = questionOf(grown, endpoint);
  return question && endpoint.input.parse(question);
}
