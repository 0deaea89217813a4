import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { z } from "zod";

/** What the phone's first page may weigh before it works, gzipped. */
export const phoneBudgetBytes = 150_000;

const Chunk = z.object({
  file: z.string(),
  css: z.array(z.string()).default([]),
  imports: z.array(z.string()).default([]),
  dynamicImports: z.array(z.string()).default([]),
});
const Manifest = z.record(z.string(), Chunk);
type Manifest = z.infer<typeof Manifest>;

/** The files a browser needs before `entry` runs: the entry, all it imports at once, and their styles. */
export function filesOf(manifest: Manifest, entry: string): Set<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (!chunk || seen.has(key)) return;
    seen.add(key);
    for (const file of [chunk.file, ...chunk.css]) files.add(file);
    for (const one of chunk.imports) visit(one);
  };
  visit(entry);
  return files;
}

/** The heaviest first load of an entry: itself and the largest page it may open first. */
export function firstLoadBytes(manifest: Manifest, entry: string, sizeOf: (file: string) => number): number {
  const sum = (files: Iterable<string>) => [...files].reduce((total, file) => total + sizeOf(file), 0);
  const own = filesOf(manifest, entry);
  const pages = (manifest[entry]?.dynamicImports ?? []).map((key) => sum([...filesOf(manifest, key)].filter((file) => !own.has(file))));
  return sum(own) + Math.max(0, ...pages);
}

/** Throws when the phone's pages are over budget; answers one line to print. */
export function checkWebBudget(outDir: string): string {
  const path = join(outDir, ".vite/h5.json");
  if (!existsSync(path)) return "web: nothing was built";
  const manifest = Manifest.parse(JSON.parse(readFileSync(path, "utf8")));
  const sizeOf = (file: string) => gzipSync(readFileSync(join(outDir, file)), { level: 9 }).length;
  const bytes = firstLoadBytes(manifest, "h5/index.html", sizeOf);
  const text = `phone first load ${(bytes / 1000).toFixed(1)} kB gz of ${phoneBudgetBytes / 1000} kB`;
  if (bytes > phoneBudgetBytes) throw new Error(`${text}: over budget`);
  return text;
}
