import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { errnoOf } from "./failure.ts";

/** A process named so that a later one with the same number is not mistaken for it. */
export interface ProcessStamp {
  pid: number;
  /** When it began, in whatever unit the system counts. */
  began: string;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return errnoOf(error) === "EPERM";
  }
}

/** Fields 3 and up of the process's line: its name (field 2) may hold spaces and brackets. */
function statFields(pid: number): string[] | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    return line.slice(line.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

/** A killed process whose parent has not asked after it yet still answers signals. */
function isZombie(pid: number): boolean {
  return process.platform === "linux" && statFields(pid)?.[0] === "Z";
}

function ps(pid: number, field: string): string {
  return spawnSync("ps", ["-o", `${field}=`, "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
}

export function stampOf(pid: number): ProcessStamp {
  return { pid, began: process.platform === "linux" ? (statFields(pid)?.[19] ?? "") : ps(pid, "lstart") };
}

export function isRunning(stamp: ProcessStamp): boolean {
  return isAlive(stamp.pid) && stampOf(stamp.pid).began === stamp.began;
}

function isPostgres(pid: number): boolean {
  if (process.platform !== "linux") return ps(pid, "comm").includes("postgres");
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[0]?.includes("postgres") ?? false;
  } catch {
    return false;
  }
}

/** False for a process that got a dead server's number: a stale pid file in a restarted container names such a one. */
export function isServerOf(pid: number, clusterDir: string): boolean {
  return isAlive(pid) && isPostgres(pid) && ["", clusterDir].includes(workingFolder(pid));
}

/** Server processes that outlived their killed postmaster: they work inside the cluster's folder. */
export function orphansIn(clusterDir: string): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => workingFolder(pid) === clusterDir && isPostgres(pid));
}

/** Empty where the system does not say. */
function workingFolder(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return "";
  }
}

/** False when there was nothing left to signal. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** True when the process ended within the time. */
export async function hasEnded(pid: number, withinMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < withinMs; waitedMs += 20) {
    if (!isAlive(pid)) return true;
    await sleep(20);
  }
  return !isAlive(pid);
}
