import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { modules, sessions } from "../app.ts";
import { openLog } from "../server/log.ts";
import { openPlatform } from "../server/open.ts";
import type { Runtime } from "../server/runtime.ts";
import { openServer } from "../server/serve.ts";
import type { TestBrand } from "./brand.ts";
import { listen } from "./phones.ts";
import { TEST_SECRET } from "./prepared.ts";

export interface SecondServer {
  base: string;
  runtime: Runtime;
  close: () => Promise<void>;
}

/** Another server on the same database: pools, sockets and memory of its own, as in another process. */
export async function openSecondServer(test: TestBrand): Promise<SecondServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "qunce-second-"));
  const { runtime, close } = await openPlatform({
    ownerUrl: test.ownerUrl,
    secret: TEST_SECRET,
    dataDir,
    log: openLog(process.env.QUNCE_LOG ?? "silent"),
    now: () => test.clock.now,
    sessions,
    baseUrl: "http://localhost:7301",
    isTrustedOrigin: () => false,
    checkOutputs: true,
    poolSize: 5,
  });
  const app = await openServer(runtime, modules, { isTrustedOrigin: () => false, perMinute: 100_000 });
  return {
    base: await listen(app),
    runtime,
    close: async () => {
      await app.close();
      await close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
