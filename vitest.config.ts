import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "house",
          include: ["src/**/*.test.ts", "tools/**/*.test.ts"],
          globalSetup: ["src/testing/postgres.setup.ts"],
          pool: "forks",
          testTimeout: 30_000,
          hookTimeout: 60_000,
          setupFiles: [],
        },
      },
      {
        test: { name: "browser", include: ["e2e/**/*.test.ts"], pool: "forks", fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000 },
      },
    ],
    maxWorkers: 2,
  },
});
