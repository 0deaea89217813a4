import { afterEach, describe, expect, it } from "vitest";
import { call, closeOrgs, openTestOrg as open } from "./testing.ts";

afterEach(closeOrgs);

describe("the simulator", () => {
  it("gives one token for its whole life, and reads the people and groups a driver made", async () => {
    const org = await open();
    const first = await org.get("gettoken", { corpid: org.corpId, corpsecret: org.app.secret });
    expect(first).toMatchObject({ errcode: 0, errmsg: "ok", expires_in: 7200 });
    expect((await org.get("gettoken", { corpid: org.corpId, corpsecret: org.app.secret })).access_token).toBe(first.access_token);
    expect(await org.api("GET", "externalcontact/get_follow_user_list")).toMatchObject({ follow_user: ["zhangsan", "lisi"] });
    const list = await org.api("POST", "externalcontact/groupchat/list", { limit: 10 });
    expect(list.group_chat_list).toEqual([{ chat_id: org.chatId, status: 0 }]);
    const got = await org.api("POST", "externalcontact/groupchat/get", { chat_id: org.chatId, need_name: 1 });
    expect(got.group_chat).toMatchObject({
      name: "品鉴一群",
      owner: "zhangsan",
      member_list: [
        { userid: "zhangsan", type: 1 },
        { userid: org.customers[0], type: 2, name: "阿青" },
      ],
    });
  });

  it("tells of people's deeds, encrypted and in the order of the samples, and of no call", async () => {
    const org = await open();
    const heard = await org.listen();
    const { externalId } = await org.driver.addCustomer({ name: "新客" });
    await org.driver.addContact({ userid: "lisi", externalId, state: "store-8" });
    await org.driver.joinChat({ chatId: org.chatId, ids: [externalId] });
    await org.driver.settle();
    await org.api("POST", "externalcontact/remark", { userid: "lisi", external_userid: externalId, remark: "改" });
    await org.driver.leaveChat({ chatId: org.chatId, ids: [externalId] });
    await org.driver.settle();
    expect(
      heard.map((xml) =>
        [...xml.matchAll(/<(\w+)>/g)]
          .map((match) => match[1])
          .slice(5)
          .join(" "),
      ),
    ).toEqual([
      "Event ChangeType UserID ExternalUserID State WelcomeCode",
      "Event ChatId ChangeType UpdateDetail JoinScene QuitScene MemChangeCnt MemChangeList Item LastMemVer CurMemVer",
      "Event ChatId ChangeType UpdateDetail QuitScene MemChangeCnt MemChangeList Item LastMemVer CurMemVer",
    ]);
  });

  it("serves details of a little while ago, and moves time for a driver", async () => {
    const org = await open({ held: true });
    await org.driver.clock({ advanceMs: 60_000 });
    const { externalId } = await org.driver.addCustomer({ name: "新客" });
    await org.driver.joinChat({ chatId: org.chatId, ids: [externalId] });
    const members = async () => {
      const { group_chat } = await org.api("POST", "externalcontact/groupchat/get", { chat_id: org.chatId });
      return (group_chat as { member_list: unknown[] }).member_list.length;
    };
    expect(await members()).toBe(2);
    await org.driver.clock({ advanceMs: 2000 });
    expect(await members()).toBe(3);
  });

  it("answers every error at HTTP 200 with the long words", async () => {
    const org = await open();
    const bad = await call(`${org.url}/cgi-bin/externalcontact/list?access_token=x&userid=zhangsan`);
    expect(bad.status).toBe(200);
    expect(bad.body).toMatchObject({ errcode: 40014 });
    expect(bad.body.errmsg).toMatch(
      /^invalid access_token, hint: \[\d+_\d+_[0-9a-f]{32}\], from ip: 127\.0\.0\.1, more info at https:\/\/open\.work/,
    );
  });
});
