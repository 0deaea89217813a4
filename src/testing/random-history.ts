import fc from "fast-check";
import type { TestBrand } from "./brand.ts";
import { type Sale, sell, tell, type Told } from "./history.ts";

/** The first moment of the history: a midnight in Shanghai. */
export const FACTS_BEGIN = Date.parse("2026-10-09T16:00:00.000Z");
/** To the morning of 2026-11-22, which has more than its share. */
const [TODAY_HOURS, HOURS] = [43 * 24, 43 * 24 + 8];
const hour = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: HOURS }) },
  { weight: 1, arbitrary: fc.integer({ min: TODAY_HOURS, max: HOURS }) },
);
const person = fc.constantFrom<string>("阿宁", "小满", "老沈", "桃子", "石头");
const place = fc.integer({ min: 0, max: 2 });
/** What five people may do in three groups. */
export const fact = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("joined" as const), hour, person, place }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("left" as const), hour, person, place }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("message" as const), hour, person, place }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("sale" as const), hour, person, place, isCredited: fc.boolean() }) },
);
export type Fact = typeof fact extends fc.Arbitrary<infer T> ? T : never;

type Keyed = { one: Fact; key: string };

/** What a fact other than a sale is told as; a third of the messages are removed again. */
function toldOf({ one, key }: Keyed, head: { key: string; at: Date; groupId: string; person: string }): Told[] {
  if (one.kind === "left") return [{ ...head, kind: "left" }];
  if (one.kind === "joined")
    return [{ ...head, kind: "joined", ...(one.hour % 2 ? { inviter: one.hour % 4 === 1 ? "桃子" : "小满" } : {}) }];
  const message: Told = { ...head, kind: "message", text: one.hour % 5 ? "今天的草莓真甜" : "嗯" };
  const removed: Told = { key: `${key}-gone`, at: new Date(head.at.getTime() + 60_000), groupId: head.groupId, kind: "removed", of: key };
  return one.hour % 3 === 0 ? [message, removed] : [message];
}

/** Some facts at once, as they come in. */
export async function tellSome(test: TestBrand, some: readonly Keyed[], groups: readonly string[]): Promise<void> {
  const sales: Sale[] = [];
  const told: Told[] = [];
  for (const keyed of some) {
    const { one, key } = keyed;
    const at = new Date(FACTS_BEGIN + one.hour * 3_600_000 + 1000);
    const groupId = groups[one.place] ?? "";
    if (one.kind === "sale")
      sales.push({ key, groupId: one.isCredited ? groupId : null, person: one.person, paidAt: at, paidFen: 100 + one.hour });
    else told.push(...toldOf(keyed, { key, at, groupId, person: one.person }));
  }
  if (told.length > 0) await tell(test.system(), told);
  if (sales.length > 0) await sell(test.system(), sales);
}
