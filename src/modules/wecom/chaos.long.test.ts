import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestCorp, type TestCorp } from "./corp.setup.ts";
import { compareWithTruth, stir } from "./truth.setup.ts";

/** `WECOM_CALLBACKS=200000` is the full dose. */
const CALLBACKS = Number(process.env.WECOM_CALLBACKS ?? 20_000);
/** Some deeds are told by more than one callback: 1.29 on the average. */
const DEEDS = Math.ceil(CALLBACKS / 1.28);
const scale = Math.max(1, Math.sqrt(DEEDS / 2_000));

let corp: TestCorp;
beforeAll(async () => {
  corp = await openTestCorp();
  await corp.sync();
});
afterAll(() => corp.close());

test(`${CALLBACKS} callbacks, three in ten doubled or out of order, one in a hundred lost, end as the platform has it`, async () => {
  const { driver } = corp.wecom;
  await driver.setSwitches({ callbacks: { lost: 0.01, doubled: 0.3, reordered: 0.3, lateMs: 500, parallel: 16 } });
  const begun = performance.now();
  const deeds = await stir(driver, {
    deeds: DEEDS,
    staff: Math.round(6 * scale),
    customers: Math.round(150 * scale),
    chats: Math.round(12 * scale),
    seed: 11,
  });
  await corp.settle();
  for (let i = 0; i < 3; i++) await corp.later();
  const tookS = (performance.now() - begun) / 1_000;
  const { sent, lost, doubled } = (await driver.counts({})).callbacks;
  expect(sent).toBeGreaterThanOrEqual(CALLBACKS);
  const early = await compareWithTruth(corp);
  await driver.setSwitches({ callbacks: { lost: 0, doubled: 0, reordered: 0 } });
  corp.brand.clock.now = new Date(corp.brand.clock.now.getTime() + 2_000);
  await corp.sync();
  console.log(
    `${deeds} deeds, ${sent} callbacks sent, ${doubled} doubled, ${lost} lost, in ${tookS.toFixed(0)} s; ${early.length} lines differed before the reconcile`,
  );
  expect(await compareWithTruth(corp)).toEqual([]);
}, 3_600_000);
