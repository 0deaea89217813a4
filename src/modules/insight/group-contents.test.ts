import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { createContent, moveContent } from "../contents/index.ts";
import { createGroup } from "../groups/index.ts";
import { ingest } from "../messages/index.ts";
import { recordOrders } from "../orders/index.ts";
import { createAdhocSend } from "../sends/draft.actions.ts";
import { runDispatches } from "../sends/run.actions.ts";
import { readContentUses, readGroupContents } from "./group-contents.actions.ts";

let test: TestBrand;
let groupId: string;
let otherId: string;
const at = (minutes: number) => new Date(Date.parse("2026-11-23T01:00:00Z") + minutes * 60_000);

beforeAll(async () => {
  test = await openTestBrand({ now: at(0) });
  const group = (name: string) =>
    createGroup(test.as(), {
      name,
      orgId: test.headquartersId,
      positioning: "benefit",
      commercialType: "promotion",
      channel: "web",
      ownerStaffId: null,
      open: true,
    });
  groupId = (await group("福利群 01")).id;
  otherId = (await group("福利群 02")).id;
});
afterAll(() => test.close());

async function content(name: string): Promise<string> {
  const { id: contentId } = await createContent(test.as(), {
    name,
    direction: "convert",
    folderId: null,
    expiresOn: null,
    body: { format: "text", text: `${name}到货` },
  });
  await moveContent(test.as(), { contentId, version: 1, move: "approve", note: "", acceptsWords: false });
  return contentId;
}

async function send(contentId: string): Promise<void> {
  await createAdhocSend(test.as(), { name: "到货", contentId, audience: { groupIds: [groupId, otherId] } });
  test.clock.now = new Date(test.clock.now.getTime() + 11_000);
  while ((await runDispatches(test.system())) > 0);
  await test.react();
}

const says = (person: number, minutes: number, inGroup = groupId) => ({
  kind: "message" as const,
  source: "t",
  externalId: `${person}-${minutes}-${inGroup}`,
  occurredAt: at(minutes),
  group: { groupId: inGroup },
  sender: { kind: "web", scope: "", externalId: `p${person}`, nickname: `会员${person}` },
  format: "text" as const,
  text: "想要两箱",
});
const buys = (n: number, minutes: number, inGroup = groupId) => ({
  source: "商城",
  externalId: `o${n}`,
  groupId: inGroup,
  title: "砂糖橘",
  paidAt: at(minutes),
  paidFen: 2_990,
  lines: [],
});

describe("contents used in a group", () => {
  it("stand with who spoke and what was bought after each use, in that group alone", async () => {
    const [orange, pear] = [await content("砂糖橘"), await content("冰糖雪梨")];
    await send(orange);
    test.clock.now = at(60);
    await send(pear);
    test.clock.now = at(180);
    await ingest(test.system(), [says(1, 5), says(1, 6), says(2, 70), says(3, 150), says(4, 200), says(5, 10, otherId)]);
    await recordOrders(test.system(), [buys(1, 20), buys(2, 90), buys(3, 20, otherId), buys(4, 60 * 26)]);
    const page = await readGroupContents(test.as(), { groupId, limit: 10 });
    expect(page.items.map(({ name, uses, sent, speakers, orders, netFen }) => [name, uses, sent, speakers, orders, netFen])).toEqual([
      ["冰糖雪梨", 1, 1, 2, 1, 2_990],
      ["砂糖橘", 1, 1, 2, 2, 5_980],
    ]);
    const uses = await readContentUses(test.as(), { groupId, contentId: orange, limit: 10 });
    expect(uses.items).toMatchObject([{ sendName: "到货", state: "sent", speakers: 2, orders: 2, netFen: 5_980 }]);
    const first = await readGroupContents(test.as(), { groupId, limit: 1 });
    const second = await readGroupContents(test.as(), { groupId, limit: 1, cursor: first.nextCursor ?? undefined });
    expect([...first.items, ...second.items]).toEqual(page.items);
    expect(second.nextCursor).toBeNull();
    expect((await readGroupContents(test.as(), { groupId, limit: 10, q: "雪梨" })).items).toHaveLength(1);
  });
});
