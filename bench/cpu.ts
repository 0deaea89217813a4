import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks a second, as Linux counts the time of processes. */
const TICKS_PER_S = 100;

/** CPU time in ms that a process and its children have used so far: PostgreSQL's own, whatever else the machine does. Null outside Linux. */
export function cpuOfTree(pid: number): number | null {
  try {
    let ticks = 0;
    for (const name of readdirSync("/proc")) {
      if (!/^\d+$/.test(name)) continue;
      const stat = statOf(name);
      if (stat && (Number(name) === pid || stat.parent === pid)) ticks += stat.ticks + (Number(name) === pid ? stat.childTicks : 0);
    }
    return (ticks * 1000) / TICKS_PER_S;
  } catch {
    return null;
  }
}

function statOf(pid: string): { parent: number; ticks: number; childTicks: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    return { parent: fields[1] ?? 0, ticks: (fields[11] ?? 0) + (fields[12] ?? 0), childTicks: (fields[13] ?? 0) + (fields[14] ?? 0) };
  } catch {
    return undefined;
  }
}
