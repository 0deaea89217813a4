import { afterEach, describe, expect, it } from "vitest";
import { closeOrgs, openTestOrg, type Org } from "./testing.ts";

afterEach(closeOrgs);

const KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

/** So many remarks changed by a person, each an event. */
async function edit(org: Org, times: number): Promise<void> {
  for (let nth = 0; nth < times; nth += 1)
    await org.driver.editContact({ userid: "zhangsan", externalId: org.customers[0], remark: `第 ${nth}` });
  await org.driver.settle();
}

describe("callbacks", () => {
  it("are saved only for an address that answers the check, bare and within a second", async () => {
    const org = await openTestOrg();
    await expect(org.driver.setCallback({ url: `${org.url}/driver`, token: "Token", aesKey: KEY })).rejects.toThrow("bare");
    await expect(org.driver.setCallback({ url: "http://127.0.0.1:9/", token: "Token", aesKey: KEY })).rejects.toThrow("did not answer");
    expect((await org.driver.corp()).apps[0]?.callback).toBeUndefined();
  });

  it("get lost and doubled as the switches say, and are counted", async () => {
    const org = await openTestOrg({ switches: { callbacks: { lost: 0.3, doubled: 0.3 } } });
    const heard = await org.listen();
    await edit(org, 100);
    const { counts } = await org.driver.callbacks();
    expect(counts.lost).toBeGreaterThan(10);
    expect(counts.doubled).toBeGreaterThan(10);
    expect(heard).toHaveLength(100 - counts.lost + counts.doubled);
    expect(counts).toMatchObject({ raised: 100, sent: heard.length, failed: 0 });
  });

  it("overtake each other when they are held back, and wait for held time", async () => {
    const org = await openTestOrg({ held: true, switches: { callbacks: { reordered: 0.5, lateMs: 5000, parallel: 1 } } });
    const heard = await org.listen();
    const { tagIds } = await org.driver.addTags({ groupName: "等级", names: Array.from({ length: 40 }, (_, nth) => `级 ${nth}`) });
    await org.driver.settle();
    const early = heard.length;
    expect(early).toBeLessThan(41);
    await org.driver.clock({ advanceMs: 5000 });
    await org.driver.settle();
    const order = heard.flatMap((xml) => tagIds.findIndex((id) => xml.includes(`<![CDATA[${id}]]>`)));
    expect(heard).toHaveLength(41);
    expect(order).not.toEqual(order.toSorted((a, b) => a - b));
  });

  it("are tried three times on a broken line, and on another answer than 200 only where the switch says so", async () => {
    const org = await openTestOrg({ switches: { callbacks: { retryAfterMs: 5, parallel: 1 } } });
    const heard = await org.listen((nth) => (nth <= 2 ? 500 : 200));
    await edit(org, 1);
    expect((await org.driver.callbacks()).counts).toMatchObject({ sent: 0, failed: 1, repeated: 0 });
    await org.driver.setSwitches({ callbacks: { retryNon200: true } });
    await edit(org, 1);
    expect((await org.driver.callbacks()).counts).toMatchObject({ sent: 1, failed: 1, repeated: 1 });
    expect(heard).toHaveLength(1);
    await org.close();
    const broken = await openTestOrg({ switches: { callbacks: { retryAfterMs: 5, timeoutMs: 1_000 } } });
    await broken.listen((nth) => (nth <= 2 ? 0 : 200));
    await edit(broken, 1);
    expect((await broken.driver.callbacks()).counts).toMatchObject({ sent: 1, failed: 0, repeated: 2 });
  });

  it("come in each shape that has been seen", async () => {
    const org = await openTestOrg();
    const heard = await org.listen();
    const both = async (memberList: "items" | "cdata-items" | "joined") => {
      await org.driver.setSwitches({ callbacks: { memberList, asSampled: memberList === "items" } });
      await org.driver.joinChat({ chatId: org.chatId, ids: ["lisi", org.customers[1]] });
      await org.driver.leaveChat({ chatId: org.chatId, ids: ["lisi", org.customers[1]], isRemoved: true });
      await org.driver.settle();
      return heard.splice(0)[0] ?? "";
    };
    const [, bai] = org.customers;
    expect(await both("items")).toContain(
      `<QuitScene>0</QuitScene><MemChangeCnt>2</MemChangeCnt><MemChangeList><Item>lisi</Item><Item>${bai}</Item></MemChangeList>`,
    );
    expect(await both("cdata-items")).toContain(
      "<JoinScene>3</JoinScene><MemChangeCnt>2</MemChangeCnt><MemChangeList><Item><![CDATA[lisi]]></Item>",
    );
    expect(await both("joined")).toContain(`<MemChangeList><![CDATA[lisi,${bai}]]></MemChangeList>`);
  });
});
