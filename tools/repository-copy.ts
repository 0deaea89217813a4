import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { passableFolder } from "../src/testing/passable-folder.ts";

const root = join(import.meta.dirname, "..");

/** The repository's own files in a folder of their own, with the same packages. */
export function copyRepository(): string {
  const folder = passableFolder("new-module");
  const listed = execFileSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "src", "migrations", "*.json", "vitest.config.ts", ".oxfmtrc.json"],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  for (const path of listed.split("\n").filter((name) => name !== "" && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}
