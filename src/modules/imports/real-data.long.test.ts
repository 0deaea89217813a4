import { createReadStream } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { importOf } from "../../testing/imports.ts";
import { realData } from "../../testing/real-data.ts";

const orders = realData("orders-cdnow.csv.gz");
const rooms = realData("chat-rooms.csv.gz");
const sample = realData("orders-cdnow-sample.csv.gz");

/** Every figure is asked for as the console's pages ask: over HTTP, as a signed-in colleague. */
describe.skipIf(![orders, rooms, sample].every((file) => file.isThere))("real data", { timeout: 400_000 }, () => {
  let test: TestBrand;
  let cookie: string;
  beforeAll(async () => {
    test = await openTestBrand({ zone: "UTC", slug: "real" });
    cookie = await test.cookieOf(["owner"]);
  });
  afterAll(() => test.close());

  const page = async (path: string) => {
    const answer = await (await test.app()).inject({ url: `/api/v1/b/real${path}`, headers: { cookie } });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json();
  };

  it("gives CDNOW's sums, buyers and cohorts, and the same file again changes nothing", async () => {
    const file = () => createReadStream(orders.path);
    const checked = await importOf(test, file(), { name: "orders-cdnow.csv.gz" });
    expect(checked.detail).toMatchObject({
      kind: "orders",
      options: { columns: ["buyerId", "paidAt", "quantity", "paid"] },
      totals: { rows: 69_659, units: 69_659, bad: 0, fen: 250_031_563, people: 23_570 },
    });
    expect((await checked.run()).counts).toEqual({ read: 69_659, new: 69_659, changed: 0, same: 0, bad: 0 });
    const known = async () => {
      expect((await page("/orders?limit=1")).sums).toEqual({ orders: 69_659, buyers: 23_570, paidFen: 250_031_563, refundedFen: 0 });
      expect((await page("/orders?limit=1&from=1997-01-01&to=1997-01-31")).sums).toMatchObject({ buyers: 7_846 });
      const buyers = await page("/orders-buyers");
      expect(buyers).toMatchObject({ buyers: 23_570, orders: 69_659, netFen: 250_031_563 });
      expect(((buyers.again / buyers.buyers) * 100).toFixed(2)).toBe("49.48");
      const january = buyers.cohorts.find((one: { month: string }) => one.month === "1997-01-01");
      expect(january).toMatchObject({ buyers: 7_846 });
      expect(january.bought.slice(0, 3)).toEqual([7_846, 1_157, 964]);
    };
    await known();
    const again = await importOf(test, file(), { name: "the-same.csv.gz" });
    expect(again.detail.before).toHaveLength(1);
    expect((await again.run()).counts).toEqual({ read: 69_659, new: 0, changed: 0, same: 69_659, bad: 0 });
    await known();
  });

  it("gives the chat rooms' messages and writers by room and month", async () => {
    const file = () => createReadStream(rooms.path);
    const checked = await importOf(test, file(), { name: "chat-rooms.csv.gz" });
    expect(checked.detail).toMatchObject({
      kind: "chat",
      options: { columns: ["room", "messageId", "sentAt", "userId", "text"] },
      totals: { rows: 131_553, bad: 0, people: 3_910 },
    });
    expect(checked.detail.totals?.places).toHaveLength(37);
    expect((await checked.run()).counts).toEqual({ read: 131_553, new: 130_828, changed: 0, same: 725, bad: 0 });
    await test.react();
    const whole = await page("/insight/talk-months");
    expect(whole).toMatchObject({ messages: 130_828, writers: 3_910, groupCount: 37 });
    const room = (await page("/insight/talk-months/groups?sort=name")).items.find((one: { name: string }) => one.name === "room-01");
    const months = (await page(`/insight/talk-months?scope=group:${room.id}`)).months;
    expect(months.find((one: { month: string }) => one.month === "2014-12-01")).toEqual({
      month: "2014-12-01",
      messages: 2_909,
      writers: 15,
    });
    expect(months.find((one: { month: string }) => one.month === "2015-01-01")).toEqual({
      month: "2015-01-01",
      messages: 6_015,
      writers: 22,
    });
    expect((await page("/insight/talk-months/groups?from=2014-12-01&to=2014-12-31")).items).toContainEqual({
      id: room.id,
      name: "room-01",
      messages: 2_909,
      writers: 15,
    });
    const events = async () => (await test.rows("select count(*) as n from app.events"))[0];
    const before = await events();
    expect((await (await importOf(test, file())).run()).counts).toMatchObject({ new: 0, changed: 0, same: 131_553 });
    expect(await events()).toEqual(before);
  });

  it("takes in the published sample beside the whole, as a shop of its own", async () => {
    const file = () => createReadStream(sample.path);
    const options = { source: "样本" };
    const checked = await importOf(test, file(), { name: "orders-cdnow-sample.csv.gz", kind: "orders", options });
    expect(checked.detail.totals).toMatchObject({ rows: 6_919, units: 6_919, bad: 0, fen: 24_409_194, people: 2_357 });
    expect((await checked.run()).counts).toEqual({ read: 6_919, new: 6_919, changed: 0, same: 0, bad: 0 });
    const sums = async () => (await page(`/orders?limit=1&source=${encodeURIComponent("样本")}`)).sums;
    expect(await sums()).toEqual({ orders: 6_919, buyers: 2_357, paidFen: 24_409_194, refundedFen: 0 });
    expect((await (await importOf(test, file(), { kind: "orders", options })).run()).counts).toMatchObject({ new: 0, same: 6_919 });
    expect(await sums()).toMatchObject({ orders: 6_919 });
  });
});
