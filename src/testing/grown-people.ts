import { addToRoster } from "../modules/groups/roster.actions.ts";
import { exportMember } from "../modules/members/privacy.actions.ts";
import { addNote } from "../modules/members/profile.actions.ts";
import { changeTags } from "../modules/members/tag.actions.ts";
import { recordConsents, resolveMembers, seatMembers } from "../modules/members/index.ts";
import { ingest } from "../modules/messages/index.ts";
import { recordOrders } from "../modules/orders/index.ts";
import { createTasks } from "../modules/tasks/index.ts";
import type { TestBrand } from "./brand.ts";
import type { Known } from "./grown.ts";

const at = new Date("2026-11-20T02:00:00.000Z");

/** People of one group, what they say and buy and agree to, a note on each, colleagues and their tasks. */
export async function growPeople(test: TestBrand, known: Known, numbers: readonly number[]): Promise<void> {
  const groupId = String(known["groupId"]);
  const ids = await resolveMembers(
    test.system(),
    numbers.map((n) => ({ kind: "web", scope: "", externalId: `p${n}`, nickname: `Pia ${n}`, phone: `138001320${10 + n}`, at })),
  );
  known["memberId"] ??= ids[0];
  const memberId = String(known["memberId"]);
  await seatMembers(
    test.system(),
    ids.map((id) => ({ groupId, memberId: id, kind: "member" as const, nickname: "", at, entryId: String(known["entryId"]) })),
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
  const staff = await Promise.all(numbers.map((n) => test.staff(["group-admin"], test.headquartersId, `Colleague ${n}`)));
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
}
