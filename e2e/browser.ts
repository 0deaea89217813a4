import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { z } from "zod";

const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const SYSTEM_NAMES = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser"];
const MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

interface Program {
  path: string;
  /** What it needs on a machine without its libraries and fonts. */
  env: Record<string, string>;
}

/** Chrome or Chromium of this machine, else the one in our packages; a machine without its libraries gets those from the package too. */
export async function launchBrowser(): Promise<Browser> {
  const program = systemBrowser() ?? packagedBrowser();
  try {
    return await chromium.launch({ executablePath: program.path, args: ARGS, env: { ...ownEnvironment(), ...program.env } });
  } catch (error) {
    throw new Error(`No browser for the journeys: ${program.path} did not start (${firstLine(error)}). Install Chromium.`, {
      cause: error,
    });
  }
}

let shared: Promise<Browser> | undefined;

/** The one of this worker's files, which ends with it; what belongs to a file are its pages. */
export function sharedBrowser(): Promise<Browser> {
  shared ??= launchBrowser().then(
    (browser) => browser.on("disconnected", () => (shared = undefined)),
    (error: unknown) => {
      shared = undefined;
      throw error;
    },
  );
  return shared;
}

function ownEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}

/** A program that can load all its libraries can say its version. */
function runs(path: string, env: Record<string, string>): boolean {
  return spawnSync(path, ["--version"], { env: { ...process.env, ...env }, timeout: 20_000 }).status === 0;
}

function systemBrowser(): Program | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const paths = [...SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), MAC_CHROME];
  const path = paths.find((each) => existsSync(each) && runs(each, {}));
  return path === undefined ? undefined : { path, env: {} };
}

function packagedBrowser(): Program {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      `No browser for the journeys: install Chrome or Chromium (none comes with our packages for ${process.platform}-${process.arch}).`,
    );
  }
  const folder = unpacked();
  const path = join(folder, "chromium");
  const fonts: Record<string, string> = existsSync("/etc/fonts/fonts.conf") ? {} : { FONTCONFIG_FILE: join(folder, "fonts.conf") };
  if (runs(path, fonts)) return { path, env: fonts };
  const libraries = [join(folder, "al2023", "lib"), process.env["LD_LIBRARY_PATH"]].filter(Boolean).join(delimiter);
  return { path, env: { ...fonts, LD_LIBRARY_PATH: libraries } };
}

/** Unpacked once per release, beside and then renamed, for several test files may ask at the same time. */
function unpacked(): string {
  const main = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const home = dirname(dirname(main));
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(home, "package.json"), "utf8")));
  const folder = join(home, "..", "..", ".cache", `chromium-${version}`);
  if (existsSync(folder)) return folder;
  const half = `${folder}.${process.pid}`;
  mkdirSync(half, { recursive: true });
  // The package unpacks into the temporary folder, and its libraries only where it takes the machine for AWS's.
  const env = { ...process.env, TMPDIR: half, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" };
  const unpack = `import(${JSON.stringify(main)}).then((library) => library.default.executablePath())`;
  const done = spawnSync(process.execPath, ["--input-type=module", "-e", unpack], { env, encoding: "utf8", timeout: 120_000 });
  if (done.status !== 0) {
    rmSync(half, { recursive: true, force: true });
    throw new Error(`No browser for the journeys: Chromium could not be unpacked (${done.stderr.trim().split("\n").at(-1) ?? ""}).`);
  }
  writeFileSync(join(half, "fonts.conf"), fontsFile(join(folder, "fonts")));
  settle(half, folder);
  return folder;
}

function settle(half: string, folder: string): void {
  try {
    renameSync(half, folder);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

function fontsFile(folder: string): string {
  const dirs = [folder, "/usr/share/fonts", "/usr/local/share/fonts"].map((dir) => `  <dir>${dir}</dir>`);
  return `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n${dirs.join("\n")}\n  <cachedir>${folder}-cache</cachedir>\n</fontconfig>\n`;
}
