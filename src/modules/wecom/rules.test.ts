import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchPlanned } from "../groups/planned.rules.ts";
import { type JoinGroup, numberedName, planJoin, suggestBase } from "./codes.rules.ts";
import { maskMobile, readRelation } from "./customers.rules.ts";
import { isCheaperByOwner, spansOf } from "./figures.rules.ts";
import { compareSeats, joinMoment, looksExternal, type VersionStep, VERSIONS_KEPT, walkVersions } from "./groups.rules.ts";
import { isPictureHost } from "./pictures.rules.ts";
import { nameTags } from "./tags.rules.ts";
import { chooseWelcome, decideWelcome, isWithin } from "./welcome.rules.ts";

describe("figures", () => {
  test.each([
    ["the first look at a small corp", 5, 180, true],
    ["one new owner", 1, 180, true],
    ["half a year of thirty owners", 30, 180, false],
    ["yesterday", 1, 1, false],
    ["a week of three", 3, 7, true],
    ["of nobody", 0, 180, false],
  ])("%s: %i owners, %i days", (_what, owners, days, byOwner) => {
    expect(isCheaperByOwner(owners, days)).toBe(byOwner);
  });
  test("days are asked for in parts that have no gap and do not overlap", () => {
    const days = Array.from({ length: 65 }, (_, i) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10));
    expect(spansOf(days).map(({ from, to }) => [days.indexOf(from), days.indexOf(to)])).toEqual([
      [0, 29],
      [30, 59],
      [60, 64],
    ]);
  });
});

describe("versions of a group's members", () => {
  const steps = (text: string): VersionStep[] => text.split(" ").map((step) => ({ last: step[0] ?? "", current: step[1] ?? "" }));
  test.each([
    ["in order", "ab bc cd", "walked", "d"],
    ["out of order", "cd ab bc", "walked", "d"],
    ["doubled", "ab ab bc bc", "walked", "c"],
    ["one lost", "ab cd", "broken", "b"],
    ["from elsewhere", "xy", "broken", "a"],
  ])("%s", (_what, told, verdict, version) => {
    expect(walkVersions({ version: "a", recent: [] }, steps(told))).toMatchObject({ verdict, stand: { version } });
  });

  test("old news is known by the versions passed through", () => {
    expect(walkVersions({ version: "c", recent: ["a", "b"] }, steps("ab"))).toMatchObject({ verdict: "walked", stand: { version: "c" } });
    expect(walkVersions({ version: "a", recent: [] }, [{ last: "", current: "" }])).toMatchObject({ verdict: "broken" });
  });

  test("any order of a whole chain ends at its end", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: VERSIONS_KEPT }), fc.infiniteStream(fc.nat()), (length, keys) => {
        const chain = Array.from({ length }, (_none, n) => ({ last: `v${n}`, current: `v${n + 1}` }));
        const keyed = chain.map((step) => ({ step, key: keys.next().value ?? 0 }));
        const shuffled = keyed.toSorted((a, b) => a.key - b.key).map((one) => one.step);
        const walk = walkVersions({ version: "v0", recent: [] }, shuffled);
        expect(walk).toMatchObject({ verdict: "walked", stand: { version: `v${length}` } });
      }),
    );
  });
});

describe("seats", () => {
  const person = (userid: string) => ({
    userid,
    type: 2,
    unionid: "",
    join_time: 5,
    join_scene: 1,
    group_nickname: "",
    name: "",
    state: "",
  });
  test("who is there and not here came, who is here and not there went", () => {
    const { joined, left } = compareSeats({ member_list: [person("a"), person("b")] }, new Set(["b", "c"]));
    expect([joined.map((one) => one.userid), left]).toEqual([["a"], ["c"]]);
  });

  test("a coming lies behind the going before it", () => {
    expect([joinMoment(5, null, 9_000), joinMoment(5, 6_000, 9_000), joinMoment(null, null, 9_000)]).toEqual([5_000, 6_001, 9_000]);
  });

  test("customers are known by how their ids look", () => {
    expect(["wmabcdefghijklm", "woAJ2GCAAAXtWyuj", "zhangsan", "wang"].map(looksExternal)).toEqual([true, true, false, false]);
  });
});

describe("join codes", () => {
  const group = (n: number, people: number, status: JoinGroup["status"] = "active"): JoinGroup => ({
    groupId: `g${n}`,
    chatId: status === "planned" ? null : `c${n}`,
    status,
    people,
  });
  test.each([
    ["the first five that are not full", [1, 2, 3, 4, 5, 6].map((n) => group(n, 10)), ["c1", "c2", "c3", "c4", "c5"]],
    ["full ones make room", [group(1, 190), group(2, 10), group(3, 0, "planned"), group(4, 10)], ["c2", "c4"]],
    ["the last one stays where all are full", [group(1, 190), group(2, 200)], ["c2"]],
    ["closed ones are left out", [group(1, 10, "closed"), group(2, 10)], ["c2"]],
    ["nothing is there yet", [group(1, 0, "planned")], []],
  ])("%s", (_what, groups, chatIds) => {
    expect(planJoin(groups, 190).chatIds).toEqual(chatIds);
  });

  test("new groups are called as the planned ones are", () => {
    expect(numberedName("福利群 012")).toEqual({ base: "福利群 ", no: 12 });
    const open = { name: "福利群 7", status: "active" };
    expect(suggestBase([open, { name: "福利群 09", status: "planned" }, { name: "福利群 08", status: "planned" }])).toEqual({
      baseName: "福利群 ",
      baseNo: 8,
    });
    expect(suggestBase([open])).toEqual({ baseName: "福利群 ", baseNo: 8 });
    expect(suggestBase([{ name: "老友", status: "active" }])).toBeNull();
  });

  test("a planned group is the one of its numbered name, unless two are", () => {
    const planned = [
      { id: "p1", name: "福利群 01" },
      { id: "p2", name: "福利群 2" },
      { id: "p3", name: "双 1" },
      { id: "p4", name: "双1" },
    ];
    const told = ["福利群1", "福利群 ２", "双 1", "别的"].map((name) => ({ externalId: name, name }));
    expect([...matchPlanned(planned, told)].map(([name, one]) => [name, one.id])).toEqual([
      ["福利群1", "p1"],
      ["福利群 ２", "p2"],
    ]);
  });
});

describe("welcomes", () => {
  const one = (id: string, codeId: string | null, fromMinute: number | null, toMinute: number | null) => ({
    id,
    codeId,
    fromMinute,
    toMinute,
  });
  const all = [
    one("general", null, null, null),
    one("night", null, 1_320, 480),
    one("door", "door", null, null),
    one("door-night", "door", 1_320, 480),
  ];
  test.each([
    ["door", 1_400, "door-night"],
    ["door", 600, "door"],
    [null, 60, "night"],
    [null, 600, "general"],
    ["other", 600, "general"],
  ])("of code %s at minute %i: %s", (codeId, minute, id) => {
    expect(chooseWelcome(all, { codeId, minute })?.id).toBe(id);
  });

  test("hours may go over midnight", () => {
    expect([isWithin(1_330, 1_320, 480), isWithin(479, 1_320, 480), isWithin(480, 1_320, 480), isWithin(600, null, null)]).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });

  test.each([
    [41_096, "conflict", 0, 15_000, { verdict: "again", delayMs: 300 }],
    [41_096, "conflict", 4, 3_000, { verdict: "end", status: "taken" }],
    [41_051, "gone", 0, 15_000, { verdict: "end", status: "taken" }],
    [41_050, "gone", 0, 15_000, { verdict: "end", status: "expired" }],
    [-1, "busy", 1, 15_000, { verdict: "again", delayMs: 600 }],
    [45_009, "rate", 0, 200, { verdict: "end", status: "expired" }],
    [40_058, "data", 0, 15_000, { verdict: "end", status: "failed" }],
  ])("%i (%s), try %i, %i ms left", (errcode, kind, tries, leftMs, verdict) => {
    expect(decideWelcome({ errcode, kind }, tries, leftMs)).toEqual(verdict);
  });
});

describe("people and tags", () => {
  test("a tag of one name in two groups is told apart by its group", () => {
    const tag = (wecomId: string, groupId: string, name: string) => ({ wecomId, groupId, groupName: `组${groupId}`, name, sort: 0 });
    const names = nameTags([tag("1", "a", "高"), tag("2", "b", "高"), tag("3", "a", "低")]);
    expect([...names.values()]).toEqual(["组a·高", "组b·高", "低"]);
  });

  test("a person's own tags are not the corp's; numbers are masked", () => {
    const contact = { external_userid: "wm1", name: " 阿青 ", avatar: "", unionid: "", position: "", corp_name: "" };
    const follow = {
      userid: "z",
      remark: "",
      description: "",
      createtime: 7,
      remark_corp_name: "",
      remark_mobiles: ["", "13800000001"],
      oper_userid: "",
      state: "",
    };
    const tags = [
      { tag_id: "et1", tag_name: "", group_name: "", type: 1 },
      { tag_id: "", tag_name: "自用", group_name: "", type: 2 },
    ];
    expect(readRelation(contact, { ...follow, tags }, 0)).toMatchObject({
      nickname: "阿青",
      tags: ["et1"],
      mobiles: ["13800000001"],
      beganAtMs: 7_000,
    });
    expect([maskMobile("13800000001"), maskMobile("123")]).toEqual(["138****0001", "****"]);
  });

  test("pictures come from the platform's hosts only", () => {
    const from = (url: string) => isPictureHost(url, "http://127.0.0.1:7310");
    expect(
      [
        "https://p.qpic.cn/a",
        "http://127.0.0.1:7310/qr/a.png",
        "http://127.0.0.1:5432/",
        "https://qpic.cn.evil.example/a",
        "file:///etc",
      ].map(from),
    ).toEqual([true, true, false, false, false]);
  });
});
