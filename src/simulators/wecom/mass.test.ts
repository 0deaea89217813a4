import { afterEach, describe, expect, it } from "vitest";
import { closeOrgs, openTestOrg } from "./testing.ts";

afterEach(closeOrgs);

const groupSend = { chat_type: "group", sender: "zhangsan", text: { content: "周三开汤" } };

describe("a mass send", () => {
  it("waits for the member, reaches the group once sent, and is told by the records", async () => {
    const org = await openTestOrg({ held: true });
    const made = await org.api("POST", "externalcontact/add_msg_template", { ...groupSend, chat_id_list: [org.chatId, "wrNobody"] });
    expect(made).toMatchObject({ errcode: 0, fail_list: ["wrNobody"] });
    const msgid = String(made.msgid);
    expect(await org.api("POST", "externalcontact/get_groupmsg_task", { msgid })).toMatchObject({ errcode: 41063 });
    await org.driver.clock({ advanceMs: 2000 });
    const ask = { msgid, userid: "zhangsan" };
    expect((await org.api("POST", "externalcontact/get_groupmsg_task", { msgid })).task_list).toEqual([{ userid: "zhangsan", status: 0 }]);
    expect((await org.api("POST", "externalcontact/get_groupmsg_send_result", ask)).send_list).toEqual([]);
    await org.driver.ignoreTask(ask);
    await org.driver.confirmTask(ask);
    expect((await org.api("POST", "externalcontact/get_groupmsg_send_result", ask)).send_list).toMatchObject([
      { chat_id: org.chatId, userid: "zhangsan", status: 1 },
    ]);
    expect((await org.driver.talk({ key: org.chatId })).at(-1)).toMatchObject({ kind: "mass", text: "周三开汤" });
    await expect(org.driver.confirmTask(ask)).rejects.toThrow("sent it already");
  });

  it("goes to the last member who talked with the customer, and to no stranger", async () => {
    const org = await openTestOrg({ held: true });
    const [qing, bai] = org.customers;
    await org.driver.clock({ advanceMs: 60_000 });
    await org.driver.say({ from: bai, to: "zhangsan", text: "在吗" });
    const made = await org.api("POST", "externalcontact/add_msg_template", {
      external_userid: [qing, bai, "wmNobody"],
      text: { content: "好" },
    });
    expect(made.fail_list).toEqual(["wmNobody"]);
    await org.driver.deleteMember({ userid: "zhangsan", externalId: bai });
    const results = await org.driver.confirmTask({ msgid: String(made.msgid), userid: "zhangsan" });
    expect(results.map((one) => [one.target, one.status])).toEqual([
      [qing, 1],
      [bai, 2],
    ]);
  });

  it.each([
    ["month", 30],
    ["week", 7],
    ["day", 1],
  ] as const)("is held to the share of the %s, members' own sends counted", async (massCap, most) => {
    const org = await openTestOrg({ held: true, switches: { massCap } });
    await org.driver.massSendByStaff({ userid: "zhangsan", targets: [org.chatId], text: "自己发的" });
    const statuses: number[] = [];
    for (let nth = 0; nth < most; nth += 1) {
      const { msgid } = await org.api("POST", "externalcontact/add_msg_template", { ...groupSend, chat_id_list: [org.chatId] });
      const [result] = await org.driver.confirmTask({ msgid: String(msgid), userid: "zhangsan" });
      statuses.push(result?.status ?? -1);
    }
    expect(statuses).toEqual([...Array.from({ length: most - 1 }, () => 1), 3]);
    const list = await org.api("POST", "externalcontact/get_groupmsg_list_v2", {
      chat_type: "group",
      start_time: 1_763_000_000 + 31_000_000,
      end_time: 1_763_000_000 + 32_600_000,
      filter_type: 1,
    });
    expect(list).toMatchObject({ errcode: 0, group_msg_list: [{ create_type: 1, creator: "zhangsan" }] });
    await org.driver.clock({ advanceMs: 31 * 86_400_000 });
    expect((await org.driver.massSendByStaff({ userid: "zhangsan", targets: [org.chatId], text: "下个月" })).results[0]?.status).toBe(1);
  });

  it("may be reminded of three times a day, and stopped", async () => {
    const org = await openTestOrg({ held: true });
    const { msgid } = await org.api("POST", "externalcontact/add_msg_template", { ...groupSend, chat_id_list: [org.chatId] });
    await org.driver.clock({ advanceMs: 2000 });
    const codes: number[] = [];
    for (let nth = 0; nth < 4; nth += 1) codes.push((await org.api("POST", "externalcontact/remind_groupmsg_send", { msgid })).errcode);
    expect(codes).toEqual([0, 0, 0, 41094]);
    expect(await org.api("POST", "externalcontact/cancel_groupmsg_send", { msgid })).toMatchObject({ errcode: 0 });
    expect(await org.api("POST", "externalcontact/cancel_groupmsg_send", { msgid })).toMatchObject({ errcode: 41093 });
    await expect(org.driver.confirmTask({ msgid: String(msgid), userid: "zhangsan" })).rejects.toThrow("cancelled");
  });
});
