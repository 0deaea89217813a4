import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { resolveMembers } from "./index.ts";
import { mergeMembers, unmergeMember } from "./merge.actions.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

describe("who is merged twice at once", () => {
  it("becomes part of the other once; whom somebody else took meanwhile takes all parts along", async () => {
    for (let round = 0; round < 4; round++) {
      const [a = "", b = "", c = ""] = await resolveMembers(
        test.system(),
        ["a", "b", "c"].map((name) => ({
          kind: "web",
          scope: "",
          externalId: `twice-${round}-${name}`,
          nickname: "两次",
          at: test.clock.now,
        })),
      );
      const merge = (memberId: string, intoId: string) => mergeMembers(test.as(), { memberId, intoId });
      const both = await Promise.allSettled([merge(a, b), merge(a, b)]);
      expect(both.map((one) => (one.status === "rejected" ? one.reason.code : one.status)).toSorted()).toEqual([
        "fulfilled",
        "members.merge-self",
      ]);
      await Promise.all([merge(b, c), unmergeMember(test.as(), { memberId: a })]);
      expect(await test.rows("select id, canonical_id from app.members where id = any($1) order by 1", [[a, b]])).toEqual(
        [
          { id: a, canonical_id: null },
          { id: b, canonical_id: c },
        ].toSorted((x, y) => (x.id < y.id ? -1 : 1)),
      );
    }
  });
});
