/** A process that does the waiting jobs of one brand until it is killed or none waits. Started by the kill tests of imports and exports. */
import { modules, sessions } from "../../app.ts";
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
const jobs = modules.flatMap((module) => module.jobs ?? []);
const next = () => takeNextJob(runtime, Number(brandId), jobs);
for (let job = await next(); job; job = await next()) await job.run();
process.exit();
