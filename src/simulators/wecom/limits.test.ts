import { afterEach, describe, expect, it } from "vitest";
import { closeOrgs, openTestOrg } from "./testing.ts";
import { openLimits } from "./limits.ts";
import { USUAL } from "./switches.ts";

afterEach(closeOrgs);

describe("limits", () => {
  it("count calls in windows that slide, and block for the window's own length after a breach", () => {
    let now = 0;
    const limits = openLimits({ now: () => now, switches: () => ({ ...USUAL, limits: { ...USUAL.limits, perMinute: 5, perHour: 8 } }) });
    const call = () => {
      try {
        limits.count({ corp: "ww", api: "get", ip: "::1" });
        return 0;
      } catch (error) {
        return (error as { errcode: number }).errcode;
      }
    };
    const at = (ms: number) => ((now = ms), call());
    expect([at(0), at(10_000), at(20_000), at(30_000), at(40_000)]).toEqual([0, 0, 0, 0, 0]);
    expect(at(59_999)).toBe(45009);
    expect(at(119_998)).toBe(45009);
    expect([at(119_999), at(120_000), at(120_001)]).toEqual([0, 0, 0]);
    expect(at(200_000)).toBe(45009);
    expect(limits.report()).toEqual([
      { key: "ww get", window: "minute", breaches: 1, refused: 2 },
      { key: "ww get", window: "hour", breaches: 1, refused: 1 },
    ]);
    expect(at(200_000 + 3_600_000)).toBe(0);
  });

  it("never break for who keeps the rate, in any window", () => {
    let now = 0;
    const limits = openLimits({ now: () => now, switches: () => USUAL });
    for (let nth = 0; nth < 160_000; nth += 1) {
      if (nth % 2500 === 0) now += 60_000;
      limits.count({ corp: "ww", api: "get", ip: "::1" });
    }
    expect(limits.report()).toEqual([]);
  });

  it("answer 45009, 45033 and 45035 on the wire, and count who broke what", async () => {
    const org = await openTestOrg({ switches: { latencyMs: 60, limits: { concurrency: 2, perMinute: 6 } } });
    const [qing] = org.customers;
    const { tagIds } = await org.driver.addTags({ groupName: "等级", names: ["金"] });
    await org.api("GET", "getcallbackip");
    const codes = async (asked: Promise<{ errcode: number }>[]) =>
      (await Promise.all(asked)).map((one) => one.errcode).toSorted((a, b) => a - b);
    const get = () => org.api("GET", "externalcontact/get", {}, { external_userid: qing });
    const mark = () => org.api("POST", "externalcontact/mark_tag", { userid: "zhangsan", external_userid: qing, add_tag: tagIds });
    await org.driver.setSwitches({ limits: { concurrency: 64, perMinute: 1000 } });
    expect(await codes([mark(), mark()])).toEqual([0, 45035]);
    await org.driver.setSwitches({ limits: { concurrency: 2 } });
    expect(await codes([get(), get(), get()])).toEqual([0, 0, 45033]);
    await org.driver.setSwitches({ latencyMs: 0, limits: { perMinute: 3 } });
    await get();
    expect(await codes([get(), get(), get()])).toContain(45009);
    const { breaches } = await org.driver.counts();
    expect(breaches.map((one) => one.window)).toEqual(expect.arrayContaining(["conflict", "concurrency", "minute"]));
  });
});
