import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type RefusalKind, refusalStatus } from "../src/lib/refusal.ts";

const inside = String.raw`(?:[^()]|\((?:[^()]|\([^()]*\))*\))*`;
const code = String.raw`"([a-z-]+\.[a-z-]+)"`;
const thrown = new RegExp(String.raw`Refusal\(\s*"([a-z]+)",\s*${code}`, "g");
const missing = new RegExp(String.raw`\bfound\(${inside},\s*${code}\s*[,)]`, "g");
const taken = new RegExp(String.raw`\bonDuplicate\(${inside},\s*${code}\s*[,)]`, "g");

const isKind = (word: string): word is RefusalKind => word in refusalStatus;

/** Every code a module's files refuse with, by the status it is answered as. */
export function refusalCodesOf(folder: string): Record<number, string[]> {
  const found = new Map<number, Set<string>>();
  const note = (status: number, one: string) => found.set(status, (found.get(status) ?? new Set()).add(one));
  for (const name of readdirSync(folder).filter((one) => one.endsWith(".ts") && !one.endsWith(".test.ts"))) {
    const text = readFileSync(join(folder, name), "utf8");
    for (const [, kind = "", one = ""] of text.matchAll(thrown)) if (isKind(kind)) note(refusalStatus[kind], one);
    for (const [, one = ""] of text.matchAll(missing)) note(refusalStatus.missing, one);
    for (const [, one = ""] of text.matchAll(taken)) note(refusalStatus.conflict, one);
  }
  return Object.fromEntries([...found].sort(([a], [b]) => a - b).map(([status, codes]) => [status, [...codes].sort()]));
}

const WIDTH = 140;
const nameOf = (word: string) => (/^[a-z]\w*$/i.test(word) ? word : JSON.stringify(word));

/** One status and its codes as the formatter would write them. */
function codesLines(status: string, codes: readonly string[]): string[] {
  const words = codes.map((one) => JSON.stringify(one));
  const line = `    ${status}: [${words.join(", ")}],`;
  return line.length <= WIDTH ? [line] : [`    ${status}: [`, ...words.map((one) => `      ${one},`), "    ],"];
}

/** The file of all modules' codes. */
export function refusalCodesFile(modulesFolder: string): string {
  const lines = readdirSync(modulesFolder)
    .sort()
    .flatMap((module) => {
      const codes = Object.entries(refusalCodesOf(join(modulesFolder, module)));
      return codes.length === 0 ? [] : [`  ${nameOf(module)}: {`, ...codes.flatMap(([status, all]) => codesLines(status, all)), "  },"];
    });
  return [
    "/** What each module refuses with, by status. Written by `npm run api`. */",
    "export const refusalCodes: Readonly<Record<string, Readonly<Record<number, readonly string[]>>>> = {",
    ...lines,
    "};",
    "",
  ].join("\n");
}
