import { rmSync } from "node:fs";
import { sessions } from "../src/app.ts";
import { createBrand } from "../src/modules/brands/index.ts";
import { type Brand, type Context, systemActor } from "../src/server/context.ts";
import { openLog } from "../src/server/log.ts";
import type { Outside } from "../src/server/outside.ts";
import { type Opened, openPlatform } from "../src/server/open.ts";
import { type Postgres, startPostgres } from "../src/server/postgres.ts";
import type { Runtime } from "../src/server/runtime.ts";
import { passableFolder } from "../src/testing/passable-folder.ts";

/** A PostgreSQL of its own with the product's own settings (fsync on), and the whole product on it, in this process. */
export interface World {
  runtime: Runtime;
  postgres: Postgres;
  newBrand: (slug: string) => Promise<{ brand: Brand; headquartersId: string; ctx: () => Context }>;
  /** Kills the database without warning, starts it again and opens the product anew. */
  crash: () => Promise<void>;
  close: () => Promise<void>;
}

/** In a folder of its own that goes with it, or in one that stays. */
export async function openWorld(options: {
  poolSize: number;
  now?: () => Date;
  dataDir?: string;
  outside?: Partial<Outside>;
}): Promise<World> {
  const dataDir = options.dataDir ?? passableFolder("bench");
  const now = options.now ?? (() => new Date());
  let postgres = await startPostgres({ dataDir, log: () => undefined });
  const open = (): Promise<Opened> =>
    openPlatform({
      ownerUrl: postgres.ownerUrl,
      secret: "a-secret-of-the-bench-only-0123456789",
      dataDir,
      log: openLog(process.env.QUNCE_LOG ?? "silent"),
      now,
      sessions,
      baseUrl: "http://localhost:7300",
      isTrustedOrigin: () => false,
      checkOutputs: false,
      poolSize: options.poolSize,
      ...(options.outside ? { outside: options.outside } : {}),
    });
  let opened = await open();
  const world: World = {
    get runtime() {
      return opened.runtime;
    },
    get postgres() {
      return postgres;
    },
    newBrand: async (slug) => {
      const begin = (brand: Brand) => opened.runtime.begin(brand, systemActor("bench"), "Q-BENCH");
      const seed = {
        platform: opened.runtime.platform,
        begin: (brand: Brand, actor: Parameters<Runtime["begin"]>[1]) => opened.runtime.begin(brand, actor, "Q-BENCH"),
        forgetBrands: () => opened.runtime.brands.forget(),
      };
      const { brand, headquartersId } = await createBrand(seed, { slug, name: `品牌 ${slug}`, zone: "Asia/Shanghai" });
      return { brand, headquartersId, ctx: () => begin(brand) };
    },
    crash: async () => {
      await opened.close();
      process.kill(postgres.pid, "SIGKILL");
      await postgres.stop().catch(() => undefined);
      postgres = await startPostgres({ dataDir, log: () => undefined });
      opened = await open();
    },
    close: async () => {
      await opened.close();
      await postgres.stop();
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return world;
}
