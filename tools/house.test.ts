import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modules } from "../src/app.ts";
import { eventKinds } from "../src/lib/event-kinds.ts";
import { copyDatabase } from "../src/testing/database.ts";
import { findCycles, importsOf, indexExceptions, inspect, mayImport, type SourceFile } from "./house.ts";

const root = join(import.meta.dirname, "..");

function sources(): SourceFile[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "src", "tools", "bench", "e2e"], {
    cwd: root,
    encoding: "utf8",
  });
  const paths = listed.split("\n").filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"));
  return [...new Set(paths)].flatMap((path) => {
    try {
      return [{ path, text: readFileSync(join(root, path), "utf8") }];
    } catch {
      return [];
    }
  });
}

let ownerUrl: string;
let client: pg.Client;
beforeAll(async () => {
  ownerUrl = await copyDatabase();
  client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
});

const column = async (text: string): Promise<string[]> => (await client.query<{ name: string }>(text)).rows.map((row) => row.name);

describe("the floor plan", () => {
  it("holds in every file", async () => {
    const tables = new Set(
      await column(
        "select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('app', 'platform') and c.relkind in ('r', 'p')",
      ),
    );
    expect(inspect(sources(), tables)).toEqual([]);
  });

  const plants: [string, SourceFile, string][] = [
    ["a rule that asks the clock", { path: "src/modules/points/points.rules.ts", text: "export const at = () => Date.now();\n" }, "clock"],
    ["a rule that waits", { path: "src/modules/points/points.rules.ts", text: "export async function f() {}\n" }, "rules-are-pure"],
    [
      "a rule that reads the database",
      { path: "src/modules/points/points.rules.ts", text: 'import { x } from "./points.store.ts";\n' },
      "import",
    ],
    [
      "a store that calls an action",
      { path: "src/modules/points/points.store.ts", text: 'import { x } from "./points.actions.ts";\n' },
      "import",
    ],
    [
      "an action that reaches past another module's door",
      { path: "src/modules/points/points.actions.ts", text: 'import { x } from "../members/members.store.ts";\n' },
      "import",
    ],
    [
      "a page that imports an action",
      { path: "src/modules/points/web/points.page.tsx", text: 'import { x } from "../points.actions.ts";\n' },
      "import",
    ],
    ["a lib that knows the server", { path: "src/lib/money.ts", text: 'import { x } from "../server/db.ts";\n' }, "import"],
    ["a server that knows a module", { path: "src/server/http.ts", text: 'import { x } from "../modules/members/index.ts";\n' }, "import"],
    [
      "a channel that knows a simulator",
      { path: "src/channels/wecom/wecom.client.ts", text: 'import { x } from "../../simulators/wecom/wire.ts";\n' },
      "import",
    ],
    [
      "a simulator that knows a channel",
      { path: "src/simulators/wecom/callbacks.ts", text: 'import { x } from "../../channels/wecom/wecom.crypto.ts";\n' },
      "import",
    ],
    [
      "an action that knows a simulator",
      { path: "src/modules/points/points.actions.ts", text: 'import { x } from "../../simulators/wecom/start.ts";\n' },
      "import",
    ],
    ["a mock", { path: "src/modules/points/points.test.ts", text: ["vi", "mock('x');\n"].join(".") }, "no-mocks"],
    [
      "Chinese outside the dictionaries",
      { path: "src/modules/points/web/points.page.tsx", text: 'export const title = "积分";\n' },
      "words-in-dictionaries",
    ],
    [
      "a server that words things in one language",
      { path: "src/modules/points/points.actions.ts", text: "export const note = (n: number) => `${n} 积分`;\n" },
      "words-in-dictionaries",
    ],
    ["a default export", { path: "src/modules/points/points.rules.ts", text: "export default 1;\n" }, "no-default-export"],
    ["a file without end", { path: "src/modules/points/points.rules.ts", text: "\n".repeat(400) }, "size"],
    [
      "SQL outside a store",
      { path: "src/modules/points/points.actions.ts", text: "sql`insert into members (x) values (1)`\n" },
      "sql-in-stores",
    ],
  ];
  it.each(plants)("finds %s", (_name, file, rule) => {
    expect(inspect([file], new Set(["members"])).map((breach) => breach.rule)).toContain(rule);
  });

  it("finds a table with two writers and a ring of modules", () => {
    const files = ["members", "points"].map((name) => ({
      path: `src/modules/${name}/${name}.store.ts`,
      text: "update members set x = 1\n",
    }));
    expect(inspect(files, new Set(["members"])).map((breach) => breach.rule)).toContain("one-writer");
    const ring = [
      { path: "src/modules/a/a.actions.ts", text: 'import { b } from "../b/index.ts";\n' },
      { path: "src/modules/b/b.actions.ts", text: 'import { a } from "../a/index.ts";\n' },
    ];
    expect(findCycles(ring.flatMap(importsOf))).toHaveLength(2);
    expect(mayImport({ from: "src/modules/a/a.actions.ts", to: "src/modules/b/index.ts", isType: false })).toBe(true);
  });
});

describe("names", () => {
  it("of endpoints, reactions and tickers are used once", () => {
    const all = modules.flatMap((module) => [
      ...(module.routes ?? []).map(
        (route) =>
          `${route.endpoint.method} ${route.endpoint.audience === "anyone" || route.endpoint.audience === "user" ? "" : "b"}${route.endpoint.path}`,
      ),
      ...(module.reactions ?? []).map((reaction) => `reaction ${reaction.name}`),
      ...(module.tickers ?? []).map((ticker) => `ticker ${ticker.name}`),
    ]);
    expect(all.filter((name, i) => all.indexOf(name) !== i)).toEqual([]);
    const kinds = Object.values(eventKinds);
    expect(new Set(kinds).size).toBe(kinds.length);
  });
});

describe("the database", () => {
  it("leads every key and index of schema app by brand_id", async () => {
    const odd =
      await column(`select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] where n.nspname = 'app' and a.attname <> 'brand_id'`);
    expect(odd.filter((name) => !(name.replace("app.", "") in indexExceptions))).toEqual([]);
    const foreign = await column(`select c.conname as name from pg_constraint c join pg_namespace n on n.oid = c.connamespace
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] where n.nspname = 'app' and c.contype = 'f' and a.attname <> 'brand_id'`);
    expect(foreign).toEqual([]);
  });

  it("forces row-level security on every table of schema app", async () => {
    const open = await column(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'app' and c.relkind in ('r', 'p') and not c.relispartition and not (c.relrowsecurity and c.relforcerowsecurity)`);
    expect(open).toEqual([]);
    const loose = await column(
      "select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'app' and c.relispartition and has_table_privilege('qunce_app', c.oid, 'select')",
    );
    expect(loose).toEqual([]);
  });
});
