import { beforeAll, describe, expect, test } from "vitest";
import { liveClose } from "../../lib/live-line.ts";
import type { TestBrand } from "../../testing/brand.ts";
import { newClientId, openLine, openWebGroup, phoneOf, seatPhones } from "../../testing/phones.ts";
import { changeGroup } from "../groups/index.ts";
import { unseatMembers } from "../members/index.ts";
import { removeMessage } from "./removal.actions.ts";
import { PhoneGround, range } from "./phones.setup.ts";

const ground = new PhoneGround("早市群");
let brand: TestBrand;
let base: string;
let groupId: string;
beforeAll(() => {
  ({ brand, base, groupId } = ground);
});
const { pass, lineOf, watching, post, seqs } = ground;

describe("the live line", () => {
  test("tells what is said, in order, with the badges of who speaks", async () => {
    const [ann, bob] = await seatPhones(brand, base, ["阿安", "小波"], [groupId]);
    if (!ann || !bob) throw new Error("no phones");
    const line = await watching(bob, 0);
    pass(20_000);
    const said = await ann.say(groupId, "今天的橙子甜吗？");
    expect(said.status).toBe(200);
    const seq = await post(["橙子今天到货，坏果包赔"]);
    await line.untilSeq(groupId, seq);
    const [question, notice] = line.said(groupId);
    expect(question).toEqual(said.body);
    expect(question).toMatchObject({
      sender: { kind: "member", name: "阿安", badge: null },
      body: { kind: "text", text: "今天的橙子甜吗？" },
    });
    expect(notice).toMatchObject({ sender: { kind: "bot", name: "小枝" }, clientId: null });
    expect(seqs(line)).toEqual(range(said.body.seq, seq));
  });

  test("goes on without a hole and nothing twice after each of many cuts", async () => {
    const id = await openWebGroup(brand, "断线群");
    const [phone] = await seatPhones(brand, base, ["常掉线"], [id]);
    if (!phone) throw new Error("no phone");
    const heard: number[] = [];
    let posted = 0;
    for (let round = 0; round < 10; round++) {
      const line = await watching(phone, heard.at(-1) ?? 0, id);
      const wanted = posted + 3;
      const speaking = (async () => {
        for (let i = 0; i < 6; i++) posted = await post([`第 ${round} 轮 ${i}`], id);
      })();
      await line.untilSeq(id, wanted);
      if (round % 2) await speaking;
      line.socket.terminate();
      heard.push(...seqs(line, id));
      await speaking;
    }
    const last = await watching(phone, heard.at(-1) ?? 0, id);
    if ((heard.at(-1) ?? 0) < posted) await last.untilSeq(id, posted);
    heard.push(...seqs(last, id));
    expect(heard).toEqual(range(1, 60));
  });

  test("sends a reader who missed much to the history, and tells what comes after", async () => {
    const id = await openWebGroup(brand, "落后群");
    const [phone] = await seatPhones(brand, base, ["回来了"], [id]);
    if (!phone) throw new Error("no phone");
    await post(range(1, 260).map(String), id);
    const line = await watching(phone, 3, id);
    const behind = await line.until((one) => one.of("behind")[0], "behind");
    expect(behind).toEqual({ t: "behind", groupId: id, lastSeq: 260 });
    const page = await phone.history(id, "?afterSeq=3&limit=200");
    expect(page.body.items.map((message) => message.seq)).toEqual(range(4, 203));
    const seq = await post(["之后的"], id);
    await line.untilSeq(id, seq);
    expect(seqs(line, id)).toEqual([261]);
  });

  test("shows nobody what was said before he sat down", async () => {
    const id = await openWebGroup(brand, "后来群");
    await post(["早先的一句", "早先的又一句"], id);
    pass(60_000);
    const [late] = await seatPhones(brand, base, ["后来的"], [id]);
    if (!late) throw new Error("no phone");
    const line = await watching(late, 0, id);
    const seq = await post(["欢迎"], id);
    await line.untilSeq(id, seq);
    expect(seqs(line, id)).toEqual([3]);
    expect((await late.history(id)).body).toMatchObject({ firstSeq: 3, lastSeq: 3 });
    expect((await late.history(id, "?afterSeq=0")).body.items.map((message) => message.seq)).toEqual([3]);
  });

  test("tells two hundred sockets everything, each in order", async () => {
    const id = await openWebGroup(brand, "大群", { capacity: 500 });
    const phones = await seatPhones(
      brand,
      base,
      range(1, 200).map((n) => `群友${n}`),
      [id],
    );
    const lines = await Promise.all(phones.map((phone) => watching(phone, 0, id)));
    for (let i = 0; i < 10; i++) await post(["一", "二", "三"], id);
    await Promise.all(lines.map((line) => line.untilSeq(id, 30)));
    for (const line of lines) expect(seqs(line, id)).toEqual(range(1, 30));
  });

  test("tells a message that was taken back, and a changed name, count and announcement", async () => {
    const id = await openWebGroup(brand, "变动群");
    const [ann, bob] = await seatPhones(brand, base, ["说错话", "看见了"], [id]);
    if (!ann || !bob) throw new Error("no phones");
    const line = await watching(bob, 0, id);
    const said = await ann.say(id, "加我微信领红包");
    await line.untilSeq(id, said.body.seq);
    await removeMessage(brand.as(), { groupId: id, messageId: said.body.id, reason: "guarded" });
    const changed = await line.until((one) => one.of("changed")[0], "changed");
    expect(changed.items).toMatchObject([{ id: said.body.id, seq: said.body.seq, body: { kind: "removed", reason: "guarded" } }]);
    expect((await bob.history(id)).body.items).toMatchObject([{ body: { kind: "removed" } }]);

    await changeGroup(brand.as(), { groupId: id, name: "改名群", announcement: "周三 10 点开抢" });
    const told = await line.until((one) => one.of("group").find((frame) => frame.group.name === "改名群"), "group");
    expect(told.group).toEqual({
      name: "改名群",
      memberCount: 2,
      announcement: { text: "周三 10 点开抢", at: brand.clock.now.toISOString() },
    });

    const before = line.of("group").length;
    expect((await ann.call("POST", "/phone/nickname", { nickname: "说对话" })).status).toBe(200);
    await line.until((one) => one.of("group")[before], "one called otherwise, the head count as it was");
  });
});

describe("who may follow", () => {
  test("a phone without a session is sent away for good, also a forged one", async () => {
    const forged = `qunce_member_${brand.brand.slug}=${"x".repeat(22)}`;
    for (const options of [{}, { cookie: forged }, { staff: true }]) {
      const line = await openLine(base, brand.brand.slug, options);
      expect(await line.untilClosed()).toBe(liveClose.signedOut);
    }
    const nowhere = await openLine(base, "no-such-brand", { cookie: forged });
    expect(await nowhere.untilClosed()).toBe(liveClose.refused);
  });

  test("a page of another site is refused, our own is not", async () => {
    const [phone] = await seatPhones(brand, base, ["访客"], [groupId]);
    if (!phone) throw new Error("no phone");
    expect(await (await phone.line({ origin: "https://elsewhere.example" })).untilClosed()).toBe(liveClose.refused);
    const own = await phone.line({ origin: base });
    ground.keep(own);
    own.watch([{ id: groupId, afterSeq: 0 }]);
    await own.until((one) => one.of("watching")[0], "watching");
  });

  test("groups of others are refused one by one, and nothing of them is heard", async () => {
    const other = await openWebGroup(brand, "别人的群");
    const [phone] = await seatPhones(brand, base, ["串门"], [groupId]);
    if (!phone) throw new Error("no phone");
    const nowhere = newClientId();
    const line = await lineOf(phone);
    line.watch([
      { id: other, afterSeq: 0 },
      { id: nowhere, afterSeq: 0 },
      { id: groupId, afterSeq: 0 },
    ]);
    await line.until((one) => one.of("unseated").length === 2, "two refusals");
    expect(line.of("unseated").map((frame) => frame.groupId)).toEqual([other, nowhere]);
    await post(["只有自己人听得见"], other);
    const seq = await post(["大家听得见"]);
    await line.untilSeq(groupId, seq);
    expect(line.said(other)).toEqual([]);
    expect((await phone.history(other)).status).toBe(404);
    expect((await phone.say(other, "我来了")).body.code).toBe("groups.missing");
  });

  test("who is unseated hears so and nothing more", async () => {
    const [ann, bob] = await seatPhones(brand, base, ["要走的", "被请走的"], [groupId]);
    if (!ann || !bob) throw new Error("no phones");
    const lines = [await watching(ann, 0), await watching(await phoneOf(brand, base, bob.memberId), 0)] as const;
    expect((await ann.call("POST", `/phone/groups/${groupId}/leave`, {})).status).toBe(200);
    await unseatMembers(brand.system(), [{ groupId, memberId: bob.memberId, at: brand.clock.now, reason: "removed" }]);
    for (const line of lines) expect(await line.until((one) => one.of("unseated")[0], "unseated")).toEqual({ t: "unseated", groupId });
    const before = lines.map((line) => line.said(groupId).length);
    const stays = await watching((await seatPhones(brand, base, ["留下的"], [groupId]))[0] ?? ann, 0);
    await stays.untilSeq(groupId, await post(["还在的听着"]));
    expect(lines.map((line) => line.said(groupId).length)).toEqual(before);
    expect((await ann.history(groupId)).body.code).toBe("messages.not-seated");
  });

  test("a session that ends ends its line", async () => {
    const [phone] = await seatPhones(brand, base, ["退出登录"], [groupId]);
    if (!phone) throw new Error("no phone");
    const line = await watching(phone, 0);
    await brand.rows("update app.phone_sessions set ended_at = now() where member_id = $1", [phone.memberId]);
    expect(await line.until((one) => one.closeCode, "the close")).toBe(liveClose.signedOut);
  });

  test("colleagues follow what is in their sight", async () => {
    const cookie = await brand.cookieOf(["owner"]);
    const line = await openLine(base, brand.brand.slug, { cookie, staff: true });
    ground.keep(line);
    line.watch([
      { id: groupId, afterSeq: 1_000_000 },
      { id: newClientId(), afterSeq: 0 },
    ]);
    await line.until((one) => one.of("unseated")[0], "the refusal");
    await line.untilSeq(groupId, await post(["店里看得见"]));
    const phoneOnly = await openLine(base, brand.brand.slug, { cookie });
    expect(await phoneOnly.untilClosed()).toBe(liveClose.signedOut);
  });
});
