import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { filesOf, type ModuleNames, namesOf } from "./module-files.ts";

/** Why a module cannot be made, in a sentence for the terminal. */
class CannotMake extends Error {}

function checkName(root: string, plural: string): void {
  if (!/^[a-z]+(-[a-z]+)*$/.test(plural) || plural.length > 30)
    throw new CannotMake(
      `"${plural}" is no name for a module: lower-case words joined by "-", a plural noun, as in: npm run new-module coupons 优惠券`,
    );
  if (existsSync(join(root, "src/modules", plural))) throw new CannotMake(`There is a module "${plural}" already.`);
}

/** The number after the highest there is. */
function nextMigration(root: string): string {
  const numbers = readdirSync(join(root, "migrations")).map((name) => Number(/^(\d{4})-/.exec(name)?.[1] ?? 0));
  return String(Math.max(0, ...numbers) + 1).padStart(4, "0");
}

/** Puts text before the first place where `mark` stands after `from`. */
function insertBefore(text: string, from: string, mark: string, addition: string): string {
  const start = text.indexOf(from);
  const at = text.indexOf(mark, start);
  if (start < 0 || at < 0) throw new CannotMake(`The list after "${from}" was not found; add the lines by hand.`);
  return text.slice(0, at) + addition + text.slice(at);
}

interface Line {
  path: string;
  add: (text: string, names: ModuleNames) => string;
}

/** What is listed elsewhere, one line each. */
const lines: readonly Line[] = [
  {
    path: "src/app.ts",
    add: (text, { plural, camel }) => {
      const listed = insertBefore(text, "const parts", "];", `  ${camel}Module,\n`);
      return insertBefore(listed, "import", "import type {", `import { ${camel}Module } from "./modules/${plural}/${plural}.module.ts";\n`);
    },
  },
  {
    path: "src/web/i18n/zh-CN/errors.ts",
    add: (text, { plural, title }) =>
      insertBefore(
        text,
        "export const errors",
        "\n}",
        `\n  "${plural}.name-taken": "已经有叫“{{name}}”的${title}。",\n  "${plural}.full": "${title}最多 {{most}} 个，先删掉不用的。",`,
      ),
  },
  {
    path: "src/web/i18n/en/errors.ts",
    add: (text, { plural }) =>
      insertBefore(
        text,
        "export const errors",
        "\n};",
        `\n  "${plural}.name-taken": "“{{name}}” is there already.",\n  "${plural}.full": "At most {{most}}; remove one first.",`,
      ),
  },
  {
    path: "src/lib/refusal-codes.ts",
    add: (text, { plural }) => insertBefore(text, "const reasons", "\n}", `\n  "${plural}": ["full", "name-taken"],`),
  },
  {
    path: "src/modules/brands/audit-words.rules.ts",
    add: (text, { plural, title }) =>
      insertBefore(text, "export const actionNames", "\n};", `\n  "${plural}.add": both("新建${title}", "Add to ${plural}"),`),
  },
];

/** Makes the module below `root` and answers the paths it wrote, the changed ones last. */
export function makeModule(root: string, plural: string, title: string): string[] {
  checkName(root, plural);
  const names = namesOf(plural, title);
  const files = [
    ...filesOf(names, nextMigration(root)),
    ...lines.map(({ path, add }) => ({ path, text: add(readFileSync(join(root, path), "utf8"), names) })),
  ];
  for (const { path, text } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return files.map((file) => file.path);
}

function format(root: string, paths: readonly string[]): void {
  const typescript = paths.filter((path) => path.endsWith(".ts"));
  execFileSync(join(root, "node_modules/.bin/oxfmt"), typescript, { cwd: root, stdio: "ignore" });
}

function main([plural = "", title = plural]: string[]): void {
  const root = join(import.meta.dirname, "..");
  const paths = makeModule(root, plural, title);
  format(root, paths);
  const { Type } = namesOf(plural, title);
  console.log(`Made ${plural}:\n${paths.map((path) => `  ${path}`).join("\n")}

Next:
  npm test -- src/modules/${plural}      it passes as it is
  1. Say what it is for in src/modules/${plural}/README.md: its words, its numbers, its events; forty lines at most.
  2. Make ${Type} what it should be: contract first, then the rule with its table test, then store and action.
  3. Give it permissions of its own in src/modules/brands/roles.rules.ts, words for them in permission-words.rules.ts beside it.
  4. Events get a number in src/lib/event-kinds.ts; what other modules may call goes into src/modules/${plural}/index.ts.
  5. Pages: src/modules/${plural}/web/*.page.tsx, one line each in src/web/console/pages.ts; src/web/README.md shows the kit.`);
}

if (process.argv[1] === import.meta.filename) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof CannotMake ? error.message : error);
    process.exitCode = 1;
  }
}
