import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Account } from "./account.ts";

export interface Ran {
  /** Null when a signal ended it or it never began. */
  code: number | null;
  output: string;
}

/** A bare environment: neither PG* variables nor a missing LANG of the person who starts us may reach the server. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"] ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
}

/** Runs a program to its end from `/`, for the account may not be allowed into the folder we stand in. */
export async function run(program: string, args: string[], account: Account | undefined): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...account, cwd: "/", env: bareEnvironment(), stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const collect = (piece: Buffer): void => {
      output += piece.toString("utf8");
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("error", (error) => resolve({ code: null, output: error.message }));
    child.once("close", (code) => resolve({ code, output }));
  });
}

export async function canRun(programs: string, account: Account | undefined): Promise<boolean> {
  return (await run(join(programs, "bin", "postgres"), ["--version"], account)).code === 0;
}

export async function canEnter(folder: string, account: Account): Promise<boolean> {
  return (await run("/bin/sh", ["-c", 'cd "$0" && test -x .', folder], account)).code === 0;
}
