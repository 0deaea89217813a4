/** A sender of webhooks as a process of its own, told to die around a call. Started by `webhook-crash.long.test.ts`. */
import { tmpdir } from "node:os";
import { sessions } from "../../app.ts";
import { type Phase, sendWebhooks, settleCalls, watchWebhookPhases } from "../../modules/integrations/send.actions.ts";
import { openLog } from "../../server/log.ts";
import { openPlatform } from "../../server/open.ts";

export interface WebhookOrders {
  ownerUrl: string;
  secret: string;
  brandId: number;
  dieAt: Phase | null;
  dieAtCount: number;
}

const orders = JSON.parse(process.argv[2] ?? "{}") as WebhookOrders;
let reached = 0;
watchWebhookPhases((phase) => {
  if (phase !== orders.dieAt || ++reached < orders.dieAtCount) return;
  process.stdout.write(`dying ${phase}\n`);
  process.kill(process.pid, "SIGKILL");
});
const { runtime, close } = await openPlatform({
  ownerUrl: orders.ownerUrl,
  secret: orders.secret,
  dataDir: tmpdir(),
  log: openLog("silent"),
  now: () => new Date(),
  sessions,
  baseUrl: "http://localhost:7300",
  isTrustedOrigin: () => false,
  checkOutputs: false,
  poolSize: 4,
  outbound: { allowPrivate: true },
});
while ((await sendWebhooks(await runtime.inBrand(orders.brandId, "sender"))) > 0) await settleCalls();
await close();
process.stdout.write("done\n");
