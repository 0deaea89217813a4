import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { changeBrandSettings } from "../brands/index.ts";
import { createGroup, ensureAccount } from "../groups/index.ts";
import { createSends, planSends, type SendWish } from "./plan.actions.ts";
import { weighSends } from "./weigh.actions.ts";

let test: TestBrand;
const groupIds: string[] = [];

beforeAll(async () => {
  test = await openTestBrand({ now: new Date("2026-11-22T00:00:00Z") });
  const accountId = await ensureAccount(test.as(), { channel: "wecom", scope: "ww1", externalId: "hesui", name: "何穗", kind: "staff" });
  for (let i = 0; i < 12; i++) {
    const group = await createGroup(test.as(), {
      name: `群 ${i}`,
      orgId: test.headquartersId,
      positioning: "benefit",
      commercialType: "promotion",
      channel: i % 4 === 3 ? "wecom" : i % 3 === 0 ? "manual" : "web",
      ownerStaffId: i % 2 === 0 ? test.as().actor.id : null,
      open: i % 5 !== 4,
    });
    groupIds.push(group.id);
    if (i % 4 !== 3 || i === 3) continue;
    await test.rows("update app.groups set account_id = $2, external_id = $3 where id = $1", [group.id, accountId, `wr${i}`]);
    for (const ref of ["a", "b", "c"])
      await test.rows(
        "insert into app.outside_deliveries (brand_id, channel, group_external_id, platform_ref, sent_at) values ($1, 'wecom', $2, $3, $4)",
        [test.brand.id, `wr${i}`, `${ref}${i}`, new Date("2026-11-23T02:00:00Z")],
      );
  }
});
afterAll(() => test.close());

let n = 0;
function wishAt(minutes: number, groups: readonly string[], format: "text" | "link" = "text"): SendWish {
  const dueAt = new Date(Date.parse("2026-11-22T16:00:00Z") + minutes * 60_000);
  return {
    uniqueKey: `w${++n}`,
    name: "一件事",
    source: { kind: "adhoc" },
    contentId: null,
    contentVersion: null,
    direction: "engage",
    body:
      format === "text"
        ? { format, text: "早上好" }
        : { format, text: "", url: "https://example.cn/", title: "看看", summary: "", cover: null },
    groupIds: groups,
    dueAt,
    expiresAt: new Date(dueAt.getTime() + 3_600_000),
    priority: 5,
  };
}

const minute = fc.integer({ min: 0, max: 3 * 1_440 });
const format = fc.constantFrom("text" as const, "link" as const);

describe("weighing sends", () => {
  it("says in numbers what planning says group by group, whatever the groups got before and in whatever order", async () => {
    const asked = fc.record({
      before: fc.array(fc.tuple(minute, fc.subarray([...Array.from({ length: 12 }).keys()], { minLength: 1 })), { maxLength: 3 }),
      wishes: fc.array(fc.tuple(minute, format), { minLength: 1, maxLength: 14 }),
      wecomSendCap: fc.constantFrom("month" as const, "week" as const, "day" as const),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ before, wishes, wecomSendCap }) => {
        await changeBrandSettings(test.as(), { wecomSendCap });
        const among = before.map(([at, places]) =>
          wishAt(
            at,
            places.map((place) => groupIds[place] ?? ""),
          ),
        );
        await createSends(test.system(), among);
        const wanted = wishes.map(([at, kind]) => wishAt(at, groupIds, kind));
        const planned = await planSends(test.system(), wanted);
        const weighed = await weighSends(test.system(), sql<boolean>`g.id = any(${groupIds}::uuid[])`, wanted);
        const counted = planned.map(({ targets }) => {
          const of = (verdict: string) => targets.filter((one) => one.verdict.verdict === verdict);
          const leftOut = Object.groupBy(of("leave-out"), ({ verdict }) => ("reason" in verdict ? verdict.reason : ""));
          return {
            going: of("send").length,
            overCap: of("over-cap").length,
            leftOut: Object.fromEntries(Object.entries(leftOut).map(([reason, list]) => [reason, list?.length])),
          };
        });
        expect(weighed.map((one) => ({ ...one, leftOut: Object.fromEntries(one.leftOut) }))).toEqual(counted);
      }),
      { numRuns: 25 },
    );
  });
});
