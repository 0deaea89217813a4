import { createReadStream } from "node:fs";
import { checkJob, runJob } from "../src/modules/imports/imports.jobs.ts";
import { ImportKind } from "../src/modules/imports/fields.contract.ts";
import { cancelImport, showImport, startCheck, startRun, takeUpload } from "../src/modules/imports/index.ts";
import { systemActor } from "../src/server/context.ts";
import { takeNextJob } from "../src/server/job-runs.ts";
import { openChildPlatform } from "../src/testing/faults/child-platform.ts";

/** Imports one file in a process of its own, so that its memory is nobody else's; writes what it took as one line of JSON. */
const [ownerUrl = "", slug = "", asked = "", file = "", dataDir = "", limitMs = ""] = process.argv.slice(2);
const kind = ImportKind.parse(asked);
const mostMb = () => process.resourceUsage().maxRSS / 1024;

const { runtime, close } = await openChildPlatform({ ownerUrl, secret: "a-secret-of-the-bench-only-0123456789" }, { dataDir, poolSize: 6 });
const baseMb = process.memoryUsage().rss / 2 ** 20;
const brand = await runtime.brands.bySlug(slug);
const ctx = () => runtime.begin(brand, systemActor("bench"), "Q-BENCH");
const work = async () => {
  for (
    let next = await takeNextJob(runtime, brand.id, [checkJob, runJob]);
    next;
    next = await takeNextJob(runtime, brand.id, [checkJob, runJob])
  )
    await next.run();
};
const timed = async (step: () => Promise<unknown>) => {
  const begun = performance.now();
  await step();
  return performance.now() - begun;
};

let importId = "";
const upload = { name: file, kind, limitBytes: 10 ** 10 };
const uploadMs = await timed(async () => ({ id: importId } = await takeUpload(ctx(), createReadStream(file), upload)));
const { options } = await showImport(ctx(), { importId });
const checkMs = await timed(async () => {
  await startCheck(ctx(), { importId, kind, options });
  await work();
});
const checkedMb = mostMb();
const runMs = await timed(async () => {
  await startRun(ctx(), { importId });
  const limit = limitMs ? setTimeout(() => void cancelImport(ctx(), { importId }), Number(limitMs)) : undefined;
  await work();
  clearTimeout(limit);
});
const { counts, state, totals } = await showImport(ctx(), { importId });
const peakMb = mostMb();
process.stdout.write(`${JSON.stringify({ baseMb, uploadMs, checkMs, checkedMb, runMs, peakMb, counts, state, fen: totals?.fen })}\n`);
await close();
