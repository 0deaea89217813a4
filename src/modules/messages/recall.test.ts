import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { createGroup } from "../groups/index.ts";
import { resolveMembers } from "../members/index.ts";
import { carryOutErase } from "../members/erase.actions.ts";
import { renameMyself } from "../members/join.actions.ts";
import { mergeMembers, unmergeMember } from "../members/merge.actions.ts";
import type { InboundItem } from "./inbound.contract.ts";
import { ingest } from "./index.ts";

let test: TestBrand;
let groupId: string;
beforeAll(async () => {
  test = await openTestBrand();
  const group = await createGroup(test.as(), {
    name: "福利群",
    orgId: test.headquartersId,
    channel: "web",
    positioning: "benefit",
    commercialType: "promotion",
    ownerStaffId: null,
  });
  groupId = group.id;
});
afterAll(() => test.close());

let n = 0;
const moment = () => new Date(Date.parse("2026-11-21T00:00:00Z") + ++n * 1_000);
const person = (who: string, nickname = who) => ({ kind: "web", scope: "", externalId: who, nickname });
const report = (item: Partial<InboundItem> & Pick<InboundItem, "kind">) =>
  ({ source: "t", externalId: `r${n}`, occurredAt: moment(), group: { groupId }, ...item }) as InboundItem;

async function hear(...items: InboundItem[]): Promise<void> {
  await ingest(test.system(), items);
}

/** Says something; answers who is known to have said it, and under which name. */
async function say(who: string): Promise<{ memberId: string; name: string }> {
  const item = report({ kind: "message", sender: person(who), format: "text", text: "早上好" });
  const { outcomes } = await ingest(test.system(), [item]);
  const id = outcomes[0]?.verdict === "accepted" ? outcomes[0].id : "";
  const rows = await test.rows<{ member_id: string; sender_name: string }>(
    "select member_id, sender_name from app.messages where id = $1",
    [id],
  );
  return { memberId: rows[0]?.member_id ?? "", name: rows[0]?.sender_name ?? "" };
}

describe("what is remembered of people between batches", () => {
  it("follows a new name, a leaving and a coming back at once", async () => {
    await hear(report({ kind: "joined", member: person("小满") }));
    const { memberId, name } = await say("小满");
    expect([name, (await say("小满")).memberId]).toEqual(["小满", memberId]);
    await renameMyself(test.system().as({ kind: "member", id: memberId, name: "小满" }), { nickname: "满满" });
    expect(await say("小满")).toEqual({ memberId, name: "满满" });
    await hear(report({ kind: "left", member: person("小满"), reason: "left" }));
    expect((await say("小满")).name).toBe("满满");
    await hear(report({ kind: "joined", member: person("小满", "回来的小满") }));
    expect((await say("小满")).name).toBe("回来的小满");
  });

  it("follows people who become one, and two again", async () => {
    await hear(report({ kind: "joined", member: person("甲") }), report({ kind: "joined", member: person("乙") }));
    const [first, second] = [await say("甲"), await say("乙")];
    await mergeMembers(test.as(), { memberId: second.memberId, intoId: first.memberId });
    expect((await say("乙")).memberId).toBe(first.memberId);
    await unmergeMember(test.as(), { memberId: second.memberId });
    expect((await say("乙")).memberId).toBe(second.memberId);
  });

  it("ends with an erasure: the same identity is a new person", async () => {
    await hear(report({ kind: "joined", member: person("丙") }));
    const { memberId } = await say("丙");
    await test.rows(
      "insert into app.privacy_requests (brand_id, id, member_id, kind, state, asked_at, due_at) values ($1, gen_random_uuid(), $2, 'erase', 'asked', now(), $3)",
      [test.brand.id, memberId, test.system().now],
    );
    expect(await carryOutErase(test.system())).toBe(1);
    const after = await say("丙");
    expect(after.memberId).not.toBe(memberId);
    expect(after.name).toBe("丙");
  });

  it("never holds who was made in work that was undone", async () => {
    const ref = { ...person("丁"), at: moment() };
    const undone: string[] = [];
    const fail = test.system().transaction(async (outer) => {
      await outer
        .attempt(async (ctx) => {
          undone.push(...(await resolveMembers(ctx, [ref])), ...(await resolveMembers(ctx, [ref])));
          throw new Error("undone");
        })
        .catch(() => undefined);
    });
    await fail;
    expect(undone[0]).toBe(undone[1]);
    const [made] = await resolveMembers(test.system(), [ref]);
    expect(made).not.toBe(undone[0]);
    expect(await test.rows("select id from app.members where id = $1", [made])).toHaveLength(1);
  });

  it("takes a report again whose message was forgotten but whose event is kept", async () => {
    const item = report({ kind: "message", sender: person("小满"), format: "text", text: "很久以前" });
    await hear(item);
    await test.rows("delete from app.messages where text = '很久以前'");
    const other = report({ kind: "message", sender: person("小满"), format: "text", text: "新的" });
    const { outcomes } = await ingest(test.system(), [item, other]);
    expect(outcomes.map((one) => one.verdict)).toEqual(["duplicate", "accepted"]);
  });
});
