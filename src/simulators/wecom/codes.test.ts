import { afterEach, describe, expect, it } from "vitest";
import { closeOrgs, openTestOrg, type Org } from "./testing.ts";

afterEach(closeOrgs);

const newcomer = async (org: Org, name: string) => (await org.driver.addCustomer({ name })).externalId;

describe("a join way", () => {
  it("fills its group, opens the next under the next number, and says so", async () => {
    const org = await openTestOrg({ switches: { scanCap: 3, detailLagMs: 0 } });
    const { config_id } = await org.api("POST", "externalcontact/groupchat/add_join_way", {
      scene: 2,
      chat_id_list: [org.chatId],
      room_base_name: "品鉴群",
      room_base_id: 10,
      state: "s8",
    });
    const way = async () =>
      (await org.api("POST", "externalcontact/groupchat/get_join_way", { config_id })).join_way as {
        chat_id_list: string[];
        qr_code: string;
      };
    const { qr_code } = await way();
    const heard = await org.listen();
    const joined = [];
    for (const name of ["甲", "乙", "丙", "丁", "戊"])
      joined.push(await org.driver.scan({ externalId: await newcomer(org, name), code: qr_code }));
    await org.driver.settle();
    expect(joined.map((one) => one.isNewChat)).toEqual([false, true, false, true, false]);
    expect((await way()).chat_id_list).toHaveLength(3);
    expect((await org.driver.chats()).map((chat) => `${chat.name} ${chat.size}`)).toEqual(["品鉴一群 3", "品鉴群10 3", "品鉴群11 3"]);
    expect(heard.filter((xml) => xml.includes("<![CDATA[create]]>"))).toHaveLength(2);
    const got = await org.api("POST", "externalcontact/groupchat/get", { chat_id: joined[1]?.chatId ?? "" });
    expect(got.group_chat).toMatchObject({
      name: "品鉴群10",
      member_list: [{ userid: "zhangsan" }, { join_scene: 3, state: "s8" }, { join_scene: 3 }],
    });
  });

  it("holds at most five groups, and turns people away where it may not open another", async () => {
    const org = await openTestOrg({ switches: { scanCap: 2 } });
    const six = Array.from({ length: 6 }, () => org.chatId);
    expect(await org.api("POST", "externalcontact/groupchat/add_join_way", { scene: 2, chat_id_list: six })).toMatchObject({
      errcode: 41091,
    });
    const { config_id } = await org.api("POST", "externalcontact/groupchat/add_join_way", {
      scene: 2,
      chat_id_list: [org.chatId],
      auto_create_room: 0,
    });
    await expect(org.driver.scan({ externalId: await newcomer(org, "甲"), code: String(config_id) })).rejects.toThrow("full");
  });
});

describe("a contact way", () => {
  it("brings its state with the event, and leads everyone to the member with the fewest customers", async () => {
    const org = await openTestOrg();
    const { config_id, qr_code } = await org.api("POST", "externalcontact/add_contact_way", {
      type: 2,
      scene: 2,
      user: ["zhangsan", "lisi"],
      state: "poster",
    });
    expect(qr_code).toBe(`${org.url}/qr/${String(config_id)}.png`);
    const heard = await org.listen();
    const externalId = await newcomer(org, "甲");
    expect(await org.driver.scan({ externalId, code: String(config_id) })).toMatchObject({ userid: "lisi" });
    await org.driver.settle();
    expect(heard[0]).toContain("<State><![CDATA[poster]]></State><WelcomeCode>");
    expect(await org.api("GET", "externalcontact/get", {}, { external_userid: externalId })).toMatchObject({
      follow_user: [{ userid: "lisi", state: "poster", add_way: 1 }],
    });
  });

  it("waits for the member where it asks for a check", async () => {
    const org = await openTestOrg();
    const { config_id } = await org.api("POST", "externalcontact/add_contact_way", {
      type: 1,
      scene: 2,
      user: ["lisi"],
      skip_verify: false,
    });
    const externalId = await newcomer(org, "甲");
    expect(await org.driver.scan({ externalId, code: String(config_id) })).toMatchObject({ isWaiting: true });
    expect(await org.api("GET", "externalcontact/get", {}, { external_userid: externalId })).toMatchObject({ errcode: 84061 });
    expect(await org.driver.accept({ userid: "lisi", externalId })).toHaveProperty("welcomeCode");
  });
});

describe("a welcome", () => {
  it("is sent once within 20 s; others hear that it is under way, then that it is done, then that it is late", async () => {
    const org = await openTestOrg({ held: true });
    const other = [...org.wecom.world.state.apps.values()][1];
    const add = async () => (await org.driver.addContact({ userid: "lisi", externalId: await newcomer(org, "甲") })).welcomeCode;
    const code = await add();
    const send = (welcome_code: string | undefined, app = org.app) =>
      org.apiAs(app, "POST", "externalcontact/send_welcome_msg", { welcome_code, text: { content: "你好" } });
    expect(await send(undefined)).toMatchObject({ errcode: 41049 });
    expect(await send(code)).toMatchObject({ errcode: 0 });
    expect(await send(code, other)).toMatchObject({ errcode: 41096 });
    await org.driver.clock({ advanceMs: 1000 });
    expect(await send(code, other)).toMatchObject({ errcode: 41051 });
    const late = await add();
    await org.driver.clock({ advanceMs: 20_000 });
    expect(await send(late)).toMatchObject({ errcode: 41050 });
  });

  it("gets no code among acquaintances or under the console's own welcome, and none is sent once they talk", async () => {
    const org = await openTestOrg();
    const [, bai] = org.customers;
    const externalId = await newcomer(org, "甲");
    const { welcomeCode } = await org.driver.addContact({ userid: "lisi", externalId });
    await new Promise((wake) => setTimeout(wake, 5));
    await org.driver.say({ from: externalId, to: "lisi", text: "你好" });
    expect(
      await org.api("POST", "externalcontact/send_welcome_msg", { welcome_code: welcomeCode, text: { content: "你好" } }),
    ).toMatchObject({ errcode: 41051 });
    await org.driver.say({ from: bai, to: "lisi", text: "你好" });
    await org.driver.deleteMember({ userid: "lisi", externalId: bai });
    expect(await org.driver.addContact({ userid: "lisi", externalId: bai })).toEqual({});
    await org.driver.setSwitches({ consoleWelcome: true });
    expect(await org.driver.addContact({ userid: "lisi", externalId: await newcomer(org, "乙") })).toEqual({});
  });

  it("of a group is put on by its owner, and greets who comes in", async () => {
    const org = await openTestOrg();
    const { template_id } = await org.api("POST", "externalcontact/group_welcome_template/add", { text: { content: "%NICKNAME%，请坐" } });
    expect(await org.api("POST", "externalcontact/group_welcome_template/get", { template_id })).toMatchObject({
      text: { content: "%NICKNAME%，请坐" },
    });
    await org.driver.applyWelcome({ chatId: org.chatId, templateId: String(template_id) });
    await org.driver.joinChat({ chatId: org.chatId, ids: [await newcomer(org, "甲")] });
    expect(await org.driver.talk({ key: org.chatId })).toMatchObject([{ kind: "welcome", text: "甲，请坐" }]);
    expect(
      await org.apiAs([...org.wecom.world.state.apps.values()][1], "POST", "externalcontact/group_welcome_template/del", { template_id }),
    ).toMatchObject({ errcode: 41058 });
  });
});
