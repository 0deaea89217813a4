import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const sourceFolder = join(import.meta.dirname, "..");

export const readSource = (name: string) => readFileSync(join(sourceFolder, name), "utf8");

/** Every file that draws, by its path below `src`. */
export const drawings = readdirSync(sourceFolder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tsx"));

/** Files of the console that draw a list whose words match. */
export const listsOf = (draws: RegExp) => drawings.filter((name) => !name.startsWith("web/ui/") && draws.test(readSource(name)));

/** A table of rows, or rows in pages. */
export const table = /<DataTable\b|useCursorPages\(/;
