import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { addOrgUnit } from "../brands/index.ts";
import { createGroup } from "../groups/index.ts";
import type { InboundItem } from "./inbound.contract.ts";
import { findPosted, ingest, postToGroups } from "./index.ts";
import { sayAsStaff } from "./post.actions.ts";
import { removeMessage } from "./removal.actions.ts";
import { forgetOldTalk, forgetPeople } from "./retention.actions.ts";
import { listEvents, listTalk } from "./talk.actions.ts";

let test: TestBrand;
let groupId: string;
const base = { positioning: "benefit", commercialType: "promotion", ownerStaffId: null } as const;
beforeAll(async () => {
  test = await openTestBrand();
  groupId = (await createGroup(test.as(), { ...base, name: "福利群 01", orgId: test.headquartersId, channel: "web" })).id;
});
afterAll(() => test.close());

const now = Date.parse("2026-11-22T02:00:00Z");
const said = (n: number, text = `第 ${n} 句`, atMs = now + n * 1000): InboundItem => ({
  kind: "message",
  source: "t",
  externalId: `m${n}`,
  occurredAt: new Date(atMs),
  group: { groupId },
  sender: { kind: "web", scope: "", externalId: `p${n % 3}`, nickname: `会员${n % 3}` },
  format: "text",
  text,
});
const ask = (more: Partial<Parameters<typeof listTalk>[1]> = {}) => listTalk(test.as(), { groupId, limit: 50, ...more });

describe("what is said in a group", () => {
  it("is read from both ends without a hole, and searched", async () => {
    await ingest(
      test.system(),
      Array.from({ length: 30 }, (_, i) => said(i + 1, i === 6 ? "砂糖橘到了吗" : `第 ${i + 1} 句`)),
    );
    const newest = await ask({ limit: 10 });
    expect(newest.items.map((one) => one.seq)).toEqual([21, 22, 23, 24, 25, 26, 27, 28, 29, 30]);
    expect(newest).toMatchObject({ lastSeq: 30, nextBeforeSeq: 21, todayCount: 30, canSay: true });
    expect((await ask({ beforeSeq: 4 })).items.map((one) => one.seq)).toEqual([1, 2, 3]);
    expect((await ask({ afterSeq: 27 })).items.map((one) => one.seq)).toEqual([28, 29, 30]);
    expect((await ask({ q: "砂糖橘" })).items.map((one) => one.seq)).toEqual([7]);
    expect(await ask({ q: "%" })).toMatchObject({ items: [], nextBeforeSeq: null });
  });

  it("is narrowed to who spoke and opened at a day, with more on either side", async () => {
    const person = (await ask({ limit: 1 })).items[0]?.sender.memberId ?? "";
    const theirs = await ask({ memberId: person, limit: 4 });
    expect(theirs.items.map((one) => one.seq)).toEqual([21, 24, 27, 30]);
    expect(theirs).toMatchObject({ nextBeforeSeq: 21, nextAfterSeq: null });
    expect((await ask({ from: "staff" })).items).toEqual([]);
    const day = await ask({ day: "2026-11-22", limit: 5 });
    expect(day.items.map((one) => one.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(day).toMatchObject({ nextBeforeSeq: null, nextAfterSeq: 5 });
    expect((await ask({ afterSeq: 28, limit: 5 })).nextAfterSeq).toBeNull();
    expect((await ask({ day: "2026-11-23", limit: 5 })).items).toEqual([]);
    expect((await ask({ day: "2020-01-01", limit: 2 })).items.map((one) => one.seq)).toEqual([1, 2]);
  });

  it("is continued by a colleague under the own name, once", async () => {
    const input = { groupId, clientId: "0198d000-0000-7000-8000-0000000000aa", text: "有的，12 点开抢" };
    const first = await sayAsStaff(test.as(), input);
    expect(await sayAsStaff(test.as(), input)).toEqual(first);
    const last = (await ask()).items.at(-1);
    expect(last).toMatchObject({ seq: 31, text: "有的，12 点开抢", sender: { name: "何穗", seatKind: "staff", isMe: true } });
    expect((await ask()).todayCount).toBe(30);
    const far = await createGroup(test.as(), { ...base, name: "企微群", orgId: test.headquartersId, channel: "wecom" });
    await expect(sayAsStaff(test.as(), { ...input, groupId: far.id })).rejects.toMatchObject({ code: "messages.not-sayable" });
    const stranger = test.as(
      await test.staff(["operator"], (await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "云溪市" })).id),
    );
    await expect(sayAsStaff(stranger, input)).rejects.toMatchObject({ code: "groups.missing" });
    await expect(listTalk(stranger, { groupId, limit: 5 })).rejects.toMatchObject({ code: "groups.missing" });
  });

  it("takes sends once per delivery, also when two say them at once", async () => {
    const deliveryId = test.system().newId();
    const post = {
      key: `${deliveryId}:0`,
      groupId,
      memberId: null,
      seatKind: "bot" as const,
      senderName: "小助手",
      format: "text" as const,
      text: "今日到货",
      deliveryId,
    };
    expect(await findPosted(test.system(), [deliveryId])).toEqual(new Set());
    const both = await Promise.all([postToGroups(test.system(), [post]), postToGroups(test.system(), [post, post])]);
    expect(new Set(both.flat().map((one) => one.id)).size).toBe(1);
    expect(await findPosted(test.system(), [deliveryId, test.system().newId()])).toEqual(new Set([deliveryId]));
    test.clock.now = new Date(test.clock.now.getTime() + 60_000);
    expect(await postToGroups(test.system(), [post])).toMatchObject([{ isNew: false, seq: 32 }]);
    expect((await ask()).items.at(-1)).toMatchObject({ isSend: true, sender: { seatKind: "bot" } });
  });

  it("loses a message by a colleague's hand, and opens figures into rows", async () => {
    const target = (await ask({ q: "砂糖橘" })).items[0]?.id ?? "";
    expect(await removeMessage(test.as(), { groupId, messageId: target, reason: "guarded" })).toEqual({ removed: true });
    expect(await removeMessage(test.as(), { groupId, messageId: target, reason: "guarded" })).toEqual({ removed: false });
    expect((await ask({ q: "砂糖橘" })).items).toEqual([]);
    const rows = await listEvents(test.as(), {
      names: ["messages.received", "messages.removed"],
      groupId,
      from: "2026-11-22",
      to: "2026-11-22",
      limit: 20,
    });
    expect(rows.items[0]).toMatchObject({ name: "messages.removed", group: { name: "福利群 01" } });
    const rest = await listEvents(test.as(), {
      names: ["messages.received"],
      from: "2026-11-22",
      to: "2026-11-22",
      limit: 200,
      cursor: rows.nextCursor ?? undefined,
    });
    expect(rows.items.length + rest.items.length).toBe(31);
  });
});

describe("the door over HTTP", () => {
  it("takes what it can read, keeps the rest, and asks for the whole brand's permission", async () => {
    const app = await test.app();
    const wire = { ...said(90), occurredAt: new Date(now + 90_000).toISOString() };
    const send = async (roles: ("owner" | "operator" | "sales")[]) =>
      app.inject({
        method: "POST",
        url: "/api/v1/b/zhishang/ingest",
        headers: { cookie: await test.cookieOf(roles) },
        payload: { items: [wire, { nonsense: true }, wire] },
      });
    expect((await send(["owner"])).json()).toMatchObject({ accepted: 1, duplicates: 1, kept: 1 });
    expect((await send(["operator"])).statusCode).toBe(403);
    expect((await send(["sales"])).statusCode).toBe(403);
    const deep = `{"items":[${"[".repeat(20_000)}${"]".repeat(20_000)}]}`;
    const answer = await app.inject({
      method: "POST",
      url: "/api/v1/b/zhishang/ingest",
      headers: { cookie: await test.cookieOf(["owner"]), "content-type": "application/json" },
      payload: deep,
    });
    expect(answer.json()).toMatchObject({ kept: 1 });
  });
});

describe("words", () => {
  it("go with the person, and with the brand's days; figures stay", async () => {
    const [first] = await test.rows<{ member_id: string }>("select member_id from app.messages where seq = 1");
    await forgetPeople(test.system(), [first?.member_id ?? ""]);
    const left = await test.rows<{ text: string; sender_name: string }>("select text, sender_name from app.messages where member_id = $1", [
      first?.member_id,
    ]);
    expect(left.every((row) => row.text === "" && row.sender_name === "已注销")).toBe(true);
    const before = (await test.rows("select 1 from app.events where kind = 40")).length;
    await ingest(test.system(), [said(100, "很久以前", now - 200 * 86_400_000)]);
    expect(await forgetOldTalk(test.system())).toBe(1);
    expect(await forgetOldTalk(test.system())).toBe(0);
    expect(await test.rows("select 1 from app.events where kind = 40")).toHaveLength(before + 1);
    expect((await ask()).lastSeq).toBe(34);
  });
});
