import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "../../server/context.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { exportedRows, exportLists as lists } from "../../testing/exported.ts";
import { importOf } from "../../testing/imports.ts";
import { inviteStaff, revokeInvite } from "../brands/invites.actions.ts";
import { addOrgUnit } from "../brands/index.ts";
import { createConnection } from "../connections/connect.actions.ts";
import { listAstray } from "../connections/health.actions.ts";
import { addColumn, fillSlot } from "../contents/columns.actions.ts";
import { createContent } from "../contents/index.ts";
import { createBlueprint } from "../groups/blueprints.actions.ts";
import { BlueprintSpec } from "../groups/blueprints.contract.ts";
import { createGroup } from "../groups/index.ts";
import { showStamp, stampGroups } from "../groups/stamp.actions.ts";
import { createKey, listKeys, revokeKey } from "../integrations/keys.actions.ts";
import { createWebhook } from "../integrations/webhooks.actions.ts";
import { resolveMembers, seatMembers } from "../members/index.ts";
import { addNote } from "../members/profile.actions.ts";
import { addTag, changeTags } from "../members/tag.actions.ts";
import { ingest } from "../messages/index.ts";
import { listFailingGroups, showGuide } from "../openings/guide.actions.ts";
import { recordOrders } from "../orders/index.ts";
import { startExport } from "./exports.actions.ts";

let test: TestBrand;
let east = "";
let away = "";
let groupId = "";
const rows = (list: string, filter: Record<string, string> = {}, ctx?: Context) => exportedRows(test, { list, filter }, ctx);
const column = (found: Record<string, string>[], name: string) => found.map((row) => row[name]);

beforeAll(async () => {
  test = await openTestBrand();
  ({ id: east } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "河滨市" }));
  ({ id: away } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "山那边" }));
  const group = { channel: "web", positioning: "benefit", commercialType: "promotion", ownerStaffId: null, open: true } as const;
  ({ id: groupId } = await createGroup(test.as(), { ...group, name: "河滨福利群", orgId: east }));
  await createGroup(test.as(), { ...group, name: "别处的群", orgId: test.headquartersId });
});
afterAll(() => test.close());

describe("what lets other programs in", () => {
  it("keys come by state and words, with the beginning of the secret alone", async () => {
    const key = { orgId: test.headquartersId, permissions: ["groups.read", "orders.read"], expiresAt: null, perMinute: 60 };
    const { secret, prefix } = await createKey(test.as(), { ...key, name: "收银" });
    const old = await createKey(test.as(), { ...key, name: "旧收银" });
    await revokeKey(test.as(), { keyId: old.id });
    const active = await rows("api-keys", { state: "active", q: "收银" });
    expect(active).toMatchObject([{ 名字: "收银", 密钥开头: prefix, 范围: "整个品牌", 权限: "groups.read、orders.read", 状态: "可用" }]);
    expect(JSON.stringify(active)).not.toContain(secret.slice(prefix.length));
    const listed = (await listKeys(test.as(), { limit: 50 })).items.map((one) => one.name);
    expect(column(await rows("api-keys"), "名字")).toEqual(listed);
  });

  it("a webhook's address comes without what stands behind the question mark", async () => {
    const hook = { name: "收银", events: ["members.joined"], orgId: null, showsPhones: false };
    await createWebhook(test.as(), { ...hook, url: "https://93.184.215.14/hook?token=let-me-in" });
    expect(await rows("webhooks")).toMatchObject([{ 地址: "https://93.184.215.14/hook", 事件: "members.joined", 带完整手机号: "否" }]);
  });
});

describe("connections", () => {
  it("come without what is sealed; callbacks that went astray by what happened to them", async () => {
    const corp = { kind: "wecom", scope: "ww0123456789abcdef", name: "枝上鲜果", agentId: "1000002", baseUrl: null } as const;
    const { id: connectionId, callback } = await createConnection(test.as(), { ...corp, secret: "the-secret-of-the-app" });
    const made = await rows("channels");
    expect(made).toMatchObject([{ 企业: "枝上鲜果", "企业 ID": "ww0123456789abcdef", 状态: "没检查过", 应用: "1000002" }]);
    for (const sealed of ["the-secret-of-the-app", callback.token, callback.aesKey, callback.url])
      expect(JSON.stringify(made)).not.toContain(sealed);
    await test.rows(
      `insert into platform.callbacks (brand_id, connection_id, digest, signature, received_at, state, reason, body)
       select $1, $2, decode(lpad(to_hex(n), 4, '0'), 'hex'), '', $3, case when n % 3 = 0 then 'failed' else 'unreadable' end, 'no event', '=' || n
       from generate_series(1, 1200) n`,
      [test.brand.id, connectionId, test.clock.now],
    );
    const failed = await rows("callbacks", { connectionId, state: "failed" });
    const listed = (await listAstray(test.as(), { connectionId, state: "failed", limit: 1_000 })).items;
    expect(column(failed, "内容")).toEqual(listed.map((one) => `'${one.body}`));
    expect(failed).toHaveLength(400);
    expect(await rows("callbacks", { connectionId })).toHaveLength(1_200);
    expect(await rows("channel-apis", { connectionId })).toEqual([]);
  });
});

describe("a member", () => {
  it("has a timeline by kind, in words, and notes", async () => {
    const at = new Date("2026-11-20T02:00:00Z");
    const person = { kind: "web", scope: "", externalId: "p1", nickname: "王小雨", phone: "13800132040", at };
    const [memberId = ""] = await resolveMembers(test.system(), [person]);
    await seatMembers(test.system(), [{ groupId, memberId, kind: "member", nickname: "", at }]);
    const message = { source: "test", kind: "message", sender: { memberId }, format: "text", group: { groupId } } as const;
    await ingest(test.system(), [{ ...message, externalId: "m1", occurredAt: at, text: "=1+1" }]);
    const order = {
      source: "shop",
      externalId: "o1",
      buyer: { memberId },
      groupId,
      title: "砂糖橘",
      paidAt: at,
      paidFen: 2_990,
      lines: [],
    };
    await recordOrders(test.system(), [order]);
    const { id: tagId } = await addTag(test.as(), { name: "爱吃梨" });
    await changeTags(test.as(), { tagId, direction: "add", who: { memberIds: [memberId] } });
    await addNote(test.as(), { memberId, text: "喜欢软柿子" });
    await test.react();
    expect(await rows("member-timeline", { memberId, kind: "orders" })).toMatchObject([
      { 什么事: "下单", 群: "河滨福利群", 对象: "砂糖橘", "金额（元）": "29.9" },
    ]);
    expect(await rows("member-timeline", { memberId, kind: "messages" })).toMatchObject([{ 什么事: "发言", 内容: "'=1+1" }]);
    expect(column(await rows("member-timeline", { memberId, kind: "care" }), "什么事").toSorted()).toEqual(["写备注", "打标签"]);
    expect(JSON.stringify(await rows("member-timeline", { memberId }))).not.toContain("13800132040");
    expect(await rows("member-notes", { memberId })).toMatchObject([{ 备注: "喜欢软柿子", 谁写的: "何穗" }]);
    const elsewhere = test.as(await test.staff(["operator"], away));
    await expect(rows("member-timeline", { memberId }, elsewhere)).rejects.toThrow("members.missing");
    const readsAll = test.as(await test.staff(["analyst", "group-admin"], away));
    for (const list of ["member-timeline", "member-notes"])
      await expect(rows(list, { memberId }, readsAll)).rejects.toThrow("members.missing");
    const analyst = test.as(await test.staff(["analyst"]));
    const ask = { list: "member-timeline", format: "csv", filter: { memberId } } as const;
    await expect(startExport(analyst, ask, lists)).rejects.toMatchObject({ code: "session.forbidden" });
  });
});

describe("the brand itself", () => {
  it("units come as a tree from where one stands; only open invitations; every permission with each role's reach", async () => {
    expect(await rows("org-units")).toMatchObject([
      { 级别: "总部" },
      { 组织: "河滨市", 从上到下: "河滨市", 级别: "地市州", 社群: "1" },
      { 组织: "山那边", 社群: "0" },
    ]);
    const operator = test.as(await test.staff(["operator"], east));
    expect(column(await rows("org-units", {}, operator), "组织")).toEqual(["河滨市"]);
    await inviteStaff(test.as(), { name: "周禾", roles: ["operator", "sales"], orgId: east });
    const { id: inviteId } = await inviteStaff(test.as(), { name: "李四", roles: ["sales"], orgId: east });
    await revokeInvite(test.as(), { inviteId });
    expect(await rows("invites")).toMatchObject([{ 名字: "周禾", 角色: "运营、导购", 组织: "河滨市" }]);
    const roles = await rows("roles");
    expect(roles.find((row) => row["权限"] === "brands.manage")).toMatchObject({ 负责人: "整个品牌", 导购: "" });
  });
});

describe("work", () => {
  it("the guide comes for all groups or one's own, and the groups behind its numbers by step", async () => {
    const { items } = await showGuide(test.as(), {});
    expect((await rows("guide")).map((row) => [row["社群"], row["缺SOP"]])).toEqual(
      items.map((one) => [String(one.groups), String(one.failing.at(-1))]),
    );
    expect(await rows("guide", { mine: "true" })).toEqual([]);
    const failing = await listFailingGroups(test.as(), { step: "sop", limit: 50 });
    expect(column(await rows("guide-groups", { step: "sop" }), "编号")).toEqual(failing.items.map((one) => one.code));
    expect(await rows("guide-groups", { blueprintId: groupId })).toEqual([]);
  });

  it("one go of making groups comes with each group's way in", async () => {
    const spec = BlueprintSpec.parse({ positioning: "benefit", commercialType: "promotion", capacity: 300, targetMembers: 200 });
    const { id: blueprintId } = await createBlueprint(test.as(), { name: "福利群", note: "", spec });
    const stamp = { blueprintId, channel: "web", pattern: "福利群 {no}", start: 1, digits: 2 } as const;
    const { stampId } = await stampGroups(test.as(), { ...stamp, units: [{ orgId: east, count: 3 }], ownerStaffIds: [], open: true });
    const { groups } = await showStamp(test.as(), { stampId });
    const taken = await rows("stamped-groups", { stampId });
    expect(taken.map((row) => [row["群名"], row["编号"]])).toEqual(groups.map((one) => [one.name, one.code]));
    expect(taken.every((row, n) => row["进群链接"]?.endsWith(groups[n]?.joinPath ?? "?"))).toBe(true);
  });

  it("a week of columns comes slot by slot, of the week in sight", async () => {
    const slots = [1, 3].map((weekday) => ({ weekday, minute: 660 }));
    const { id: columnId } = await addColumn(test.as(), { name: "每日好物", direction: "convert", purpose: "", slots });
    const body = { format: "text", text: "草莓到了" } as const;
    const content = { name: "草莓", direction: "convert", folderId: null, expiresOn: null, body } as const;
    const { id: contentId } = await createContent(test.as(), content);
    await fillSlot(test.as(), { columnId, day: "2026-11-25", minute: 660, contentId });
    expect((await rows("content-columns", { day: "2026-11-24" })).map((row) => [row["日期"], row["几点"], row["素材"]])).toEqual([
      ["2026-11-23", "11:00", ""],
      ["2026-11-25", "11:00", "草莓"],
    ]);
    expect(column(await rows("content-columns", { day: "2026-11-30" }), "素材")).toEqual(["", ""]);
  });

  it("imports come by kind and file, one's own to who sees only his own", async () => {
    await importOf(test, "订单号,下单时间,实付\nZ1,2026-11-20 10:00,12.5\n", { name: "店铺.csv", kind: "orders" });
    await importOf(test, "昵称,手机号\n王小雨,13800132040\n", { name: "名单.csv", kind: "members" });
    expect(await rows("imports", { kind: "orders" })).toMatchObject([
      { 文件: "店铺.csv", 导入什么: "订单", 状态: "待导入", 谁导的: "何穗" },
    ]);
    expect(column(await rows("imports", { q: "名单" }), "文件")).toEqual(["名单.csv"]);
    expect(await rows("imports", {}, test.as(await test.staff(["operator"], east)))).toEqual([]);
  });

  it("what was taken along comes too: one's own, everybody's only to who reads the audit", async () => {
    const staff = await test.staff(["sales"]);
    await rows("groups", {}, test.as(staff));
    test.clock.now = new Date(test.clock.now.getTime() + 1_000);
    const sales = test.as(staff);
    expect((await rows("exports", {}, sales)).map((row) => [row["导出了什么"], row["状态"]])).toEqual([
      ["导出记录", "正在写"],
      ["社群", "可下载"],
    ]);
    await expect(rows("exports", { whose: "all" }, sales)).rejects.toThrow("session.forbidden");
    expect(column(await rows("exports", { whose: "all" }), "谁")).toContain("sales");
  });
});
