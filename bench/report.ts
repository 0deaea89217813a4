import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";

const file = join(import.meta.dirname, "../docs/bench.md");
const HEAD = `# Figures

Made by \`npm run bench\` (all) or \`npm run bench -- ingest\` (by name); each section is written anew by its run. \`npm run bench -- page members\` times
one page and each of its requests, and writes nothing. Absolute figures belong to the machine and its load at that moment, which stand beside
them; what holds elsewhere are the ratios.
`;

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
export const whole = (value: number): string => Math.round(value).toLocaleString("en-US");

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** The machine and how busy it was besides. */
export function machineLine(): string {
  const load = loadavg()
    .map((one) => one.toFixed(1))
    .join(" ");
  return `${new Date().toISOString().slice(0, 16)}Z · Node ${process.versions.node} · ${cpus().length} × ${cpus()[0]?.model ?? "CPU"} · ${Math.round(totalmem() / 2 ** 30)} GB · load ${load}`;
}

/** Replaces one section of docs/bench.md, or adds it at the end. */
export function writeSection(name: string, body: string): void {
  const text = existsSync(file) ? readFileSync(file, "utf8") : HEAD;
  const [open, close] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const section = `${open}\n${body.trim()}\n${close}`;
  const from = text.indexOf(open);
  const to = text.indexOf(close);
  const next = from >= 0 && to > from ? text.slice(0, from) + section + text.slice(to + close.length) : `${text.trimEnd()}\n\n${section}\n`;
  writeFileSync(file, next);
}
