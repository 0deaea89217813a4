import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { startWecom, type Wecom } from "../../simulators/wecom/start.ts";
import type { SwitchesPart } from "../../simulators/wecom/switches.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { checkConnection } from "../connections/check.actions.ts";
import { createConnection } from "../connections/connect.actions.ts";
import { handleCallbacks } from "../connections/handle.actions.ts";
import { runDuePulls } from "./pulls.actions.ts";
import { startSync } from "./state.actions.ts";
import { runWelcomes } from "./welcome-sends.actions.ts";

/** A brand connected to a simulated corp of its own. */
export interface TestCorp {
  brand: TestBrand;
  wecom: Wecom;
  corp: string;
  connectionId: string;
  /** Moves the brand's clock to the simulator's. */
  tick: () => void;
  /** A whole sync, to its end. */
  sync: () => Promise<void>;
  /** Until every callback is delivered and handled, and all that is due is read. */
  settle: () => Promise<void>;
  /** What waits until later is due now: two and a half seconds pass. */
  later: () => Promise<void>;
  close: () => Promise<void>;
}

export async function openTestCorp(switches: SwitchesPart = {}): Promise<TestCorp> {
  const wecom = await startWecom({
    switches: { detailLagMs: 0, ...switches, callbacks: { verifyMs: 30_000, ...switches.callbacks } },
  });
  const brand = await openTestBrand({ now: new Date(), outbound: { allowPrivate: true } });
  const app = await brand.app();
  const made = await createConnection(brand.as(), {
    kind: "wecom",
    scope: wecom.corpId,
    name: "枝上鲜果",
    agentId: String(wecom.app.agentId),
    baseUrl: wecom.url,
    secret: wecom.app.secret,
  });
  const address = await app.listen({ port: 0, host: "127.0.0.1" });
  const url = address + made.callback.url.replace(/^https?:..[^/]*/, "");
  await wecom.driver.setCallback({ url, token: made.callback.token, aesKey: made.callback.aesKey });
  await checkConnection(brand.as(), { connectionId: made.id });
  const tick = () => {
    brand.clock.now = new Date(Math.max(Date.now(), brand.clock.now.getTime()));
  };
  const settle = async () => {
    for (let waiting = 1; waiting > 0;) {
      await wecom.driver.settle({});
      await handleCallbacks(brand.system());
      await sleep(10);
      waiting = (await brand.rows("select 1 from platform.callbacks where state = 'waiting'")).length;
    }
    tick();
    await runWelcomes(brand.system());
    while ((await runDuePulls(brand.system())) > 0);
  };
  return {
    brand,
    wecom,
    corp: wecom.corpId,
    connectionId: made.id,
    tick,
    settle,
    later: async () => {
      brand.clock.now = new Date(brand.clock.now.getTime() + 2_500);
      while ((await runDuePulls(brand.system())) > 0);
    },
    sync: async () => {
      tick();
      await startSync(brand.as(), { connectionId: made.id });
      await brand.work();
      const [job] = await brand.rows<{ state: string; failure: unknown }>("select state, failure from app.jobs order by id desc limit 1");
      expect(job).toMatchObject({ state: "done", failure: null });
    },
    close: async () => {
      await brand.close();
      await wecom.close();
    },
  };
}
