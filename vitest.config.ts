import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those that take longest; a worker that begins one of them last works alone at the end. */
const SLOW = ["journey", "english", "import", "today", "wecom", "keyboard"]
  .map((name) => `e2e/${name}.test.ts`)
  .concat(
    ["server/routes", "sends/crash", "wecom-crash", "insight/metrics", "orders/values.rules", "exports/walk"].map(
      (name) => `${name}.test.ts`,
    ),
  );

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = (file: TestSpecification) => {
      const at = SLOW.findIndex((name) => file.moduleId.endsWith(name));
      return at < 0 ? SLOW.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "house",
          include: ["src/**/*.test.ts", "tools/**/*.test.ts"],
          exclude: ["**/*.long.test.ts"],
          globalSetup: ["src/testing/postgres.setup.ts"],
          pool: "forks",
          // Files share their worker's modules: loading them anew for each file was a third of the whole suite.
          isolate: false,
          // As in production: Node reads the files itself, and its cache of compiled code serves the children too.
          experimental: { viteModuleRunner: false },
          // What a test waits for is asked, not how soon it comes: the time only ends a test that hangs.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 60_000, interval: 20 } },
        },
      },
      {
        test: {
          name: "long",
          include: ["{src,tools,e2e}/**/*.long.test.ts"],
          globalSetup: ["src/testing/postgres.setup.ts"],
          pool: "forks",
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 60_000, interval: 50 } },
        },
      },
      {
        test: {
          name: "browser",
          include: ["e2e/**/*.test.ts"],
          exclude: ["**/*.long.test.ts"],
          pool: "forks",
          // Files of one worker share its browser.
          isolate: false,
          experimental: { viteModuleRunner: false },
          testTimeout: 240_000,
          // A file's hook starts the product, beside everything else on the same two cores.
          hookTimeout: 400_000,
          expect: { poll: { timeout: 60_000, interval: 50 } },
        },
      },
    ],
    // The browsers' pages share the two cores with them.
    maxWorkers: 2,
    sequence: { sequencer: SlowFirst },
  },
});
