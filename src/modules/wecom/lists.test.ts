import { afterAll, beforeAll, expect, it } from "vitest";
import type { Context } from "../../server/context.ts";
import { countQueries } from "../../testing/count-queries.ts";
import { listAstray } from "../connections/health.actions.ts";
import { readPlatformRows } from "../insight/platform-figures.actions.ts";
import { listCodes } from "./code-list.actions.ts";
import { saveContactCode, saveJoinCode } from "./codes.actions.ts";
import { openTestCorp, type TestCorp } from "./corp.setup.ts";
import { writeGroupFigures } from "./figures.store.ts";
import { listGroupCodes } from "./group-codes.actions.ts";
import { listGroupWelcomes, saveGroupWelcome } from "./group-welcomes.actions.ts";
import { listMemberRelations } from "./relations.actions.ts";
import { listWecomStaff } from "./staff-list.actions.ts";
import { listCorpDifferences } from "./state.actions.ts";
import { listWelcomeSends, saveWelcome } from "./welcomes.actions.ts";

const MANY = 8;
const DAY = "2026-11-01";
const figures = { new_chat_cnt: 0, chat_total: 1, chat_has_msg: 1, new_member_cnt: 2, member_total: 9, member_has_msg: 3, msg_total: 5 };
let corp: TestCorp;
let friend = "";
let firstGroup = "";
beforeAll(async () => {
  corp = await openTestCorp();
  const welcome = { name: "所有人", text: "您好", codeId: null, isOn: true, fromMinute: null, toMinute: null, contentIds: [] };
  await saveWelcome(corp.brand.as(), { connectionId: corp.connectionId, welcomeId: null, welcome });
  friend = (await corp.wecom.driver.addCustomer({ name: "老友" })).externalId;
});
afterAll(() => corp.close());

/** Members of staff, each with the friend of all, a group whose new name was missed, a code of each kind, a welcome of groups, a day's figures, and a callback astray. */
async function grow(from: number, to: number): Promise<void> {
  const { brand, connectionId, wecom } = corp;
  const { driver } = wecom;
  const numbers = Array.from({ length: to - from }, (_, n) => from + n);
  for (const n of numbers) await driver.addStaff({ userid: `staff${n}`, name: `员工 ${n}` });
  const chats: string[] = [];
  for (const n of numbers) chats.push((await driver.createChat({ name: `群 ${n}`, owner: `staff${n}` })).chatId);
  await corp.settle();
  await corp.sync();
  await driver.setSwitches({ detailLagMs: 0, callbacks: { lost: 1 } });
  for (const chatId of chats) await driver.renameChat({ chatId, name: `新名 ${chatId}` });
  await driver.setSwitches({ detailLagMs: 0, callbacks: { lost: 0 } });
  await corp.later();
  await corp.sync();
  firstGroup ||= (await brand.rows<{ id: string }>("select id from app.groups limit 1"))[0]?.id ?? "";
  const told = numbers.map((n) => ({ userId: `staff${n}`, day: DAY, figures }));
  await writeGroupFigures(brand.as().db, brand.brand.id, corp.corp, told, brand.clock.now);
  for (const n of numbers) {
    const code = { name: `海报 ${n}`, userIds: [`staff${n}`], skipVerify: true };
    await saveContactCode(brand.as(), { connectionId, codeId: null, code });
    const join = { name: `货架 ${n}`, groupIds: [firstGroup], autoCreate: false, baseName: "", baseNo: 1, limit: 100 };
    await saveJoinCode(brand.as(), { connectionId, codeId: null, code: join });
    await saveGroupWelcome(brand.as(), { connectionId, groupWelcomeId: null, text: `欢迎 ${n}`, contentId: null, notify: false });
    await driver.addContact({ userid: `staff${n}`, externalId: friend });
    await brand.rows(
      "insert into platform.callbacks (brand_id, connection_id, digest, signature, received_at, state, reason, body) values ($1, $2, decode($3, 'hex'), '', now(), 'unreadable', 'no event', '<xml/>')",
      [brand.brand.id, connectionId, n.toString(16).padStart(2, "0")],
    );
  }
  await corp.settle();
}

/** How many rows each list has, and how many statements it asks for them. */
async function look(): Promise<Record<string, { rows: number; statements: number }>> {
  const at = { connectionId: corp.connectionId };
  const [met] = (await listWelcomeSends(corp.brand.as(), { ...at, limit: 50 })).items;
  const lists: Record<string, (ctx: Context) => Promise<{ items: readonly unknown[] }>> = {
    staff: (ctx) => listWecomStaff(ctx, { ...at, filter: "all", limit: 50 }),
    differences: (ctx) => listCorpDifferences(ctx, { ...at, limit: 50 }),
    codes: (ctx) => listCodes(ctx, { ...at, kind: "contact", gone: false }),
    "group-codes": (ctx) => listGroupCodes(ctx, { groupId: firstGroup }),
    "welcome-sends": (ctx) => listWelcomeSends(ctx, { ...at, limit: 50 }),
    "group-welcomes": (ctx) => listGroupWelcomes(ctx, at),
    relations: (ctx) => listMemberRelations(ctx, { memberId: met?.memberId ?? "" }),
    callbacks: (ctx) => listAstray(ctx, { ...at, limit: 50 }),
    "platform-rows": (ctx) => readPlatformRows(ctx, { scope: "brand", from: DAY, to: DAY, key: "members", limit: 50 }),
  };
  const seen: Record<string, { rows: number; statements: number }> = {};
  for (const [name, list] of Object.entries(lists)) {
    const { ctx, count } = countQueries(corp.brand.as());
    const { items } = await list(ctx);
    seen[name] = { rows: items.length, statements: count() };
  }
  return seen;
}

it("every list of a corp asks as many statements for eight rows as for one", async () => {
  await grow(0, 1);
  const one = await look();
  await grow(1, MANY);
  const many = await look();
  for (const [name, { rows, statements }] of Object.entries(many)) {
    expect(one[name]?.rows, name).toBeGreaterThan(0);
    expect(rows, name).toBeGreaterThan(one[name]?.rows ?? 0);
    expect(statements, name).toBe(one[name]?.statements);
  }
});
