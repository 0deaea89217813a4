import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BlueprintSpec } from "./blueprints.contract.ts";
import { groupCode } from "./codes.rules.ts";
import { isSame, listDifferences, listVersionDifferences } from "./differences.rules.ts";
import { GroupProfile } from "./profile.contract.ts";
import { rulesVersion } from "./profile.rules.ts";
import { decidePlace } from "./roster.rules.ts";
import { fillName, nameGroups } from "./stamp.rules.ts";
import { balanceOwners, decideWorkload } from "./workload.rules.ts";

const limits = { warnAbove: 30, refuseAbove: 50 };

describe("workload", () => {
  it.each([
    [29, 1, "fine", 30],
    [30, 1, "warn", 31],
    [30, 0, "fine", 30],
    [49, 1, "warn", 50],
    [50, 1, "refuse", 51],
    [60, 0, "warn", 60],
    [0, 51, "refuse", 51],
  ])("%i and %i more: %s", (current, adding, verdict, count) => {
    expect(decideWorkload(current, adding, limits)).toMatchObject({ verdict, count });
  });

  it("is shared out evenly, never over the limit, and only to who stands over the unit", () => {
    const orgs = ["a", "b", "c"];
    const carrier = fc.record({ count: fc.integer({ min: 0, max: 60 }), orgIds: fc.subarray(orgs).map((some) => new Set(some)) });
    fc.assert(
      fc.property(
        fc.array(carrier, { maxLength: 8 }),
        fc.array(fc.constantFrom(...orgs), { maxLength: 120 }),
        fc.integer({ min: 1, max: 60 }),
        (some, places, refuseAbove) => {
          const carriers = some.map((one, at) => ({ ...one, staffId: `s${at}` }));
          const owners = balanceOwners(places, carriers, refuseAbove);
          expect(owners).toHaveLength(places.length);
          const after = new Map(carriers.map((one) => [one.staffId, one.count]));
          for (const [at, owner] of owners.entries()) {
            const fits = carriers.filter((one) => one.orgIds.has(places[at] ?? "") && (after.get(one.staffId) ?? 0) < refuseAbove);
            if (owner === null) expect(fits).toEqual([]);
            else {
              expect(Math.min(...fits.map((one) => after.get(one.staffId) ?? 0))).toBe(after.get(owner));
              after.set(owner, (after.get(owner) ?? 0) + 1);
            }
          }
        },
      ),
    );
  });
});

describe("names of a go", () => {
  const unit = (orgName: string, count: number) => ({ orgId: orgName, orgName, parentName: "云溪市", count });

  it.each([
    ["{上级}·{组织} 福利群 {序号}", "云溪市·河滨区 福利群 01"],
    ["{组织}{组织}", "河滨区河滨区"],
    ["  福利群   {序号} ", "福利群 01"],
    ["{别的}", "{别的}"],
  ])("%s → %s", (pattern, expected) => {
    expect(fillName(pattern, { org: "河滨区", parent: "云溪市", no: "01" })).toBe(expected);
  });

  it("pass over what is taken", () => {
    const named = nameGroups(
      { pattern: "{组织} {序号}", start: 1, digits: 2 },
      [unit("河滨区", 3), unit("北桥区", 1)],
      new Set(["河滨区 02"]),
    );
    expect(named.places.map((place) => place.name)).toEqual(["河滨区 01", "河滨区 03", "河滨区 04", "北桥区 01"]);
    expect(named).toMatchObject({ clashes: [], tooLong: [] });
  });

  it("clash where no number tells them apart, and may be too long", () => {
    expect(nameGroups({ pattern: "{组织}", start: 1, digits: 2 }, [unit("河滨区", 2)], new Set()).clashes).toEqual(["河滨区"]);
    expect(nameGroups({ pattern: `{序号}${"长".repeat(60)}`, start: 1, digits: 1 }, [unit("河滨区", 1)], new Set()).tooLong).toHaveLength(
      1,
    );
  });

  it("are never twice without being called a clash", () => {
    const units = fc.array(fc.record({ orgName: fc.constantFrom("甲", "乙"), count: fc.integer({ min: 1, max: 20 }) }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        units,
        fc.constantFrom("{组织}{序号}", "{序号}", "{组织}", "{上级} {序号}"),
        fc.integer({ min: 0, max: 3 }),
        fc.subarray(["甲1", "乙2", "1", "云溪市 3"]),
        (asked, pattern, start, taken) => {
          const named = nameGroups(
            { pattern, start, digits: 1 },
            asked.map((one) => unit(one.orgName, one.count)),
            new Set(taken),
          );
          expect(named.places).toHaveLength(asked.reduce((sum, one) => sum + one.count, 0));
          const all = [...taken, ...named.places.map((place) => place.name)];
          expect(new Set(all).size === all.length).toBe(named.clashes.length === 0);
        },
      ),
    );
  });
});

describe("a blueprint", () => {
  const spec = BlueprintSpec.parse({
    positioning: "benefit",
    commercialType: "promotion",
    capacity: 300,
    targetMembers: 200,
    profile: { rules: { items: ["不发广告"] } },
  });

  it("differs by field, and a version also by crew and thresholds", () => {
    const other = BlueprintSpec.parse({
      ...spec,
      slogan: "甜",
      profile: { ...spec.profile, rules: { items: [], penalty: "移出" } },
      crew: { admins: 2 },
    });
    expect(listDifferences(spec, other)).toEqual(["slogan", "rules"]);
    expect(listVersionDifferences(spec, other)).toEqual(["slogan", "rules", "crew"]);
    expect(listVersionDifferences(spec, structuredClone(spec))).toEqual([]);
  });

  it("compares whatever the order of keys", () => {
    expect(isSame({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 })).toBe(true);
    expect(isSame({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  });
});

describe("the rest", () => {
  it.each([
    ["assistant", "staff", 0, "place"],
    ["assistant", "member", 0, "role"],
    ["koc", "member", 0, "place"],
    ["koc", "staff", 0, "role"],
    ["volunteer", "staff", 0, "role"],
    ["owner", "member", 0, "role"],
    ["admin", "member", 2, "place"],
    ["admin", "staff", 3, "admins-full"],
  ] as const)("%s by a %s with %i admins: %s", (role, kind, admins, expected) => {
    const decision = decidePlace({ role, kind }, admins);
    expect(decision.verdict === "refuse" ? decision.reason : decision.verdict).toBe(expected);
  });

  it("numbers a group by its kind", () => {
    expect([groupCode("benefit", 1107), groupCode("lead-in", 1001), groupCode("flash", 20000)]).toEqual(["FL-1107", "YL-1001", "KS-20000"]);
  });

  it("gives the same rules the same version", () => {
    const hash = (text: string) => createHash("sha256").update(text).digest("hex");
    const profile = GroupProfile.parse({ rules: { items: ["不发广告"] } });
    const same = GroupProfile.parse({ slogan: "x", rules: { penalty: "", items: ["不发广告"] } });
    expect(rulesVersion(profile.rules, hash)).toBe(rulesVersion(same.rules, hash));
    expect(rulesVersion({ ...profile.rules, penalty: "移出" }, hash)).not.toBe(rulesVersion(profile.rules, hash));
    expect(rulesVersion(profile.rules, hash)).toMatch(/^r-[0-9a-f]{12}$/);
  });
});
