import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { createEntry, createGroup } from "../groups/index.ts";
import { addToRoster } from "../groups/roster.actions.ts";
import { unseatMembers } from "./index.ts";
import { membersTickers } from "./members.tickers.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

async function runTickers(): Promise<void> {
  for (const ticker of membersTickers) while ((await ticker.run(test.system())) > 0);
}

const base = "/api/v1/b/zhishang/phone";
async function ask(method: "GET" | "POST", path: string, cookie = "", payload: object = {}): Promise<LightMyRequestResponse> {
  const app = await test.app();
  return app.inject({ method, url: base + path, headers: cookie ? { cookie } : {}, ...(method === "POST" ? { payload } : {}) });
}
const cookieOf = (answer: LightMyRequestResponse) => String([answer.headers["set-cookie"]].flat()[0] ?? "").split(";")[0] ?? "";

async function newWay(capacity = 50): Promise<{ groupId: string; token: string; entryId: string }> {
  const group = await createGroup(test.as(), {
    name: `福利群 ${Math.random()}`.slice(0, 20),
    orgId: test.headquartersId,
    channel: "web",
    positioning: "benefit",
    commercialType: "promotion",
    capacity,
    targetMembers: 2,
    ownerStaffId: null,
    profile: {
      logo: null,
      gives: [{ icon: "leaf", title: "当季好果", note: "" }],
      rules: { items: ["不发广告"], penalty: "" },
      reception: { greeting: "", steps: [], serviceHours: "" },
      purpose: { beforePayment: "", afterPayment: "" },
      threshold: { kind: "free", note: "" },
      sheet: [],
    },
  });
  const entry = await createEntry(test.as(), { groupId: group.id, name: "门店海报" });
  return { groupId: group.id, token: entry.token, entryId: entry.id };
}

async function joinBody(token: string, nickname: string, marketing = false) {
  const page = (await ask("GET", `/joins/${token}`)).json();
  return {
    nickname,
    accepted: { rulesVersion: page.rules.version, noticeVersion: page.notice.version },
    marketingVersion: marketing ? page.marketing.version : null,
  };
}

describe("joining by phone", () => {
  it("counts looks, makes the member with seat, consents and session, and goes straight in the next time", async () => {
    const { groupId, token, entryId } = await newWay();
    const answer = await ask("POST", `/joins/${token}`, "", await joinBody(token, "小满", true));
    expect(answer.statusCode).toBe(200);
    const { memberId } = answer.json();
    expect(answer.json()).toEqual({ groupId, memberId });
    const cookie = cookieOf(answer);
    expect(cookie).toMatch(/^qunce_member_zhishang=.{22}/);
    const opening = (await ask("GET", "/opening", cookie)).json();
    expect(opening.member).toEqual({ id: memberId, nickname: "小满" });
    expect((await ask("GET", "/opening")).json().member).toBeNull();
    expect((await ask("GET", `/joins/${token}`, cookie)).json()).toMatchObject({ joined: true, state: "open", group: { memberCount: 1 } });
    const events = await test.rows<{ kind: number; data: object }>(
      "select kind, data from app.events where group_id = $1 and kind in (10, 21) order by kind",
      [groupId],
    );
    expect(events).toEqual([
      { kind: 10, data: { entryId } },
      { kind: 21, data: { seatKind: "member", entryId } },
    ]);
    const consents = await test.rows("select purpose, granted, channel from app.consents where member_id = $1 order by purpose", [
      memberId,
    ]);
    expect(consents).toEqual([
      { purpose: "marketing", granted: true, channel: "web" },
      { purpose: "rules", granted: true, channel: "web" },
    ]);
    const again = await ask("POST", `/joins/${token}`, cookie, await joinBody(token, "小满"));
    expect(again.json()).toEqual({ groupId, memberId });
    expect(await test.rows("select 1 from app.seats where member_id = $1", [memberId])).toHaveLength(1);
  });

  it("gives the session again to the phone that did not hear the answer, and keeps it nowhere to be read", async () => {
    const { token } = await newWay();
    const app = await test.app();
    const key = crypto.randomUUID();
    const payload = await joinBody(token, "没听见");
    const post = () => app.inject({ method: "POST", url: `${base}/joins/${token}`, headers: { "idempotency-key": key }, payload });
    const [first, again] = [await post(), await post()];
    expect(again.json()).toEqual(first.json());
    expect(cookieOf(again)).toBe(cookieOf(first));
    const kept = JSON.stringify(await test.rows("select * from app.idempotency_keys"));
    for (const secret of [cookieOf(first).split("=")[1] ?? "", key, first.json().memberId]) expect(kept).not.toContain(secret);
  });

  it("refuses names that pose, texts that changed, closed ways, and who was removed", async () => {
    const { groupId, token } = await newWay();
    const body = await joinBody(token, "小满");
    const code = async (change: object, cookie = "") => (await ask("POST", `/joins/${token}`, cookie, { ...body, ...change })).json().code;
    expect(await code({ nickname: "店 长阿禾" })).toBe("members.nickname-reserved");
    expect(await code({ nickname: "何穗" })).toBe("members.nickname-reserved");
    expect(await code({ nickname: "\u202e小满" })).toBe("request.invalid");
    expect(await code({ accepted: { ...body.accepted, rulesVersion: "r-old" } })).toBe("members.text-outdated");
    expect((await ask("GET", "/joins/not-a-token-of-ours")).json()).toMatchObject({ code: "members.join-missing" });
    expect(await test.rows("select 1 from app.seats where group_id = $1", [groupId])).toEqual([]);
    const answer = await ask("POST", `/joins/${token}`, "", body);
    test.clock.now = new Date(test.clock.now.getTime() + 1000);
    await unseatMembers(test.system(), [{ groupId, memberId: answer.json().memberId, at: test.clock.now, reason: "removed" }]);
    expect(await code({}, cookieOf(answer))).toBe("members.barred");
  });

  it("gives the last place once", async () => {
    const { groupId, token } = await newWay(2);
    const body = await joinBody(token, "抢位");
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask("POST", `/joins/${token}`, "", body)));
    expect(answers.map((one) => one.statusCode).toSorted()).toEqual([200, 200, 409, 409, 409, 409]);
    expect(await test.rows("select 1 from app.seats where group_id = $1", [groupId])).toHaveLength(2);
    expect(await test.rows("select 1 from app.members where nickname = '抢位'")).toHaveLength(2);
    expect((await ask("GET", `/joins/${token}`)).json().state).toBe("full");
  });
});

describe("privacy by phone", () => {
  it("keeps a log of every choice, renames everywhere, exports, erases and takes back", async () => {
    const { groupId, token } = await newWay();
    const joined = await ask("POST", `/joins/${token}`, "", await joinBody(token, "柚见", true));
    const cookie = cookieOf(joined);
    const { memberId } = joined.json();
    const overview = (await ask("GET", "/privacy", cookie)).json();
    expect(overview).toMatchObject({ handler: "枝上鲜果", logTotal: 2, export: null, erase: null });
    expect(overview.consents[0]).toMatchObject({ purpose: "marketing", granted: true });
    const off = (
      await ask("POST", "/consents", cookie, { purpose: "marketing", granted: false, version: overview.consents[0].version })
    ).json();
    expect(off).toMatchObject({ logTotal: 3, consents: [{ granted: false }], log: [{ granted: false, what: "活动与优惠消息" }, {}, {}] });
    expect((await ask("POST", "/consents/withdraw-all", cookie)).json().logTotal).toBe(3);
    expect((await ask("GET", "/consents?limit=2", cookie)).json()).toMatchObject({ items: [{}, {}], nextCursor: expect.any(String) });
    expect((await ask("POST", "/nickname", cookie, { nickname: "柚子" })).statusCode).toBe(200);
    expect((await ask("POST", "/nickname", cookie, { nickname: "客服小柚" })).json().code).toBe("members.nickname-reserved");
    expect(await test.rows("select nickname from app.seats where member_id = $1", [memberId])).toEqual([{ nickname: "柚子" }]);

    expect((await ask("POST", "/exports", cookie)).json()).toMatchObject({ state: "preparing" });
    await runTickers();
    const copy = (await ask("GET", "/privacy", cookie)).json().export;
    expect(copy).toMatchObject({ state: "ready", url: expect.stringContaining("/files/zhishang/") });
    const file = await (await test.app()).inject({ method: "GET", url: copy.url });
    expect(file.json()).toMatchObject({ profile: [{ nickname: "柚子" }], groups: [{ nickname: "柚子" }] });

    expect((await ask("POST", "/erase", cookie)).statusCode).toBe(200);
    expect((await ask("POST", "/erase", cookie)).json().code).toBe("members.erase-asked");
    expect((await ask("POST", "/erase/cancel", cookie)).statusCode).toBe(200);
    expect((await ask("POST", "/erase/cancel", cookie)).json().code).toBe("members.erase-not-asked");
    await addToRoster(test.as(), { groupId, role: "koc", kind: "member", personId: memberId, duty: "", shift: "" });
    await ask("POST", "/erase", cookie);
    test.clock.now = new Date(test.clock.now.getTime() + 14.5 * 86_400_000);
    await runTickers();
    await test.react();
    expect(await test.rows("select 1 from app.group_roster where member_id = $1", [memberId])).toEqual([]);
    expect((await ask("GET", "/privacy", cookie)).statusCode).toBe(401);
    const [row] = await test.rows("select nickname, phone, status from app.members where id = $1", [memberId]);
    expect(row).toEqual({ nickname: "已注销", phone: null, status: "erased" });
    for (const table of [
      "member_identities",
      "member_terms",
      "member_tags",
      "member_notes",
      "member_orgs",
      "member_contacts",
      "phone_sessions",
    ])
      expect(await test.rows(`select 1 from app.${table} where member_id = $1`, [memberId]), table).toEqual([]);
    expect(await test.rows("select nickname, leave_reason from app.seats where member_id = $1", [memberId])).toEqual([
      { nickname: "已注销", leave_reason: "erased" },
    ]);
    expect(await test.rows("select 1 from app.events where member_id = $1 and kind = 28", [memberId])).toHaveLength(1);
    expect(await test.rows("select 1 from app.audit_entries where actor_name in ('柚见', '柚子')")).toEqual([]);
    expect((await (await test.app()).inject({ method: "GET", url: copy.url })).statusCode).toBe(404);
    const [group] = await test.rows<{ member_count: number }>("select member_count from app.groups where id = $1", [groupId]);
    expect(group?.member_count).toBe(0);
  });
});
