import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { DAY_MS, groupAt, settleAll, tell, type Told } from "../../testing/history.ts";
import { addToRoster } from "../groups/index.ts";
import { sayAsStaff } from "../messages/post.actions.ts";
import { readGroupState } from "./group.actions.ts";

const NOW = new Date("2026-11-22T02:18:00.000Z");
const DAYS = 48;
/** Days of the past in which a group still talks. */
const FADES_AT = 36;
const begin = NOW.getTime() - DAYS * DAY_MS;
const PEOPLE = 30;

let test: TestBrand;
let serial = 0;
beforeAll(async () => {
  test = await openTestBrand({ now: NOW });
});
afterAll(() => test.close());

const at = (day: number, minute: number) => new Date(begin + day * DAY_MS + minute * 60_000);
const say = (groupId: string, day: number, minute: number, person: string, text: string): Told => ({
  kind: "message",
  key: `c-${serial++}`,
  at: at(day, minute),
  groupId,
  person,
  text,
});

interface Life {
  groupId: string;
  day: number;
  isOver: boolean;
}

/** A group of thirty that talks for five weeks and then no more; `more` adds to each of its days. */
async function fadingGroup(name: string, speakerOf: (day: number, n: number) => number, more: (life: Life) => Told[]): Promise<string> {
  const keeper = await test.staff(["operator"], test.headquartersId, `${name}群主`);
  const groupId = await groupAt(test, name, new Date(begin), { ownerStaffId: keeper.id });
  const people = Array.from({ length: PEOPLE }, (_, p) => `${name}-${p}`);
  const told: Told[] = people.map((person, p) => ({ kind: "joined", key: `c-${serial++}`, at: at(0, p), groupId, person }));
  for (let day = 1; day < DAYS; day++) {
    const isOver = day >= FADES_AT;
    const talk = isOver ? (day % 5 === 0 ? 1 : 0) : 10;
    for (let n = 0; n < talk; n++)
      told.push(say(groupId, day, 100 + n * 20, people[isOver ? 29 : speakerOf(day, n)] ?? "", `今天的草莓不错 ${day}-${n}`));
    told.push(...more({ groupId, day, isOver }));
  }
  await tell(test.system(), told);
  return groupId;
}

const anyone = (day: number, n: number) => (day * 7 + n * 3) % PEOPLE;
const none = () => [];
const causeOf = async (groupId: string) => (await readGroupState(test.as(), { groupId })).advice.find((one) => "effect" in one.cause);

it("finds each cause in the rows of a group", async () => {
  const voices = await fadingGroup("三个人的群", (_day, n) => (n < 8 ? n % 3 : 10 + n), none);
  const linked = await fadingGroup("外链群", anyone, ({ groupId, day }) =>
    day > 30 && day < 40 ? [1, 2].map((n) => say(groupId, day, 600 + n, `外链群-${n}`, `领券 https://t.example/${day}${n}`)) : [],
  );
  const repeated = await fadingGroup("复读群", anyone, ({ groupId, day }) =>
    day > 30 && day < 40 ? [1, 2].map((n) => say(groupId, day, 600 + n, `复读群-${n}`, "家里老人手工鞋垫有要的吗亲")) : [],
  );
  const asked = await fadingGroup("没人答的群", anyone, ({ groupId, day }) =>
    day > 28 && day % 3 === 0 ? [say(groupId, day, 700, "没人答的群-4", "明天还有货吗？")] : [],
  );
  const lost = await fadingGroup("留不住人的群", anyone, ({ groupId, day }) =>
    day > 30
      ? [
          { kind: "joined", key: `c-${serial++}`, at: at(day, 30), groupId, person: `过客-${day}` },
          ...(day % 2 ? [{ kind: "left" as const, key: `c-${serial++}`, at: at(day + 1, 900), groupId, person: `过客-${day}` }] : []),
        ]
      : [],
  );
  const thin = await fadingGroup("没内容的群", anyone, none);
  await settleAll(test);
  expect(await causeOf(voices)).toMatchObject({ code: "few-voices", cause: { people: 3, names: expect.stringContaining("三个人的群-0") } });
  expect(await causeOf(linked)).toMatchObject({ code: "adverts", act: "send", cause: { people: 2, adverts: 18 } });
  expect(await causeOf(repeated)).toMatchObject({ code: "adverts", cause: { people: 2, adverts: 18 } });
  expect(await causeOf(asked)).toMatchObject({ code: "host-silent", act: "roster", cause: { hostDay: null } });
  expect(await causeOf(lost)).toMatchObject({ code: "newcomers-lost", act: "task" });
  expect(await causeOf(thin)).toMatchObject({ code: "thin", cause: { postDays: null, flows: 0, effect: "fading" } });

  const colleague = await test.staff(["operator"]);
  await addToRoster(test.as(), { groupId: asked, role: "admin", kind: "staff", personId: colleague.id, duty: "晚班答疑", shift: "" });
  await test.react();
  expect(await causeOf(asked)).toBeUndefined();
  expect(await test.rows("select ended_by from app.group_advice where group_id = $1 and code = 'host-silent'", [asked])).toEqual([
    { ended_by: "action" },
  ]);
});

it("sees a colleague speak again", async () => {
  const groupId = await fadingGroup("又有人值守的群", anyone, ({ groupId: id, day }) =>
    day > 28 && day % 3 === 0 ? [say(id, day, 700, "又有人值守的群-4", "明天还有货吗？")] : [],
  );
  await settleAll(test);
  expect((await causeOf(groupId))?.code).toBe("host-silent");
  await sayAsStaff(test.as(), { groupId, clientId: "01a1b5e1-3e00-7c56-8a88-de033ebc3252", text: "在的，明天九点到货" });
  await settleAll(test);
  expect((await causeOf(groupId))?.code).not.toBe("host-silent");
});
