import { beforeAll, describe, expect, test } from "vitest";
import { liveClose } from "../../lib/live-line.ts";
import type { TestBrand } from "../../testing/brand.ts";
import { openWebGroup, seatPhones } from "../../testing/phones.ts";
import { PhoneGround, range } from "./phones.setup.ts";

const ground = new PhoneGround("早市群");
let brand: TestBrand;
let base: string;
let groupId: string;
beforeAll(() => {
  ({ brand, base, groupId } = ground);
});
const { lineOf, watching, post, seqs } = ground;

describe("bad manners", () => {
  test("what cannot be read, is too large or comes too often ends the line and nothing else", async () => {
    const [phone] = await seatPhones(brand, base, ["乱来"], [groupId]);
    if (!phone) throw new Error("no phone");
    const unreadable: [string | Buffer, number][] = [
      ["{", liveClose.unreadable],
      [JSON.stringify({ t: "watch", groups: [{ id: "'; drop table messages", afterSeq: 0 }] }), liveClose.unreadable],
      [JSON.stringify({ t: "watch", groups: [{ id: groupId, afterSeq: -1 }] }), liveClose.unreadable],
      [Buffer.from([0, 255, 0]), liveClose.unreadable],
      ["x".repeat(1_000_000), 1009],
    ];
    for (const [message, code] of unreadable) {
      const line = await lineOf(phone);
      line.socket.send(message);
      expect(await line.untilClosed()).toBe(code);
    }
    const flood = await lineOf(phone);
    for (let i = 0; i < 200; i++) flood.watch([{ id: groupId, afterSeq: 0 }]);
    expect(await flood.untilClosed()).toBe(liveClose.slow);
    await watching(phone, 0);
  });

  test("a reader who takes nothing is cut off, and comes back to all of it", async () => {
    const id = await openWebGroup(brand, "慢群");
    const [slow, quick] = await seatPhones(brand, base, ["慢", "快"], [id]);
    if (!slow || !quick) throw new Error("no phones");
    const stuck = await watching(slow, 0, id);
    const fine = await watching(quick, 0, id);
    stuck.socket.pause();
    let seq = 0;
    const long = "鲜".repeat(1_900);
    for (let i = 0; i < 7; i++) {
      seq = await post(
        Array.from({ length: 400 }, () => long),
        id,
      );
      await fine.untilSeq(id, seq);
    }
    expect(seqs(fine, id)).toEqual(range(1, seq));
    stuck.socket.resume();
    expect([liveClose.slow, 1006]).toContain(await stuck.untilClosed());
    const heard = seqs(stuck, id);
    expect(heard).toEqual(range(1, heard.length));
    expect(heard.length).toBeLessThan(seq);
    const page = await slow.history(id, `?afterSeq=${heard.length}&limit=200`);
    expect(page.body.items[0]?.seq).toBe(heard.length + 1);
  });
});
