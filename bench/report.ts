import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";

const file = join(import.meta.dirname, "../docs/bench.md");
const HEAD = `# Figures

Made by \`npm run bench\` (all) or \`npm run bench -- ingest\` (by name); each section is written anew by its run. \`npm run bench -- page members\` times
one page and each of its requests, and writes nothing. Absolute figures belong to the machine and its load at that moment, which stand beside
them; what holds elsewhere are the ratios. The yardstick is a fixed piece of work on one core, timed as the section was written: a rented machine
was seen twice as slow on one evening as on the morning before, so divide by it before two days are compared.
`;

/** The value that this share of them does not exceed. */
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)] ?? 0;
export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
export const whole = (value: number): string => Math.round(value).toLocaleString("en-US");

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const YARDSTICK_NUMBERS = 1_000_000;

/** How long one core takes to sort and to count a fixed million of numbers, the best of three, in ms. */
function yardstickMs(): number {
  const laps = Array.from({ length: 3 }, () => {
    const begun = performance.now();
    let seed = 1;
    const numbers = Float64Array.from({ length: YARDSTICK_NUMBERS }, () => (seed = (seed * 48_271) % 2_147_483_647));
    const counts = new Map<number, number>();
    for (const number of numbers.toSorted()) counts.set(number % 65_537, (counts.get(number % 65_537) ?? 0) + 1);
    return performance.now() - begun;
  });
  return Math.min(...laps);
}

/** The machine, how fast and how busy it was besides. */
export function machineLine(): string {
  const load = loadavg()
    .map((one) => one.toFixed(1))
    .join(" ");
  return `${new Date().toISOString().slice(0, 16)}Z · Node ${process.versions.node} · ${cpus().length} × ${cpus()[0]?.model ?? "CPU"} · ${Math.round(totalmem() / 2 ** 30)} GB · load ${load} · yardstick ${whole(yardstickMs())} ms`;
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
