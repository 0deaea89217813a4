import { afterAll, beforeAll, expect, test } from "vitest";
import { startJobWorker } from "../../testing/faults/job-kill.ts";
import type { JobOrders } from "../../testing/faults/job-worker.child.ts";
import { openTestCorp, type TestCorp } from "./corp.setup.ts";
import { startSync } from "./state.actions.ts";
import { compareWithTruth } from "./truth.setup.ts";

/** Two batches of staff, several pages of customers, groups with more people than are seated at once. */
const SIZE = { staff: 130, customers: 4_000, chats: 60, perChat: 100, tags: 20 };

let corp: TestCorp;
beforeAll(async () => {
  corp = await openTestCorp();
  await corp.wecom.driver.buildOrg(SIZE);
}, 120_000);
afterAll(() => corp.close());

type Doom = NonNullable<JobOrders["doom"]>;
/** The statement by which a step is noted together with its work. */
const noting = { statement: "update jobs set leased_until" };
const writing = (table: string) => ({ statement: `insert into ${table}` });
/** Each process of one run dies at the next of these: around calls to the platform, within the work's transactions, before and behind their commit. */
const dooms: readonly Doom[] = [
  { at: "answered", count: 3 },
  { at: "commit", count: 3 },
  { at: noting, count: 3 },
  { at: "calling", count: 4 },
  { at: "committed", count: 4 },
  { at: "answered", count: 8 },
  { at: "before", count: 4 },
  { at: writing("wecom_follows"), count: 1 },
  { at: "answered", count: 20 },
  { at: writing("seats"), count: 1 },
  { at: writing("wecom_groups"), count: 1 },
  { at: "calling", count: 30 },
  { at: "commit", count: 6 },
  { at: writing("wecom_figures"), count: 2 },
  { at: "committed", count: 20 },
];

const work = (doom?: Doom, patienceMs = 0) =>
  startJobWorker(corp.brand, { nowMs: null, allowPrivate: true, patienceMs, ...(doom ? { doom } : {}) });
const start = async () => {
  corp.tick();
  await startSync(corp.brand.as(), { connectionId: corp.connectionId });
};
const lastJob = async () =>
  (await corp.brand.rows<{ state: string; result: unknown }>("select state, result from app.jobs order by id desc limit 1"))[0];
/** The half minute after which others hold a silent process for dead. */
const leasePasses = () => corp.brand.rows("update app.jobs set leased_until = now() where state = 'running'");
const calls = async () => {
  const counts = await corp.wecom.driver.counts({});
  expect(counts.breaches).toEqual([]);
  return Object.values(counts.calls).reduce((sum, codes) => sum + Object.values(codes).reduce((all, n) => all + n, 0), 0);
};
/** What stands in the tables, and the marks of what was written. */
const written = () =>
  corp.brand.rows(
    `select (select count(*) from app.events)::int as events, (select count(*) from app.seat_reports)::int as reports, (select count(*) from app.members)::int as members,
       (select count(*) from app.wecom_follows)::int as relations, (select count(*) from app.groups)::int as groups, (select count(*) from app.seats where left_at is null)::int as seats`,
  );

test("a sync whose process is killed at every phase ends as the platform has it", { timeout: 240_000 }, async () => {
  await start();
  const diedIn: string[] = [];
  for (const doom of dooms) {
    const hasDied = await work(doom).ended;
    const [job] = await corp.brand.rows<{ step: string }>("select checkpoint->>'step' as step from app.jobs order by id desc limit 1");
    diedIn.push(hasDied ? (job?.step ?? "none") : `lived through ${JSON.stringify(doom)}`);
    await leasePasses();
  }
  expect(diedIn).toEqual(dooms.map(() => expect.stringMatching(/^(staff|customers|groups|figures)$/)));
  expect(new Set(diedIn).size).toBe(4);
  expect(await lastJob()).toMatchObject({ state: "running" });
  await work().ended;
  expect(await lastJob()).toMatchObject({ state: "done" });
  expect(await compareWithTruth(corp)).toEqual([]);
  await calls();
});

test("two processes at once do the work of one: as many calls, nothing twice", { timeout: 240_000 }, async () => {
  const run = async (processes: number) => {
    await corp.wecom.driver.clearCounts({});
    await start();
    await Promise.all(Array.from({ length: processes }, () => work(undefined, 1_000).ended));
    expect(await lastJob()).toMatchObject({ state: "done", result: { changed: 0, differences: 0 } });
    return calls();
  };
  const before = await written();
  const alone = await run(1);
  expect(alone).toBeGreaterThan(60);
  expect(await run(2)).toBe(alone);
  expect(await written()).toEqual(before);
});

test("a process that stood still for too long writes nothing more when it goes on", { timeout: 240_000 }, async () => {
  const { driver } = corp.wecom;
  await driver.setSwitches({ detailLagMs: 0, latencyMs: 30, callbacks: { lost: 1 } });
  const [chat] = await driver.chats({});
  await driver.renameChat({ chatId: chat?.chatId ?? "", name: "改过名的群" });
  await start();
  const asleep = work();
  await asleep.ready;
  while ((await corp.brand.rows("select 1 from app.jobs where state = 'running' and checkpoint->>'step' = 'groups'")).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 5));
  asleep.kill("SIGSTOP");
  await leasePasses();
  const heir = work();
  await heir.ended;
  expect(await lastJob()).toMatchObject({ state: "done" });
  const after = await written();
  asleep.kill("SIGCONT");
  await asleep.ended;
  expect(await lastJob()).toMatchObject({ state: "done" });
  expect(await written()).toEqual(after);
  expect(await compareWithTruth(corp)).toEqual([]);
});
