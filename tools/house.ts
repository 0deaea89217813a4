/** The floor plan of the house as data: which file may import what, and which file may write which table. */

export type Role =
  | "lib"
  | "server"
  | "channel"
  | "simulator"
  | "contract"
  | "rules"
  | "store"
  | "actions"
  | "wiring"
  | "module"
  | "door"
  | "page"
  | "web"
  | "app"
  | "test"
  | "testing"
  | "tool";

export interface SourceFile {
  path: string;
  text: string;
}

export interface Breach {
  path: string;
  rule: string;
  detail: string;
}

/** The role of a file by its place and name; wiring is routes, jobs, reactions and tickers. */
export function roleOf(path: string): Role {
  if (/\.(test|setup)\.tsx?$/.test(path)) return "test";
  if (path.startsWith("src/testing/")) return "testing";
  if (/^(tools|bench|e2e)\//.test(path) || /^[^/]+\.config\.ts$/.test(path)) return "tool";
  if (path.startsWith("src/lib/")) return "lib";
  if (path.startsWith("src/server/")) return "server";
  if (path.startsWith("src/channels/")) return "channel";
  if (path.startsWith("src/simulators/")) return "simulator";
  if (path.startsWith("src/web/")) return "web";
  if (/^src\/(app|main)\.ts$/.test(path) || path.startsWith("src/commands/") || path.startsWith("src/demo/")) return "app";
  return roleInModule(path);
}

const roleBySuffix: readonly (readonly [RegExp, Role])[] = [
  [/\.contract\.ts$/, "contract"],
  [/\.rules\.ts$/, "rules"],
  [/\.store\.ts$/, "store"],
  [/\.actions\.ts$/, "actions"],
  [/\.(routes|jobs|reactions|tickers|live)\.ts$/, "wiring"],
  [/\.module\.ts$/, "module"],
  [/\/index\.ts$/, "door"],
];

function roleInModule(path: string): Role {
  if (/^src\/modules\/[^/]+\/web\//.test(path)) return "page";
  const hit = roleBySuffix.find(([suffix]) => suffix.test(path));
  if (!hit)
    throw new Error(`${path}: the name says no role (contract, rules, store, actions, routes, jobs, reactions, tickers, module, index)`);
  return hit[1];
}

const moduleOf = (path: string) => /^src\/modules\/([^/]+)\//.exec(path)?.[1];

/** What each role may import inside its own module and outside of it. Packages are free but for the browser's roles. */
const own: Record<string, readonly Role[]> = {
  contract: ["contract"],
  rules: ["contract", "rules"],
  store: ["contract", "rules", "store"],
  actions: ["contract", "rules", "store", "actions"],
  wiring: ["contract", "rules", "actions", "wiring"],
  module: ["wiring", "actions", "module"],
  door: ["contract", "rules", "actions"],
  page: ["contract", "rules", "page"],
};
const outside: Record<string, readonly Role[]> = {
  lib: ["lib"],
  server: ["lib", "server"],
  channel: ["lib", "channel"],
  simulator: ["lib", "simulator"],
  contract: ["lib", "contract"],
  rules: ["lib", "contract", "rules"],
  store: ["lib", "server", "contract"],
  actions: ["lib", "server", "channel", "door", "contract"],
  wiring: ["lib", "server", "contract", "channel"],
  module: ["lib", "server", "channel"],
  door: [],
  page: ["lib", "web", "contract", "rules", "page"],
  web: ["lib", "web", "contract", "page"],
};
/** Types and plain values that may cross although their role may not: a scope's name, the shape of a query. */
const typeOnly: Record<string, readonly Role[]> = { rules: ["server"], contract: ["server"], store: ["actions"] };

export interface Import {
  from: string;
  to: string;
  isType: boolean;
}

const importPattern =
  /(?:^|\n)\s*(import|export)\s+(type\s+)?[^;'"]*?from\s+["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|(?:^|\n)\s*import\s+["']([^"']+)["']/g;

/** Every relative import of a file, as repository paths. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  for (const match of file.text.matchAll(importPattern)) {
    const target = match[3] ?? match[4] ?? match[5] ?? "";
    if (!target.startsWith(".")) continue;
    found.push({ from: file.path, to: new URL(target, `file:///${file.path}`).pathname.slice(1), isType: Boolean(match[2]) });
  }
  return found;
}

/** True where the floor plan allows the import. */
export function mayImport({ from, to, isType }: Import): boolean {
  if (/\.(css|json|svg|png)$/.test(to) || !/\.tsx?$/.test(to)) return true;
  const [role, target] = [roleOf(from), roleOf(to)];
  if (["test", "testing", "tool", "app"].includes(role)) return true;
  if (isType && typeOnly[role]?.includes(target)) return true;
  const isOwn = moduleOf(from) !== undefined && moduleOf(from) === moduleOf(to);
  return Boolean((isOwn ? own[role] : outside[role])?.includes(target));
}

const pureRoles: readonly Role[] = ["rules", "actions", "store", "contract"];
const clockPattern = /\bnew Date\(\s*\)|\bDate\.now\s*\(|\bMath\.random\s*\(|\bperformance\.now\s*\(/;
const asyncPattern = /\basync\b|\bawait\b|\bPromise</;

function textBreaches(file: SourceFile): Breach[] {
  const role = roleOf(file.path);
  const breaches: Breach[] = [];
  const add = (rule: string, detail: string) => breaches.push({ path: file.path, rule, detail });
  if (pureRoles.includes(role) && clockPattern.test(file.text)) add("clock", "asks the clock or makes randomness itself");
  if (role === "rules" && asyncPattern.test(file.text)) add("rules-are-pure", "is asynchronous");
  if (role === "test" && /\bvi\.mock\(/.test(file.text)) add("no-mocks", "mocks a module");
  if (file.text.split("\n").length > 301) add("size", `${file.text.split("\n").length} lines; 300 at most`);
  if (role === "door" && file.text.trim().split("\n").length > 20) add("door-size", "a door has at most 20 lines");
  if (/^export default\b/m.test(file.text) && !["tool", "test"].includes(role)) add("no-default-export", "has a default export");
  return breaches;
}

/** The tables a file writes, by its SQL. */
export function tablesWritten(text: string): string[] {
  const pattern = /\b(?:insert\s+into|update|delete\s+from)\s+(?:only\s+)?(?:app\.|platform\.)?([a-z_]+)(?=[\s(])/gi;
  const words = new Set(["set", "skip", "of", "nowait", "the", "only"]);
  return [...new Set([...text.matchAll(pattern)].map((match) => (match[1] ?? "").toLowerCase()))].filter((name) => !words.has(name));
}

/** Tables that the platform itself writes wherever the code stands. */
const platformTables = new Set(["events", "audit_entries", "idempotency_keys", "reaction_cursors", "files", "inbox"]);

/** Two modules that write the same table, and writes from files that may hold no SQL. */
export function writeBreaches(files: readonly SourceFile[], tables: ReadonlySet<string>): Breach[] {
  const writers = new Map<string, Set<string>>();
  const breaches: Breach[] = [];
  for (const file of files) {
    const module = moduleOf(file.path);
    if (!module || roleOf(file.path) === "test") continue;
    for (const table of tablesWritten(file.text)) {
      if (!tables.has(table) || platformTables.has(table)) continue;
      writers.set(table, (writers.get(table) ?? new Set()).add(module));
      if (roleOf(file.path) !== "store") breaches.push({ path: file.path, rule: "sql-in-stores", detail: `writes ${table}` });
    }
  }
  for (const [table, modules] of writers) {
    if (modules.size > 1) breaches.push({ path: [...modules].join(", "), rule: "one-writer", detail: `all write ${table}` });
  }
  return breaches;
}

/** Chains of modules that import each other in a ring, by what their actions and stores import. */
export function findCycles(imports: readonly Import[]): string[][] {
  const edges = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [a, b] = [moduleOf(from), moduleOf(to)];
    if (!a || !b || a === b || !["actions", "door", "store"].includes(roleOf(from)) || roleOf(to) === "contract") continue;
    edges.set(a, (edges.get(a) ?? new Set()).add(b));
  }
  const cycles: string[][] = [];
  const walk = (module: string, path: string[]): void => {
    if (path.includes(module)) {
      if (path[0] === module) cycles.push([...path, module]);
      return;
    }
    for (const next of edges.get(module) ?? []) walk(next, [...path, module]);
  };
  for (const module of edges.keys()) walk(module, []);
  return cycles;
}

/** Every breach of the floor plan in these files. */
export function inspect(files: readonly SourceFile[], tables: ReadonlySet<string>): Breach[] {
  const imports = files.flatMap(importsOf);
  return [
    ...files.flatMap(textBreaches),
    ...imports.filter((one) => !mayImport(one)).map((one) => ({ path: one.from, rule: "import", detail: `may not import ${one.to}` })),
    ...findCycles(imports.filter((one) => !one.isType)).map((cycle) => ({
      path: cycle.join(" → "),
      rule: "cycle",
      detail: "modules import each other in a ring",
    })),
    ...writeBreaches(files, tables),
  ];
}

/** Indexes of schema app that may start with another column than brand_id, each with its reason. */
export const indexExceptions: Record<string, string> = {};
