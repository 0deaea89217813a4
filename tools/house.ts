/** The floor plan of the house as data: which file may import what, and which file may write which table. */
import { chinese } from "../src/testing/chinese.ts";

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

const roleByPlace: readonly (readonly [RegExp, Role])[] = [
  [/\.(test|setup)\.tsx?$/, "test"],
  [/^src\/testing\//, "testing"],
  [/^(tools|bench|e2e|clients)\/|^[^/]+\.config\.ts$/, "tool"],
  [/^src\/lib\//, "lib"],
  [/^src\/server\//, "server"],
  [/^src\/channels\//, "channel"],
  [/^src\/simulators\//, "simulator"],
  [/^src\/web\//, "web"],
  [/^src\/(app|main)\.ts$|^src\/(commands|demo)\//, "app"],
];

/** The role of a file by its place and name; wiring is routes, jobs, reactions, tickers, live lines and exports. */
export function roleOf(path: string): Role {
  return roleByPlace.find(([place]) => place.test(path))?.[1] ?? roleInModule(path);
}

const roleBySuffix: readonly (readonly [RegExp, Role])[] = [
  [/\.contract\.ts$/, "contract"],
  [/\.rules\.ts$/, "rules"],
  [/\.store\.ts$/, "store"],
  [/\.actions\.ts$/, "actions"],
  [/\.(routes|jobs|reactions|tickers|live|exports)\.ts$/, "wiring"],
  [/\.module\.ts$/, "module"],
  [/\/index\.ts$/, "door"],
];

function roleInModule(path: string): Role {
  if (/^src\/modules\/[^/]+\/web\//.test(path)) return "page";
  const hit = roleBySuffix.find(([suffix]) => suffix.test(path));
  if (!hit)
    throw new Error(
      `${path}: the name says no role (contract, rules, store, actions, routes, jobs, reactions, tickers, exports, module, index)`,
    );
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
const typeOnly: Record<string, readonly Role[]> = { rules: ["server", "channel"], contract: ["server"], store: ["actions", "channel"] };

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

interface TextRule {
  rule: string;
  detail: string;
  breaks: (role: Role, file: SourceFile) => boolean;
}

const lines = (text: string) => text.trim().split("\n").length;
const isDictionary = (path: string) => /^src\/web\/(i18n|h5\/words)\//.test(path);

const withoutComments = (text: string) => text.replaceAll(/\/\*\*?[\s\S]*?\*\//g, "").replaceAll(/(^|[\s;,{}()])\/\/.*$/gm, "$1");
/** A file that words things itself must know in which language. */
const knowsLanguages = (text: string) => /from "(?:[^"]*\/lib|\.)\/language\.ts"|from "[^"]*\/server\/exports\.ts"/.test(text);

/** Files outside the dictionaries that hold Chinese, each with its reason: most read what people write. */
const chineseExceptions: readonly (readonly [RegExp, string])[] = [
  [/^src\/lib\/(clock|csv|money|language)\.ts$/, "full-width marks of clocks, formulas and amounts; the joint of a list"],
  [/^src\/server\/sheets\//, "letters of Chinese date formats"],
  [
    /^src\/modules\/imports\/(amount|headers|readers|reading|orders|when)\.rules\.ts$/,
    "reads tables as people write them: heads, dates, amounts, kinds",
  ],
  [/^src\/modules\/contents\/words\.rules\.ts$/, "reads the words that the advertising law forbids"],
  [
    /^src\/modules\/insight\/words\.rules\.ts$|^src\/modules\/messages\/(question|chat-log)\.rules\.ts$/,
    "reads adverts, questions and addresses in talk",
  ],
  [/^src\/modules\/members\/(nickname|phone-number)\.rules\.ts$/, "reads nicknames that pose as staff, and phone numbers"],
  [
    /^src\/modules\/members\/web\/member-about\.tsx$|^src\/web\/ui\/h5\/avatar\.tsx$|^src\/web\/ui\/states\.tsx$/,
    "reads marks and pet names",
  ],
  [/^src\/modules\/integrations\//, "the API document, a pair of Chinese and English a line"],
  [/^src\/web\/language\.ts$/, "each language by its own name"],
  [/^src\/simulators\//, "stands in for services that speak Chinese, and for the phones of people who do"],
];

/** Words stand in the dictionaries; where the server must write them itself, it has them in every language. */
function holdsWords(role: Role, { path, text }: SourceFile): boolean {
  if (
    ["test", "testing", "tool"].includes(role) ||
    path.startsWith("src/demo/") ||
    isDictionary(path) ||
    chineseExceptions.some(([place]) => place.test(path))
  )
    return false;
  const isPage = role === "web" || role === "page";
  return chinese.test(withoutComments(text)) && (isPage || !knowsLanguages(text));
}

const textRules: readonly TextRule[] = [
  {
    rule: "clock",
    detail: "asks the clock or makes randomness itself",
    breaks: (role, { text }) => pureRoles.includes(role) && clockPattern.test(text),
  },
  { rule: "rules-are-pure", detail: "is asynchronous", breaks: (role, { text }) => role === "rules" && asyncPattern.test(text) },
  { rule: "no-mocks", detail: "mocks a module", breaks: (role, { text }) => role === "test" && /\bvi\.mock\(/.test(text) },
  {
    rule: "size",
    detail: "is longer than 300 lines",
    breaks: (_role, { path, text }) => !isDictionary(path) && text.split("\n").length > 301,
  },
  { rule: "door-size", detail: "a door has at most 20 lines", breaks: (role, { text }) => role === "door" && lines(text) > 20 },
  { rule: "words-in-dictionaries", detail: "holds Chinese words outside the dictionaries", breaks: holdsWords },
  {
    rule: "no-default-export",
    detail: "has a default export",
    breaks: (role, { text }) => !["tool", "test"].includes(role) && /^export default\b/m.test(text),
  },
];

function textBreaches(file: SourceFile): Breach[] {
  const role = roleOf(file.path);
  return textRules.filter(({ breaks }) => breaks(role, file)).map(({ rule, detail }) => ({ path: file.path, rule, detail }));
}

/** The tables a file writes, by its SQL. */
export function tablesWritten(text: string): string[] {
  const pattern = /\b(?:insert\s+into|update|delete\s+from)\s+(?:only\s+)?(?:app\.|platform\.)?([a-z_]+)(?=[\s(])/gi;
  const words = new Set(["set", "skip", "of", "nowait", "the", "only"]);
  return [...new Set([...text.matchAll(pattern)].map((match) => (match[1] ?? "").toLowerCase()))].filter((name) => !words.has(name));
}

/** Tables that the platform itself writes wherever the code stands. */
const platformTables = new Set(["events", "audit_entries", "idempotency_keys", "reaction_cursors", "files", "gone_files", "inbox"]);

interface Write {
  path: string;
  module: string;
  table: string;
}

function writesOf(file: SourceFile, tables: ReadonlySet<string>): Write[] {
  const module = moduleOf(file.path);
  if (!module || roleOf(file.path) === "test") return [];
  return tablesWritten(file.text)
    .filter((table) => tables.has(table) && !platformTables.has(table))
    .map((table) => ({ path: file.path, module, table }));
}

/** Two modules that write the same table, and writes from files that may hold no SQL. */
export function writeBreaches(files: readonly SourceFile[], tables: ReadonlySet<string>): Breach[] {
  const writes = files.flatMap((file) => writesOf(file, tables));
  const astray = writes
    .filter((write) => roleOf(write.path) !== "store")
    .map(({ path, table }) => ({ path, rule: "sql-in-stores", detail: `writes ${table}` }));
  const shared = [...Map.groupBy(writes, (write) => write.table)].flatMap(([table, all]) => {
    const modules = new Set(all.map((write) => write.module));
    return modules.size > 1 ? [{ path: [...modules].join(", "), rule: "one-writer", detail: `all write ${table}` }] : [];
  });
  return [...astray, ...shared];
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
