import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { differences, shapeOf } from "./shapes.ts";
import { type Answer, closeOrgs, openTestOrg, type Org, START_MS } from "./testing.ts";

/** The official samples lie beside the project; where they are not, these tests have nothing to compare with. */
const FOLDER = join(import.meta.dirname, "../../../../shared/reference/wecom-fixtures/official");
const sample = (name: string) => readFileSync(join(FOLDER, name), "utf8");

afterEach(closeOrgs);

const DAY_MS = 86_400_000;
const content = {
  text: { content: "周三开汤" },
  attachments: [
    { msgtype: "image", image: { pic_url: "https://tea.example/1.png" } },
    { msgtype: "link", link: { title: "茶", url: "https://tea.example", picurl: "https://tea.example/1.png", desc: "白茶" } },
  ],
};

async function withFile(org: Org): Promise<string> {
  const form = new FormData();
  form.set("media", new File(["0123456789"], "a.mp4", { type: "video/mp4" }));
  const answer = await fetch(
    `${org.url}/cgi-bin/media/upload?type=video&access_token=${org.wecom.world.tokens.give(org.app).access_token}`,
    { method: "POST", body: form },
  );
  return String(((await answer.json()) as Answer).media_id);
}

const picture = (api: string) => async (org: Org) => {
  const { codePng } = await import("./pictures.ts");
  const form = new FormData();
  form.set("media", new File([new Uint8Array(codePng("x"))], "a.png", { type: "image/png" }));
  const answer = await fetch(`${org.url}/cgi-bin/${api}&access_token=${org.wecom.world.tokens.give(org.app).access_token}`, {
    method: "POST",
    body: form,
  });
  return (await answer.json()) as Answer;
};

/** A partner of another corp with every field a follower can have. */
async function fullCustomer(org: Org): Promise<string> {
  const { externalId } = await org.driver.addCustomer({ name: "李总", type: 2, corpName: "某茶", position: "采购" });
  const { tagIds } = await org.driver.addTags({ groupName: "等级", names: ["金"] });
  await org.driver.addContact({ userid: "zhangsan", externalId, addWay: 10, state: "poster" });
  await org.driver.editContact({
    userid: "zhangsan",
    externalId,
    addTags: tagIds,
    personalTags: ["好客"],
    mobiles: ["138"],
    description: "采购",
  });
  await org.api("POST", "externalcontact/remark", { userid: "zhangsan", external_userid: externalId, remark_company: "某茶" });
  return externalId;
}

async function sentToAll(org: Org): Promise<{ msgid: string; single: string }> {
  const media_id = await withFile(org);
  const attachments = [
    ...content.attachments,
    { msgtype: "miniprogram", miniprogram: { title: "小程序", pic_media_id: media_id, appid: "wx", page: "/" } },
    { msgtype: "video", video: { media_id } },
    { msgtype: "file", file: { media_id } },
  ];
  const group = await org.api("POST", "externalcontact/add_msg_template", {
    chat_type: "group",
    sender: "zhangsan",
    chat_id_list: [org.chatId],
    ...content,
    attachments,
  });
  await org.driver.massSendByStaff({ userid: "zhangsan", targets: [org.chatId], text: "自己" });
  const single = await org.api("POST", "externalcontact/add_msg_template", {
    external_userid: [org.customers[0], "wmNobody"],
    text: { content: "好" },
  });
  await org.driver.clock({ advanceMs: 5000 });
  for (const { msgid } of [group, single]) await org.driver.confirmTask({ msgid: String(msgid), userid: "zhangsan" });
  return { msgid: String(group.msgid), single: String(single.msgid) };
}

const day = Math.floor(START_MS / 1000) - 86_400;

/** How each answer is got, and where ours knowingly differs from the one sample. */
const answers: Record<string, { ask: (org: Org) => Promise<Answer>; but?: string[] }> = {
  gettoken: { ask: (org) => org.get("gettoken", { corpid: org.corpId, corpsecret: org.app.secret }) },
  get_follow_user_list: { ask: (org) => org.api("GET", "externalcontact/get_follow_user_list") },
  "externalcontact-list": { ask: (org) => org.api("GET", "externalcontact/list", {}, { userid: "zhangsan" }) },
  "externalcontact-get": {
    ask: async (org) => org.api("GET", "externalcontact/get", {}, { external_userid: await fullCustomer(org) }),
    // The page's text gives the union id to type 1 alone; a second page comes beyond 500 followers.
    but: ["- .external_contact.unionid", "- .next_cursor"],
  },
  "batch-get_by_user": {
    ask: async (org) => {
      await fullCustomer(org);
      return org.api("POST", "externalcontact/batch/get_by_user", { userid_list: ["zhangsan"] });
    },
    but: ["+ .external_contact_list[].external_contact.external_profile", "≠ .fail_info.unlicensed_userid_list[]"],
  },
  add_contact_way: { ask: (org) => org.api("POST", "externalcontact/add_contact_way", { type: 1, scene: 2, user: ["lisi"] }) },
  get_contact_way: {
    ask: async (org) => {
      const media_id = await withFile(org);
      const conclusions = {
        text: { content: "再见" },
        image: { media_id },
        link: content.attachments[1]?.link,
        miniprogram: { title: "小程序", pic_media_id: media_id, appid: "wx", page: "/" },
      };
      const way = { type: 2, scene: 2, style: 1, user: ["lisi"], party: [1], is_temp: true, conclusions };
      const { config_id } = await org.api("POST", "externalcontact/add_contact_way", way);
      return org.api("POST", "externalcontact/get_contact_way", { config_id });
    },
  },
  get_corp_tag_list: {
    ask: async (org) => {
      const { tagIds } = await org.driver.addTags({ groupName: "等级", names: ["金"] });
      return org.api("POST", "externalcontact/get_corp_tag_list", { tag_id: tagIds });
    },
  },
  add_corp_tag: { ask: (org) => org.api("POST", "externalcontact/add_corp_tag", { group_name: "喜好", tag: [{ name: "白茶" }] }) },
  "groupchat-list": {
    ask: async (org) => {
      await org.driver.createChat({ name: "二群", owner: "lisi" });
      return org.api("POST", "externalcontact/groupchat/list", { limit: 1 });
    },
  },
  "groupchat-get": {
    ask: async (org) => {
      const { chatId } = await org.driver.createChat({
        name: "二群",
        owner: "lisi",
        admins: ["zhangsan"],
        memberIds: ["zhangsan", org.customers[1]],
      });
      return org.api("POST", "externalcontact/groupchat/get", { chat_id: chatId, need_name: 1 });
    },
  },
  "groupchat-onjob_transfer": {
    ask: (org) => org.api("POST", "externalcontact/groupchat/onjob_transfer", { chat_id_list: ["wrNobody"], new_owner: "lisi" }),
  },
  add_join_way: { ask: (org) => org.api("POST", "externalcontact/groupchat/add_join_way", { scene: 2, chat_id_list: [org.chatId] }) },
  get_join_way: {
    ask: async (org) => {
      const { config_id } = await org.api("POST", "externalcontact/groupchat/add_join_way", { scene: 2, chat_id_list: [org.chatId] });
      return org.api("POST", "externalcontact/groupchat/get_join_way", { config_id });
    },
  },
  get_user_behavior_data: {
    ask: async (org) => {
      await org.driver.say({ from: org.customers[0], to: "zhangsan", text: "在吗" });
      await org.driver.say({ from: "zhangsan", to: org.customers[0], text: "在" });
      await org.driver.clock({ advanceMs: DAY_MS });
      return org.api("POST", "externalcontact/get_user_behavior_data", {
        userid: ["zhangsan"],
        start_time: day + 86_400,
        end_time: day + 86_400,
      });
    },
  },
  "groupchat-statistic": {
    ask: (org) =>
      org.api("POST", "externalcontact/groupchat/statistic", { day_begin_time: day, owner_filter: { userid_list: ["zhangsan"] } }),
  },
  "groupchat-statistic_group_by_day": {
    ask: (org) => org.api("POST", "externalcontact/groupchat/statistic_group_by_day", { day_begin_time: day }),
  },
  add_msg_template: {
    ask: (org) => org.api("POST", "externalcontact/add_msg_template", { external_userid: [org.customers[0], "wmNobody"], ...content }),
  },
  get_groupmsg_list_v2: {
    ask: async (org) => {
      await sentToAll(org);
      const now = Math.floor(org.wecom.clock.now() / 1000);
      return org.api("POST", "externalcontact/get_groupmsg_list_v2", { chat_type: "group", start_time: now - 60, end_time: now });
    },
  },
  get_groupmsg_task: { ask: async (org) => org.api("POST", "externalcontact/get_groupmsg_task", { msgid: (await sentToAll(org)).msgid }) },
  get_groupmsg_send_result: {
    ask: async (org) => {
      const { msgid, single } = await sentToAll(org);
      const of = (id: string) => org.api("POST", "externalcontact/get_groupmsg_send_result", { msgid: id, userid: "zhangsan" });
      const [group, people] = [await of(msgid), await of(single)];
      // The one sample row carries both ids; real rows have one.
      return { ...group, send_list: [...(group.send_list as object[]), ...(people.send_list as object[])] };
    },
  },
  "group_welcome_template-add": {
    ask: (org) => org.api("POST", "externalcontact/group_welcome_template/add", { text: { content: "你好" } }),
  },
  "group_welcome_template-get": {
    ask: async (org) => {
      const media_id = await withFile(org);
      const all: Answer[] = [];
      const parts = {
        image: { pic_url: "https://tea.example/1.png" },
        link: content.attachments[1]?.link,
        miniprogram: { title: "小程序", pic_media_id: media_id, appid: "wx", page: "/" },
        file: { media_id },
        video: { media_id },
      };
      for (const [name, part] of Object.entries(parts)) {
        const { template_id } = await org.api("POST", "externalcontact/group_welcome_template/add", {
          text: { content: "你好" },
          [name]: part,
        });
        all.push(await org.api("POST", "externalcontact/group_welcome_template/get", { template_id }));
      }
      return Object.assign({}, ...all) as Answer;
    },
  },
  "media-upload": { ask: picture("media/upload?type=image") },
  "media-uploadimg": { ask: picture("media/uploadimg?x=1") },
  "message-send": {
    ask: (org) =>
      org.api("POST", "message/send", {
        touser: "zhangsan|nobody",
        toparty: "99",
        totag: "7",
        msgtype: "text",
        agentid: org.app.agentId,
        text: { content: "有任务" },
      }),
    but: ["- .response_code", "- .unlicenseduser"],
  },
};

const isHere = existsSync(FOLDER);
if (!isHere) console.log(`The official samples are not beside the project (${FOLDER}); nothing is compared with them.`);

describe.skipIf(!isHere)("beside the official samples", () => {
  it.each(Object.keys(answers))("%s has the same fields and types", async (name) => {
    const org = await openTestOrg({ held: true });
    const { ask, but = [] } = answers[name] ?? { ask: () => Promise.reject(new Error(name)) };
    const ours = await ask(org);
    expect(ours.errcode, ours.errmsg).toBe(0);
    expect(differences(shapeOf(JSON.parse(sample(`${name}.res.json`))), shapeOf(ours))).toEqual(but);
  });

  it("takes the official requests as they are written, where their ids are known", async () => {
    const org = await openTestOrg();
    const tag = JSON.parse(sample("add_corp_tag.req.json")) as Record<string, unknown>;
    expect(await org.api("POST", "externalcontact/add_corp_tag", { ...tag, group_id: undefined })).toMatchObject({ errcode: 0 });
    const remark = JSON.parse(sample("remark.req.json")) as Record<string, unknown>;
    expect(await org.api("POST", "externalcontact/remark", { ...remark, external_userid: org.customers[0] })).toMatchObject({ errcode: 0 });
    const joinWay = JSON.parse(sample("add_join_way.req.json")) as Record<string, unknown>;
    expect(await org.api("POST", "externalcontact/groupchat/add_join_way", { ...joinWay, chat_id_list: [org.chatId] })).toMatchObject({
      errcode: 0,
    });
    const message = JSON.parse(sample("message-send-text.req.json")) as Record<string, unknown>;
    expect(await org.api("POST", "message/send", { ...message, touser: "zhangsan", agentid: org.app.agentId })).toMatchObject({
      errcode: 0,
    });
  });
});
