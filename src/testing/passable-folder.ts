import { chmodSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../server/postgres/processes.ts";

/** A new folder that other accounts may pass: root's PostgreSQL runs under one, and where it cannot pass, it lies elsewhere and stays behind. */
export function passableFolder(name: string, under = tmpdir()): string {
  const folder = mkdtempSync(join(under, `qunce-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/** Folders called `qunce-<name>-<pid>-…` whose process is gone: what a killed run left behind. */
export function leftBehind(name: string, under = tmpdir()): string[] {
  const start = `qunce-${name}-`;
  const names = readdirSync(under).filter((one) => one.startsWith(start));
  return names.filter((one) => !isAlive(Number.parseInt(one.slice(start.length), 10))).map((one) => join(under, one));
}
