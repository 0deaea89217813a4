import { afterEach, describe, expect, it } from "vitest";
import { closeOrgs, openTestOrg, START_MS } from "./testing.ts";

afterEach(closeOrgs);

const DAY_MS = 86_400_000;
/** Beijing midnight of the day the clock begins on. */
const TODAY = Date.parse("2026-11-21T16:00:00Z") / 1000;

describe("figures", () => {
  it("of groups are what happened, day by day, and only up to yesterday", async () => {
    const org = await openTestOrg({ held: true });
    const [, bai] = org.customers;
    await org.driver.say({ from: org.customers[0], chatId: org.chatId, text: "早" });
    await org.driver.say({ from: "zhangsan", chatId: org.chatId, text: "早" });
    const ask = (body: object) => org.api("POST", "externalcontact/groupchat/statistic_group_by_day", body);
    expect(await ask({ day_begin_time: TODAY })).toMatchObject({ errcode: 40058 });
    await org.driver.clock({ advanceMs: DAY_MS });
    await org.driver.joinChat({ chatId: org.chatId, ids: [bai] });
    await org.driver.clock({ advanceMs: DAY_MS });
    await org.driver.leaveChat({ chatId: org.chatId, ids: [bai] });
    expect(await ask({ day_begin_time: TODAY + 3600, day_end_time: TODAY + 86_400 })).toMatchObject({
      items: [
        {
          stat_time: TODAY,
          data: { new_chat_cnt: 1, chat_total: 1, chat_has_msg: 1, new_member_cnt: 2, member_total: 2, member_has_msg: 2, msg_total: 2 },
        },
        {
          stat_time: TODAY + 86_400,
          data: { new_chat_cnt: 0, chat_total: 1, chat_has_msg: 0, new_member_cnt: 1, member_total: 3, member_has_msg: 0, msg_total: 0 },
        },
      ],
    });
    expect(
      await org.api("POST", "externalcontact/groupchat/statistic", { day_begin_time: TODAY, day_end_time: TODAY + 86_400 }),
    ).toMatchObject({ total: 1, items: [{ owner: "zhangsan", data: { new_member_cnt: 3, member_total: 3 } }] });
  });

  it("of members are whom they wrote to, who wrote first, and how soon they answered; several members are summed up", async () => {
    const org = await openTestOrg({ held: true });
    const [qing, bai] = org.customers;
    await org.driver.say({ from: qing, to: "zhangsan", text: "在吗" });
    await org.driver.say({ from: bai, to: "zhangsan", text: "在吗" });
    await org.driver.clock({ advanceMs: 4 * 60_000 });
    await org.driver.say({ from: "zhangsan", to: qing, text: "在" });
    await org.driver.say({ from: "lisi", to: bai, text: "您好" });
    await org.driver.deleteMember({ userid: "lisi", externalId: bai });
    await org.driver.clock({ advanceMs: DAY_MS });
    const day = { start_time: TODAY, end_time: TODAY };
    const ask = (userid: string[]) => org.api("POST", "externalcontact/get_user_behavior_data", { userid, ...day });
    expect(await ask(["zhangsan"])).toMatchObject({
      behavior_data: [
        {
          stat_time: TODAY,
          chat_cnt: 1,
          message_cnt: 1,
          reply_percentage: 50,
          avg_reply_time: 4,
          negative_feedback_cnt: 0,
          new_contact_cnt: 2,
        },
      ],
    });
    expect(await ask(["zhangsan", "lisi"])).toMatchObject({
      behavior_data: [{ chat_cnt: 2, message_cnt: 2, negative_feedback_cnt: 1, new_contact_cnt: 3 }],
    });
  });

  it("reach back 180 days, and span thirty at most", async () => {
    const org = await openTestOrg({ held: true });
    const codes = async (first: number, last: number) => {
      const [start_time, end_time] = [TODAY + first * 86_400, TODAY + last * 86_400];
      return (await org.api("POST", "externalcontact/get_user_behavior_data", { userid: ["lisi"], start_time, end_time })).errcode;
    };
    expect(START_MS / 1000).toBeGreaterThan(TODAY);
    expect([await codes(-180, -150), await codes(-31, -1), await codes(-181, -160), await codes(-32, -1), await codes(-1, 0)]).toEqual([
      0, 0, 40058, 40058, 40058,
    ]);
  });
});
