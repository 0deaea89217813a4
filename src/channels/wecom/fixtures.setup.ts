import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Samples printed in public documentation; they lie beside the product and not in it. */
const FOLDER = join(import.meta.dirname, "../../../../shared/reference/wecom-fixtures");

export const hasFixtures = existsSync(FOLDER);
export const skipLine = "(the folder of public samples is not beside this one: skipped)";
export const fixture = (name: string) => readFileSync(join(FOLDER, name), "utf8");
export const fixtureJson = (name: string): unknown => JSON.parse(fixture(name));
