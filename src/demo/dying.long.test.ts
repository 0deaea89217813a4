import { afterAll, beforeAll, expect, it } from "vitest";
import { addDays, atLocalMs, daysFromTo, localDay } from "../lib/time.ts";
import { judgeGroups, settleGroups, turnDays } from "../modules/insight/index.ts";
import { ensureMonths } from "../server/event-log.ts";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";
import { dealPeople, playHistory, playSales } from "./build.ts";
import { makeBlueprints, makeGroup, type MadeGroup } from "./groups.ts";
import { hireCompany } from "./staff.ts";
import { openStage } from "./stage.ts";
import { HISTORY_DAYS, planGroups } from "./world.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

it("tells five dying groups five reasons, each found in their rows", { timeout: 90_000 }, async () => {
  const nowMs = test.clock.now.getTime();
  const today = localDay(nowMs, test.brand.zone);
  const firstDay = addDays(today, -HISTORY_DAYS);
  await ensureMonths(
    test.system(),
    daysFromTo(firstDay, today).map((day) => atLocalMs(day, 0, test.brand.zone)),
  );
  const stage = openStage(test.runtime, test.brand);
  stage.setClock(atLocalMs(firstDay, 300, test.brand.zone));
  const company = await hireCompany(stage, test.headquartersId);
  const blueprints = await makeBlueprints(stage, company);
  const plans = planGroups().filter((plan) => plan.fate !== "steady" && plan.fate !== "thriving");
  const made = new Map<number, MadeGroup>();
  for (const plan of plans) made.set(plan.index, await makeGroup(stage, company, blueprints, plan, firstDay));
  stage.setClock(nowMs);
  const living = dealPeople(plans, made);
  await playSales(stage, await playHistory(stage, living, firstDay, nowMs), living);
  await stage.react();
  while ((await turnDays(stage.system())) > 0);
  while ((await settleGroups(stage.system())) > 0);
  while ((await judgeGroups(stage.system())) > 0);
  const advice = await test.rows<{ group_id: string; code: string; cause: Record<string, unknown> }>(
    "select distinct on (group_id) group_id, code, cause from app.group_advice where ended_at is null and cause ? 'effect' order by group_id, rank",
  );
  const told = new Map(advice.map((one) => [one.group_id, one]));
  const of = (fate: string) => told.get(made.get(plans.find((plan) => plan.fate === fate)?.index ?? -1)?.groupId ?? "");
  expect(Object.fromEntries(plans.map(({ fate }) => [fate, of(fate)?.code]))).toEqual({
    "no-host": "host-silent",
    silent: "broadcast",
    poster: "exodus",
    adverts: "adverts",
    spent: "flash-over",
  });
  expect(of("no-host")?.cause).toMatchObject({ effect: "fading", hostDay: addDays(today, -27) });
  expect(of("silent")?.cause).toMatchObject({ effect: "silent", answered: 0 });
  expect(of("poster")?.cause).toMatchObject({ effect: "fading", text: expect.stringContaining("全场长图") });
});
