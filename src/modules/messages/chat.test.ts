import { beforeAll, describe, expect, test } from "vitest";
import type { TestBrand } from "../../testing/brand.ts";
import { closeAll, newClientId, openWebGroup, Phone } from "../../testing/phones.ts";
import { openSecondServer } from "../../testing/second-server.ts";
import { changeGroup, closeGroup, createEntry } from "../groups/index.ts";
import type { OutputOf } from "../../lib/define.ts";
import type { ChatGroup, ChatMessage, myGroupsEndpoint } from "./chat.contract.ts";
import { postToGroups } from "./post.actions.ts";
import { PhoneGround } from "./phones.setup.ts";

const ground = new PhoneGround("水果群");
let brand: TestBrand;
let base: string;
let groupId: string;
beforeAll(() => {
  ({ brand, base, groupId } = ground);
});
const { pass, phone, phones } = ground;

describe("saying", () => {
  test("the same id again is the same message, at once, later, and whatever it says then", async () => {
    const ann = await phone("阿安");
    const clientId = newClientId();
    const answers = await Promise.all(Array.from({ length: 5 }, () => ann.say(groupId, "要两箱", clientId)));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    pass(3_600_000);
    const later = await ann.say(groupId, "别的话", clientId);
    expect(later.body).toEqual(answers[0]?.body);
    expect(later.body).toMatchObject({ clientId, body: { kind: "text", text: "要两箱" } });
    const own = await brand.rows("select id from app.messages where body ->> 'clientId' = $1", [clientId]);
    expect(own).toHaveLength(1);
    const events = await brand.rows("select id from app.events where id = $1", [later.body.id]);
    expect(events).toHaveLength(1);
  });

  test("another's id does not answer another's message", async () => {
    const [ann, bob] = await phones(["甲方", "乙方"]);
    const clientId = newClientId();
    const mine = await ann?.say(groupId, "我的话", clientId);
    const his = await bob?.say(groupId, "他的话", clientId);
    expect(his?.body.id).not.toBe(mine?.body.id);
    expect(his?.body.body).toEqual({ kind: "text", text: "他的话" });
  });

  test("many at once get numbers without a hole, each its own", async () => {
    const id = await openWebGroup(brand, "抢购群");
    const all = await phones(
      Array.from({ length: 40 }, (_, i) => `抢购${i}`),
      [id],
    );
    const answers = await Promise.all(all.map((one, i) => one.say(id, `我要第 ${i} 箱`)));
    expect(answers.map((answer) => answer.status)).toEqual(all.map(() => 200));
    expect(answers.map((answer) => answer.body.seq).sort((a, b) => a - b)).toEqual(all.map((_, i) => i + 1));
    const page = await all[0]?.history(id, "?limit=200");
    expect(page?.body.items.map((item) => item.seq)).toEqual(all.map((_, i) => i + 1));
  });

  test("who speaks too fast waits, and a resend is no new word", async () => {
    const ann = await phone("话多");
    const ids = Array.from({ length: 8 }, () => newClientId());
    const answers = [];
    for (const id of ids) answers.push(await ann.say(groupId, "快看", id));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
    expect(answers[6]?.body).toMatchObject({ code: "messages.too-fast", details: { retryAfterMs: 10_000 } });
    const again = await ann.say(groupId, "快看", ids[2]);
    expect(again).toEqual({ status: 200, body: answers[2]?.body });
    const twice = newClientId();
    const both = await Promise.all([ann.say(groupId, "又来", twice), ann.say(groupId, "又来", twice)]);
    expect(both.map((answer) => answer.status)).toEqual([429, 429]);
    pass(10_001);
    expect((await ann.say(groupId, "快看", ids[6])).status).toBe(200);
  });

  test.each([
    ["NUL", "a\u0000b"],
    ["half a pair", "\ud800"],
    ["nothing to see", "\u200b\u2800 \n"],
    ["more than 2,000 characters", "字".repeat(2_001)],
    ["a control character", "a\u001b[31m"],
  ])("refuses %s", async (_name, text) => {
    const ann = await phone("坏字符");
    const answer = await ann.say(groupId, text);
    expect(answer).toMatchObject({ status: 400, body: { code: "request.invalid" } });
  });

  test("a megabyte is refused before it is read, script and turned text are only text", async () => {
    const ann = await phone("试探");
    expect((await ann.say(groupId, "x".repeat(1_100_000))).status).toBe(413);
    for (const text of ["<img src=x onerror=alert(1)>", "\u202Egnp.exe", '=HYPERLINK("http://a")', "{{7*7}}", "' or 1=1 --"]) {
      expect((await ann.say(groupId, text)).body.body).toEqual({ kind: "text", text });
      pass(3_000);
    }
  });

  test("who has left says nothing, nor anyone in a closed group", async () => {
    const id = await openWebGroup(brand, "关门群");
    const [ann, bob] = await phones(["先走", "留守"], [id]);
    if (!ann || !bob) throw new Error("no phones");
    expect((await ann.call("POST", `/phone/groups/${id}/leave`, {})).body).toEqual({ done: true });
    expect((await ann.call("POST", `/phone/groups/${id}/leave`, {})).body.code).toBe("messages.not-seated");
    expect(await ann.say(id, "还在吗")).toMatchObject({ status: 403, body: { code: "messages.not-seated" } });
    await closeGroup(brand.as(), { groupId: id });
    expect(await bob.say(id, "有人吗")).toMatchObject({ status: 409, body: { code: "messages.group-closed" } });
    expect((await bob.call<ChatGroup>("GET", `/phone/groups/${id}`)).body).toMatchObject({ closed: true, memberCount: 1 });
  });

  test("another brand's groups are not there", async () => {
    const other = await brand.otherBrand(`other-${Date.now()}`);
    const ann = await phone("隔壁");
    for (const path of [`/phone/groups/${groupId}`, `/phone/groups/${groupId}/messages`]) {
      const answer = await fetch(`${base}/api/v1/b/${other.slug}${path}`, {
        headers: { cookie: ann.cookie.replace(brand.brand.slug, other.slug) },
      });
      expect(answer.status).toBe(401);
    }
  });
});

describe("reading", () => {
  test("pages go back to where the member sat down, and say how much is unread", async () => {
    const id = await openWebGroup(brand, "长谈群", { announcement: "周三开团", slogan: "新鲜到家" });
    await changeGroup(brand.as(), { groupId: id, announcement: "周四开团" });
    const ann = await phone("常客", [id]);
    const texts = Array.from({ length: 130 }, (_, i) => `第 ${i + 1} 句`);
    pass(1_000);
    await postToGroups(
      brand.system(),
      texts.map((text, i) => ({
        key: `long:${i}`,
        groupId: id,
        memberId: null,
        seatKind: "bot" as const,
        senderName: "小枝",
        format: "text" as const,
        text,
      })),
    );
    const newest = await ann.history(id);
    expect(newest.body).toMatchObject({ firstSeq: 1, lastSeq: 130 });
    expect(newest.body.items.map((item) => item.seq)).toEqual(Array.from({ length: 40 }, (_, i) => 91 + i));
    const first = await ann.history(id, "?beforeSeq=11");
    expect(first.body.items.map((item) => item.seq)).toEqual(Array.from({ length: 10 }, (_, i) => 1 + i));
    expect((await ann.history(id, "?afterSeq=1&beforeSeq=3")).status).toBe(400);

    const mine = async () => (await ann.call<OutputOf<typeof myGroupsEndpoint>>("GET", "/phone/groups")).body.items[0];
    expect(await mine()).toMatchObject({ id, unread: 100, lastSeq: 130, lastMessage: { seq: 130 } });
    await ann.call("POST", `/phone/groups/${id}/read`, { seq: 128 });
    await ann.call("POST", `/phone/groups/${id}/read`, { seq: 5 });
    expect(await mine()).toMatchObject({ unread: 2 });
    await ann.call("POST", `/phone/groups/${id}/read`, { seq: 1_000_000 });
    expect(await mine()).toMatchObject({ unread: 0 });
    const group = await ann.call<ChatGroup>("GET", `/phone/groups/${id}`);
    expect(group.body).toMatchObject({
      slogan: "新鲜到家",
      announcement: { text: "周四开团" },
      my: { nickname: "常客", readSeq: 130 },
      lastSeq: 130,
      closed: false,
    });
  });

  test("talk that is no longer kept is where the beginning is", async () => {
    const id = await openWebGroup(brand, "旧话群");
    const ann = await phone("老人", [id]);
    await postToGroups(
      brand.system(),
      Array.from({ length: 60 }, (_, i) => ({
        key: `old:${i}`,
        groupId: id,
        memberId: null,
        seatKind: "bot" as const,
        senderName: "小枝",
        format: "text" as const,
        text: `${i}`,
      })),
    );
    await brand.rows("delete from app.messages where group_id = $1 and seq <= 45", [id]);
    expect((await ann.history(id)).body).toMatchObject({ firstSeq: 46, lastSeq: 60 });
    expect((await ann.history(id, "?beforeSeq=46")).body).toMatchObject({ items: [], firstSeq: 46 });
  });
});

describe("two phones, two servers", () => {
  test("join by the public link, talk over both, go", async () => {
    const second = await openSecondServer(brand);
    const id = await openWebGroup(brand, "两地群");
    const { token } = await createEntry(brand.as(), { groupId: id, name: "门店海报" });
    const join = async (at: string, nickname: string): Promise<Phone> => {
      const url = `${at}/api/v1/b/${brand.brand.slug}/phone/joins/${token}`;
      const page = (await (await fetch(url)).json()) as { rules: { version: string }; notice: { version: string } };
      const body = JSON.stringify({
        nickname,
        accepted: { rulesVersion: page.rules.version, noticeVersion: page.notice.version },
        marketingVersion: null,
      });
      const answer = await fetch(url, { method: "POST", body, headers: { "content-type": "application/json", origin: at } });
      expect(answer.status).toBe(200);
      const joined = (await answer.json()) as { groupId: string; memberId: string };
      expect(joined.groupId).toBe(id);
      return new Phone(
        at,
        brand.brand.slug,
        joined.memberId,
        answer.headers
          .getSetCookie()
          .map((cookie) => cookie.split(";")[0])
          .join("; "),
      );
    };
    const here = await join(base, "城东");
    const there = await join(second.base, "城西");
    const lines = [await here.line(), await there.line()] as const;
    for (const line of lines) line.watch([{ id, afterSeq: 0 }]);
    for (const line of lines) await line.until((one) => one.of("watching")[0], "watching");
    const said: ChatMessage[] = [];
    for (let round = 0; round < 5; round++) {
      pass(5_000);
      said.push((await here.say(id, `东 ${round}`)).body, (await there.say(id, `西 ${round}`)).body);
    }
    for (const line of lines) {
      await line.untilSeq(id, 10);
      expect(line.said(id).map(({ id: one, seq, body }) => ({ id: one, seq, body }))).toEqual(
        said.map(({ id: one, seq, body }) => ({ id: one, seq, body })),
      );
    }
    expect((await here.call("POST", `/phone/groups/${id}/leave`, {})).status).toBe(200);
    const told = await lines[1].until((one) => one.of("group").find((frame) => frame.group.memberCount === 1), "the count");
    expect(told.group.memberCount).toBe(1);
    await lines[0].until((one) => one.of("unseated")[0], "unseated");
    const closing = lines[1].untilClosed();
    await second.close();
    expect(await closing).toBe(1012);
    closeAll(lines);
  });
});
