import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { TEST_SECRET } from "../prepared.ts";
import { passableFolder } from "../passable-folder.ts";

const main = join(import.meta.dirname, "../../main.ts");

/** The product's own program, as an operator starts it. */
export interface Program {
  child: ChildProcess;
  output: () => string;
  /** Waits until it has said these words; throws with all it said when it ends before. */
  said: (words: string) => Promise<void>;
  /** Its exit code. */
  ended: Promise<number | null>;
}

/** A data folder of its own that signs in with the tests' secret. */
export function makeDataFolder(): { dataDir: string; drop: () => void } {
  const dataDir = passableFolder("program");
  writeFileSync(join(dataDir, "secret"), TEST_SECRET, { mode: 0o600 });
  return { dataDir, drop: () => rmSync(dataDir, { recursive: true, force: true }) };
}

export function startProgram(args: readonly string[], env: Record<string, string>, entry = main): Program {
  const { DATABASE_URL: _url, QUNCE_DATA_DIR: _dir, PORT: _port, ...own } = process.env;
  const child = spawn(process.execPath, [entry, ...args], { env: { ...own, QUNCE_LOG: "warn", QUNCE_DEMO: "0", ...env } });
  let output = "";
  const hearers = new Set<() => void>();
  const collect = (piece: Buffer) => {
    output += piece.toString("utf8");
    for (const hear of hearers) hear();
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  const said = (words: string) =>
    new Promise<void>((resolve, reject) => {
      const hear = () => {
        if (!output.includes(words)) return;
        hearers.delete(hear);
        resolve();
      };
      hearers.add(hear);
      hear();
      void ended.then(() => reject(new Error(`it ended before it said "${words}":\n${output}`)));
    });
  return { child, output: () => output, said, ended };
}

/** A port of this machine that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Lines of the log that speak of an error, and words that are no line of the log. */
export function errorsIn(output: string): string[] {
  return output.split("\n").filter((line) => /"level":(50|60)\b/.test(line) || /^\s+at |Error:/.test(line));
}
