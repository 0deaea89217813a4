import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new folder that other accounts may pass: root's PostgreSQL runs under one, and where it cannot pass, it lies elsewhere and stays behind. */
export function passableFolder(name: string, under = tmpdir()): string {
  const folder = mkdtempSync(join(under, `qunce-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}
