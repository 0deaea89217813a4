import { afterEach, describe, expect, it } from "vitest";
import { knownFaults } from "./faults.ts";
import { closeOrgs, openTestOrg, type Org } from "./testing.ts";

afterEach(closeOrgs);

const post = (api: string, body: object) => (org: Org) => org.api("POST", `externalcontact/${api}`, body);
const get = (api: string, query: Record<string, string>) => (org: Org) => org.api("GET", api, {}, query);
const token = (org: Org, query: Record<string, string>) =>
  org.get("gettoken", { corpid: org.corpId, corpsecret: org.app.secret, ...query });
const second = (org: Org) => [...org.wecom.world.state.apps.values()][1];
const addTag = (org: Org) => org.api("POST", "externalcontact/add_corp_tag", { group_name: "喜好", tag: [{ name: "白茶" }] });
const first = { type: 1, scene: 2, user: ["lisi"] };
const link = { msgtype: "link", link: { title: "茶", url: "https://tea.example" } };

/** Each code that calls can come to, and a call that comes to it. */
const codes: [number, string, (org: Org) => Promise<{ errcode: number }>][] = [
  [40001, "a wrong secret", (org) => token(org, { corpsecret: "x" })],
  [40003, "a code for nobody", post("add_contact_way", { ...first, user: ["nobody"] })],
  [40004, "a file of no kind", (org) => org.api("POST", "media/upload", {}, { type: "poem" })],
  [
    40007,
    "a media id of nobody's",
    post("add_msg_template", { external_userid: ["x"], attachments: [{ msgtype: "file", file: { media_id: "x" } }] }),
  ],
  [40013, "a wrong corp", (org) => token(org, { corpid: "ww0" })],
  [40014, "a token of nobody's", (org) => org.get("externalcontact/get_follow_user_list", { access_token: "x" })],
  [40031, "more than a hundred members", post("batch/get_by_user", { userid_list: Array.from({ length: 101 }, (_, nth) => `u${nth}`) })],
  [40058, "a missing field", post("groupchat/list", {})],
  [
    40063,
    "nothing to change",
    (org) => org.api("POST", "externalcontact/remark", { userid: "zhangsan", external_userid: org.customers[0] }),
  ],
  [
    40068,
    "an unknown tag",
    (org) => org.api("POST", "externalcontact/mark_tag", { userid: "zhangsan", external_userid: org.customers[0], add_tag: ["et0"] }),
  ],
  [40071, "a tag that is there", async (org) => (await addTag(org), addTag(org))],
  [40072, "a tag of too many letters", post("add_corp_tag", { group_name: "喜好", tag: [{ name: "茶".repeat(31) }] })],
  [40096, "a customer of nobody's", get("externalcontact/get", { external_userid: "wm0" })],
  [41001, "no token", (org) => org.get("getcallbackip", {})],
  [41002, "no corp", (org) => org.get("gettoken", {})],
  [41004, "no secret", (org) => org.get("gettoken", { corpid: org.corpId })],
  [41005, "an upload of nothing", (org) => org.api("POST", "media/upload", {}, { type: "file" })],
  [41037, "a code of no type", post("add_contact_way", { scene: 2, user: ["lisi"] })],
  [41038, "a code of a strange type", post("add_contact_way", { ...first, type: 3 })],
  [41039, "a code of no scene", post("add_contact_way", { type: 1, user: ["lisi"] })],
  [41040, "a code of a strange scene", post("add_contact_way", { ...first, scene: 3 })],
  [41042, "a code without id", post("get_contact_way", {})],
  [41043, "a code of nobody's", post("get_contact_way", { config_id: "x" })],
  [
    41044,
    "a quota that is used up",
    async (org) => (await org.driver.setSwitches({ contactWayQuota: 0 }), post("add_contact_way", first)(org)),
  ],
  [41045, "a code of a strange style", post("add_contact_way", { ...first, style: 4 })],
  [41046, "a send without id", post("get_groupmsg_task", {})],
  [41047, "a send of nobody's", post("get_groupmsg_task", { msgid: "x" })],
  [41048, "nobody to send to", post("add_msg_template", { external_userid: ["x"], text: { content: "好" } })],
  [41049, "a welcome without code", post("send_welcome_msg", { text: { content: "好" } })],
  [41050, "a welcome code of nobody's", post("send_welcome_msg", { welcome_code: "x", text: { content: "好" } })],
  [
    41054,
    "a member who is not active",
    async (org) => (await org.driver.changeStaff({ userid: "lisi", status: 4 }), post("add_contact_way", first)(org)),
  ],
  [
    41058,
    "another app's welcome",
    async (org) => {
      const { template_id } = await org.api("POST", "externalcontact/group_welcome_template/add", { text: { content: "好" } });
      return org.apiAs(second(org), "POST", "externalcontact/group_welcome_template/get", { template_id });
    },
  ],
  [
    41063,
    "a send just made",
    async (org) => {
      const { msgid } = await org.api("POST", "externalcontact/add_msg_template", {
        external_userid: [org.customers[0]],
        text: { content: "好" },
      });
      return org.api("POST", "externalcontact/get_groupmsg_task", { msgid });
    },
  ],
  [41064, "ten attachments", post("add_msg_template", { external_userid: ["x"], attachments: Array.from({ length: 10 }, () => link) })],
  [41065, "an attachment of no kind", post("add_msg_template", { external_userid: ["x"], attachments: [{ msgtype: "poem" }] })],
  [
    41091,
    "six groups behind a code",
    (org) =>
      org.api("POST", "externalcontact/groupchat/add_join_way", { scene: 2, chat_id_list: Array.from({ length: 6 }, () => org.chatId) }),
  ],
  [
    42001,
    "a token voided early",
    async (org) => {
      const { access_token } = await token(org, {});
      await org.driver.expireTokens();
      return org.get("getcallbackip", { access_token: String(access_token) });
    },
  ],
  [43001, "POST where GET is wanted", (org) => org.api("POST", "getcallbackip")],
  [43002, "GET where POST is wanted", get("externalcontact/groupchat/list", {})],
  [44004, "a message of nothing", post("add_msg_template", { external_userid: ["x"] })],
  [45002, "a text of too many bytes", post("add_msg_template", { external_userid: ["x"], text: { content: "茶".repeat(1334) } })],
  [
    48002,
    "an app that is not listed",
    async (org) => (
      await org.driver.setMayContact({ agentId: org.app.agentId, mayContact: false }),
      get("externalcontact/get_follow_user_list", {})(org)
    ),
  ],
  [
    49008,
    "a dissolved group",
    async (org) => (
      await org.driver.dissolveChat({ chatId: org.chatId }),
      org.api("POST", "externalcontact/groupchat/get", { chat_id: org.chatId })
    ),
  ],
  [50100, "a mark of another listing", (org) => org.api("POST", "externalcontact/groupchat/list", { limit: 1, cursor: "eA" })],
  [60020, "an address that is not trusted", async (org) => (await org.driver.setSwitches({ trustedIps: ["10.0.0.1"] }), token(org, {}))],
  [60111, "a member of nobody's", get("externalcontact/list", { userid: "nobody" })],
  [60123, "a department of nobody's", get("user/list", { department_id: "9" })],
  [
    81011,
    "another app's tag",
    async (org) => {
      const { tag_group } = await addTag(org);
      return org.apiAs(second(org), "POST", "externalcontact/edit_corp_tag", {
        id: (tag_group as { group_id: string }).group_id,
        name: "别的",
      });
    },
  ],
  [
    81013,
    "words to nobody",
    (org) => org.api("POST", "message/send", { touser: "nobody", msgtype: "text", agentid: org.app.agentId, text: { content: "好" } }),
  ],
  [
    81017,
    "groups of too many people",
    async (org) => (await org.driver.buildOrg({ staff: 1001, customers: 0 }), post("groupchat/list", { limit: 10 })(org)),
  ],
  [
    84061,
    "a member without customers",
    async (org) => (await org.driver.addStaff({ userid: "new" }), get("externalcontact/list", { userid: "new" })(org)),
  ],
  [90509, "a group of nobody's", post("groupchat/get", { chat_id: "wr0" })],
  [90511, "an opengid of nobody's", post("opengid_to_chatid", { opengid: "x" })],
  [93000, "a robot of nobody's", (org) => org.api("POST", "webhook/send", { msgtype: "text", text: { content: "好" } }, { key: "x" })],
  [
    45009,
    "a robot's 21st word in a minute",
    async (org) => {
      const { key } = await org.driver.addRobot({ chatId: org.chatId });
      const speak = () => org.api("POST", "webhook/send", { msgtype: "text", text: { content: "好" } }, { key });
      for (let nth = 0; nth < 20; nth += 1) expect(await speak()).toMatchObject({ errcode: 0 });
      return speak();
    },
  ],
  [
    -1,
    "a trouble that was set",
    async (org) => (await org.driver.setSwitches({ troubles: [{ api: "*", errcode: -1 }] }), get("getcallbackip", {})(org)),
  ],
];

describe("each code", () => {
  it.each(codes)("%i comes of %s", async (errcode, _of, ask) => {
    const answer = await ask(await openTestOrg());
    expect(answer).toMatchObject({ errcode, errmsg: expect.stringMatching(new RegExp(`hint: \\[.*e=${errcode}$`)) });
  });

  it("can be set to come of the next call, whichever it is", async () => {
    const org = await openTestOrg();
    for (const errcode of knownFaults) {
      await org.driver.setSwitches({ troubles: [{ api: "getcallbackip", errcode }] });
      expect(await org.api("GET", "getcallbackip")).toMatchObject({ errcode });
      expect(await org.api("GET", "getcallbackip")).toMatchObject({ errcode: 0 });
    }
  });

  it("40033 comes of escapes, and broken JSON is said to be", async () => {
    const org = await openTestOrg();
    const { access_token } = org.wecom.world.tokens.give(org.app);
    const raw = async (body: string) =>
      (await fetch(`${org.url}/cgi-bin/externalcontact/remark?access_token=${access_token}`, { method: "POST", body })).json();
    expect(await raw('{"userid":"\\u5f20"}')).toMatchObject({ errcode: 40033 });
    expect(await raw("{")).toMatchObject({ errmsg: expect.stringContaining("Warning: wrong json format.") });
  });

  it("a line that breaks leaves the deed done or undone, as was set", async () => {
    const org = await openTestOrg();
    const make = () =>
      org.api("POST", "externalcontact/add_msg_template", { external_userid: [org.customers[0]], text: { content: "好" } });
    await org.driver.setSwitches({ troubles: [{ api: "externalcontact/add_msg_template", breaks: "request-lost" }] });
    await expect(make()).rejects.toThrow();
    expect(await org.driver.massSends()).toHaveLength(0);
    await org.driver.setSwitches({ troubles: [{ api: "externalcontact/add_msg_template", breaks: "answer-lost" }] });
    await expect(make()).rejects.toThrow();
    expect(await org.driver.massSends()).toHaveLength(1);
    expect(await make()).toMatchObject({ errcode: 0 });
  });
});
