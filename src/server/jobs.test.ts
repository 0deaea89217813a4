import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { Refusal } from "../lib/refusal.ts";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";
import { type JobClaim, takeClaimedJob, takeNextJob } from "./job-runs.ts";
import { JobWorkers } from "./job-workers.ts";
import { cancelJob, defineJob, findJob, type Job, type JobRun, listJobs, startJob } from "./jobs.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

const Ask = z.object({ steps: z.int() });
type Asked = z.infer<typeof Ask>;
let kinds = 0;
const jobOf = (run: Job<Asked>["run"], drop?: Job<Asked>["drop"]): Job<Asked> =>
  defineJob({ kind: `test.${++kinds}`, ask: Ask, run, ...(drop ? { drop } : {}) });
const runOne = async (job: Job<Asked>, stopping?: AbortSignal) => {
  const next = await takeNextJob(test.runtime, test.brand.id, [job], stopping);
  await next?.run();
  return next !== null;
};
const steps = (ctx: Parameters<Job<Asked>["run"]>[0], run: JobRun<Asked>, each: (step: number) => Promise<void> | void) => {
  const from = z.object({ step: z.int() }).nullable().parse(run.checkpoint)?.step ?? 0;
  return (async () => {
    for (let step = from + 1; step <= run.ask.steps; step++) {
      await each(step);
      await run.save(ctx, { done: step, total: run.ask.steps, checkpoint: { step } });
    }
  })();
};

describe("jobs", () => {
  it("run on behalf of who asked, with the rights of now, and keep their result", async () => {
    const editor = await test.staff(["editor"]);
    const job = jobOf(async (ctx, run) => {
      await steps(ctx, run, () => undefined);
      return { by: ctx.actor.name };
    });
    const id = await startJob(test.as(editor), job, { steps: 3 });
    expect(await findJob(test.as(), job.kind, id)).toMatchObject({ state: "waiting", askerId: editor.id });
    await runOne(job);
    expect(await findJob(test.as(), job.kind, id)).toMatchObject({ state: "done", doneCount: 3, totalCount: 3, result: { by: "editor" } });
    expect((await listJobs(test.as(), job.kind, { limit: 10, askerId: editor.id })).map((row) => row.id)).toEqual([id]);
    expect(await runOne(job)).toBe(false);
  });

  it("go on from the checkpoint when a process fell silent; what the old one writes then is void", async () => {
    const did: string[] = [];
    let hang: () => void = () => undefined;
    const job = jobOf(async (ctx, run) => {
      await steps(ctx, run, async (step) => {
        did.push(`${run.epoch}:${step}`);
        if (run.epoch === 1 && step === 2) await new Promise<void>((resolve) => (hang = resolve));
      });
      return { epoch: run.epoch };
    });
    const id = await startJob(test.as(), job, { steps: 3 });
    const silent = runOne(job);
    while (did.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await runOne(job)).toBe(false);
    const laterRun = () => {
      test.clock.now = new Date(test.clock.now.getTime() + 31_000);
      return runOne(job);
    };
    await expect.poll(laterRun).toBe(true);
    hang();
    await silent;
    expect(did).toEqual(["1:1", "1:2", "2:2", "2:3"]);
    expect(await findJob(test.as(), job.kind, id)).toMatchObject({ state: "done", result: { epoch: 2 } });
  });

  it("are cancelled before and while they run, and put away what they left", async () => {
    const dropped: string[] = [];
    const job = jobOf(
      (ctx, run) => steps(ctx, run, async (step) => void (step === 2 && (await cancelJob(test.as(), job.kind, run.id)))),
      async (_ctx, { id }) => void dropped.push(id),
    );
    const waiting = await startJob(test.as(), job, { steps: 5 });
    await cancelJob(test.as(), job.kind, waiting);
    expect(await runOne(job)).toBe(false);
    const running = await startJob(test.as(), job, { steps: 5 });
    await runOne(job);
    expect(await findJob(test.as(), job.kind, running)).toMatchObject({ state: "cancelled", doneCount: 2 });
    expect(dropped).toEqual([running]);
    await expect(cancelJob(test.as(), job.kind, running)).rejects.toMatchObject({ code: "jobs.ended" });
  });

  it("say what they were refused, that the disk is full, and give up what breaks again and again", async () => {
    const failing = async (error: () => Error) => {
      const job = jobOf(async () => {
        throw error();
      });
      const id = await startJob(test.as(), job, { steps: 1 });
      for (let i = 0; i < 10; i++) {
        await runOne(job);
        test.clock.now = new Date(test.clock.now.getTime() + 31_000);
      }
      return findJob(test.as(), job.kind, id);
    };
    expect(await failing(() => new Refusal("invalid", "imports.ended", { n: 1 }))).toMatchObject({
      state: "failed",
      failure: { code: "imports.ended", details: { n: 1 } },
    });
    expect(await failing(() => Object.assign(new Error("full"), { code: "ENOSPC" }))).toMatchObject({
      failure: { code: "jobs.disk-full" },
    });
    expect(await failing(() => new Error("broken"))).toMatchObject({ state: "failed", failure: { code: "jobs.broken" } });
  });

  it("have large ones run beside, under the claim that was made", async () => {
    const job: Job<Asked> = { ...jobOf((ctx, run) => steps(ctx, run, () => undefined)), isLarge: (ask) => ask.steps > 2 };
    const claims: JobClaim[] = [];
    const workers = new JobWorkers(test.runtime, [job], async (claim, stopping) => {
      claims.push(claim);
      expect(await takeClaimedJob(test.runtime, { ...claim, epoch: claim.epoch + 1 }, [job], stopping)).toBeNull();
      await (await takeClaimedJob(test.runtime, claim, [job], stopping))?.run();
      expect(await takeClaimedJob(test.runtime, claim, [job], stopping)).toBeNull();
    });
    workers.start();
    const [small, large] = [await startJob(test.as(), job, { steps: 2 }), await startJob(test.as(), job, { steps: 3 })];
    await expect.poll(async () => (await findJob(test.as(), job.kind, large)).state).toBe("done");
    await expect.poll(async () => (await findJob(test.as(), job.kind, small)).state).toBe("done");
    await workers.stop();
    expect(claims).toEqual([{ brandId: test.brand.id, id: large, epoch: 1 }]);
  });

  it("give up a large one whose process ends again and again, and end a cancelled one without a process", async () => {
    const job: Job<Asked> = { ...jobOf(async () => undefined), isLarge: () => true };
    let begun = 0;
    const workers = new JobWorkers(test.runtime, [job], async () => {
      begun++;
      throw new Error("it died");
    });
    workers.start();
    const id = await startJob(test.as(), job, { steps: 1 });
    const stateLater = async () => {
      test.clock.now = new Date(test.clock.now.getTime() + 31_000);
      return (await findJob(test.as(), job.kind, id)).state;
    };
    await expect.poll(stateLater, { timeout: 30_000, interval: 300 }).toBe("failed");
    expect([begun, (await findJob(test.as(), job.kind, id)).failure?.code]).toEqual([4, "jobs.broken"]);
    const other = await startJob(test.as(), job, { steps: 1 });
    await expect.poll(() => begun).toBe(5);
    await cancelJob(test.as(), job.kind, other);
    await expect.poll(async () => (await stateLater(), findJob(test.as(), job.kind, other))).toMatchObject({ state: "cancelled" });
    await workers.stop();
    expect(begun).toBe(5);
  });

  it("stop with their process and are another's at once", async () => {
    const began: number[] = [];
    const job = jobOf(async (ctx, run) => {
      began.push(run.epoch);
      await steps(ctx, run, () => (run.epoch === 1 ? new Promise((resolve) => setTimeout(resolve, 20)) : undefined));
    });
    const workers = new JobWorkers(test.runtime, [job]);
    workers.start();
    const id = await startJob(test.as(), job, { steps: 100 });
    while (began.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await workers.stop();
    expect(await findJob(test.as(), job.kind, id)).toMatchObject({ state: "waiting" });
    await runOne(job);
    expect(await findJob(test.as(), job.kind, id)).toMatchObject({ state: "done", doneCount: 100 });
    expect(began).toEqual([1, 2]);
  });
});
