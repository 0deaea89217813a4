import { afterEach, describe, expect, it } from "vitest";
import { closeOrgs, openTestOrg, type Org } from "./testing.ts";

afterEach(closeOrgs);

type Row = Record<string, unknown>;
const rowsOf = (answer: Row, list: string) => answer[list] as Row[];

/** All rows of a listing, page by page, and the size of each page. */
async function walk(ask: (cursor: string) => Promise<Row>, list: string): Promise<{ rows: Row[]; sizes: number[] }> {
  const [rows, sizes]: [Row[], number[]] = [[], []];
  let cursor = "";
  do {
    const answer = await ask(cursor);
    expect(answer.errcode).toBe(0);
    rows.push(...rowsOf(answer, list));
    sizes.push(rowsOf(answer, list).length);
    cursor = String(answer.next_cursor ?? "");
  } while (cursor !== "");
  return { rows, sizes };
}

const batch = (org: Org, limit?: number) => (cursor: string) =>
  org.api("POST", "externalcontact/batch/get_by_user", { userid_list: ["u000001", "u000002", "u000003"], cursor, limit });

describe("pages", () => {
  it("of customers are 50, or as asked, or cut to 100; they run through all members without a gap or a double", async () => {
    const org = await openTestOrg();
    await org.driver.buildOrg({ staff: 3, customers: 330 });
    const all = await walk(batch(org, 1000), "external_contact_list");
    expect(all.sizes).toEqual([100, 100, 100, 30]);
    expect(new Set(all.rows.map((row) => JSON.stringify(row.follow_info))).size).toBe(330);
    expect((await walk(batch(org), "external_contact_list")).sizes[0]).toBe(50);
    expect((await walk(batch(org, 7), "external_contact_list")).rows).toEqual(all.rows);
  });

  it("stay whole while people come and go", async () => {
    const org = await openTestOrg();
    await org.driver.buildOrg({ staff: 3, customers: 60 });
    const first = await batch(org, 10)("");
    const [gone] = rowsOf(first, "external_contact_list").map((row) => (row.external_contact as Row).external_userid);
    await org.driver.deleteCustomer({ userid: "u000001", externalId: String(gone) });
    const { externalId } = await org.driver.addCustomer({ name: "新来的" });
    await org.driver.addContact({ userid: "u000001", externalId });
    const rest = await walk((cursor) => batch(org, 10)(cursor === "" ? String(first.next_cursor) : cursor), "external_contact_list");
    expect(rest.rows).toHaveLength(51);
    expect(JSON.stringify(rest.rows)).toContain(externalId);
  });

  it("of groups stay whole while groups are dissolved and made", async () => {
    const org = await openTestOrg();
    await org.driver.buildOrg({ staff: 5, customers: 10, chats: 25, perChat: 2 });
    const list = (cursor: string) => org.api("POST", "externalcontact/groupchat/list", { limit: 10, cursor });
    const first = await list("");
    await org.driver.dissolveChat({ chatId: String(rowsOf(first, "group_chat_list")[3]?.chat_id) });
    const { chatId } = await org.driver.createChat({ name: "新群", owner: "lisi" });
    const rest = await walk((cursor) => list(cursor === "" ? String(first.next_cursor) : cursor), "group_chat_list");
    expect(rest.rows).toHaveLength(17);
    expect(rest.rows.at(-1)).toEqual({ chat_id: chatId, status: 0 });
  });

  it("of mass sends fall back to 50 when too many are asked for", async () => {
    const org = await openTestOrg();
    for (let nth = 0; nth < 60; nth += 1)
      await org.api("POST", "externalcontact/add_msg_template", { external_userid: [org.customers[0]], text: { content: `第 ${nth}` } });
    const now = Math.floor(Date.now() / 1000);
    const list = (limit: number) => (cursor: string) =>
      org.api("POST", "externalcontact/get_groupmsg_list_v2", {
        chat_type: "single",
        start_time: now - 60,
        end_time: now + 60,
        limit,
        cursor,
      });
    expect((await walk(list(101), "group_msg_list")).sizes).toEqual([50, 10]);
    expect((await walk(list(100), "group_msg_list")).sizes).toEqual([60]);
  });

  it("of a customer's members begin beyond five hundred", async () => {
    const org = await openTestOrg();
    await org.driver.buildOrg({ staff: 510, customers: 0 });
    const { externalId } = await org.driver.addCustomer({ name: "人人都识" });
    for (let nth = 1; nth <= 510; nth += 1) await org.driver.addContact({ userid: `u${String(nth).padStart(6, "0")}`, externalId });
    const { rows, sizes } = await walk(
      (cursor) => org.api("GET", "externalcontact/get", {}, { external_userid: externalId, cursor }),
      "follow_user",
    );
    expect(sizes).toEqual([500, 10]);
    expect(new Set(rows.map((row) => row.userid)).size).toBe(510);
  });

  it("are marked in a way that says nothing and fits no other listing", async () => {
    const org = await openTestOrg();
    await org.driver.buildOrg({ staff: 3, customers: 60 });
    const { next_cursor } = await batch(org, 10)("");
    expect(Buffer.from(String(next_cursor), "base64url").toString("latin1")).not.toMatch(/u00000|\d+ \d+/);
    expect(await org.api("POST", "externalcontact/groupchat/list", { limit: 10, cursor: next_cursor })).toMatchObject({ errcode: 50100 });
    expect(await org.api("POST", "externalcontact/batch/get_by_user", { userid_list: ["u000001"], cursor: next_cursor })).toMatchObject({
      errcode: 50100,
    });
  });
});

describe("what is kept for a while", () => {
  it("a token lives two hours, a file three days", async () => {
    const org = await openTestOrg({ held: true });
    const { access_token } = await org.get("gettoken", { corpid: org.corpId, corpsecret: org.app.secret });
    const form = new FormData();
    form.set("media", new File(["0123456789"], "价目表.txt", { type: "text/plain" }));
    const uploaded = (await (
      await fetch(`${org.url}/cgi-bin/media/upload?type=file&access_token=${String(access_token)}`, { method: "POST", body: form })
    ).json()) as Row;
    const fetched = async () => {
      const token = org.wecom.world.tokens.give(org.app).access_token;
      const answer = await fetch(`${org.url}/cgi-bin/media/get?access_token=${token}&media_id=${String(uploaded.media_id)}`);
      return answer.text();
    };
    expect(await fetched()).toBe("0123456789");
    await org.driver.clock({ advanceMs: 7_199_000 });
    expect(await org.get("getcallbackip", { access_token: String(access_token) })).toMatchObject({ errcode: 0 });
    expect(await org.get("gettoken", { corpid: org.corpId, corpsecret: org.app.secret })).toMatchObject({ access_token, expires_in: 1 });
    await org.driver.clock({ advanceMs: 1000 });
    expect(await org.get("getcallbackip", { access_token: String(access_token) })).toMatchObject({ errcode: 42001 });
    await org.driver.clock({ advanceMs: 3 * 86_400_000 });
    expect(JSON.parse(await fetched())).toMatchObject({ errcode: 40145 });
  });

  it("a group may be handed over by call twice in ninety days, and nobody is told", async () => {
    const org = await openTestOrg({ held: true });
    const heard = await org.listen();
    const give = async (new_owner: string) =>
      (await org.api("POST", "externalcontact/groupchat/onjob_transfer", { chat_id_list: [org.chatId], new_owner }))
        .failed_chat_list as Row[];
    expect(await give("zhangsan")).toMatchObject([{ errcode: 90504 }]);
    expect([await give("lisi"), await give("zhangsan")]).toEqual([[], []]);
    expect(await give("lisi")).toMatchObject([{ errcode: 90508 }]);
    await org.driver.clock({ advanceMs: 91 * 86_400_000 });
    expect(await give("lisi")).toEqual([]);
    expect((await org.driver.chats())[0]?.owner).toBe("lisi");
    await org.driver.settle();
    expect(heard).toEqual([]);
  });
});
