/** A process that does the waiting work of imports of one brand until it is killed or nothing waits. Started by `imports/crash.long.test.ts`. */
import { sessions } from "../../app.ts";
import { checkJob, runJob } from "../../modules/imports/imports.jobs.ts";
import { takeNextJob } from "../../server/job-runs.ts";
import { openLog } from "../../server/log.ts";
import { openPlatform } from "../../server/open.ts";

const [ownerUrl = "", secret = "", brandId = "", nowMs = "", dataDir = ""] = process.argv.slice(2);
const { runtime } = await openPlatform({
  ownerUrl,
  secret,
  dataDir,
  log: openLog("silent"),
  now: () => new Date(Number(nowMs)),
  sessions,
  baseUrl: "http://localhost:7300",
  isTrustedOrigin: () => false,
  checkOutputs: false,
  poolSize: 4,
  outbound: { allowPrivate: false },
});
process.stdout.write("ready\n");
const next = () => takeNextJob(runtime, Number(brandId), [checkJob, runJob]);
for (let job = await next(); job; job = await next()) await job.run();
process.exit();
