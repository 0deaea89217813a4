import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { preparedHome } from "../src/testing/prepared.ts";
import { makeRunFolder } from "./run-folder.ts";

const root = join(import.meta.dirname, "..");
const bin = (name: string) => join(root, "node_modules/.bin", name);
const folder = makeRunFolder();

interface Outcome {
  passed: number;
  failed: number;
  /** What failed, by name: told last of all, where nobody has to look for it. */
  failures: readonly string[];
}

interface Finished {
  code: number;
  output: string;
}

function run(program: string, args: readonly string[], live: boolean): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ["ignore", live ? "inherit" : "pipe", live ? "inherit" : "pipe"],
      // The checkers end soon: collecting their garbage often is half of their work.
      env: { ...process.env, TMPDIR: folder, QUNCE_TEST_DIR: preparedHome(), FORCE_COLOR: "0", GOGC: "400" },
    });
    let output = "";
    child.stdout?.on("data", (piece) => (output += piece));
    child.stderr?.on("data", (piece) => (output += piece));
    child.on("error", (error) => resolve({ code: 1, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** One program that says nothing when all is well; counts as one test. */
async function check(name: string, program: string, args: readonly string[]): Promise<Outcome> {
  const begun = performance.now();
  const { code, output } = await run(program, args, false);
  console.log(`${code === 0 ? "ok " : "BAD"} ${name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  if (code !== 0) console.log(output);
  return code === 0 ? { passed: 1, failed: 0, failures: [] } : { passed: 0, failed: 1, failures: [`${name}: ${output.trim()}`] };
}

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  success: boolean;
  testResults: { name: string; message: string; assertionResults: { status: string; fullName: string; failureMessages: string[] }[] }[];
}

/** `src/x.test.ts > what it says: the first line of why`, for each test that failed and each file that could not be read. */
function failuresIn(report: Report): string[] {
  return report.testResults.flatMap(({ name, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter(({ status }) => status === "failed");
    if (failed.length === 0 && message !== "") return [`${file}: ${message}`];
    return failed.map(({ fullName, failureMessages }) => `${file} > ${fullName}: ${failureMessages.join("\n")}`);
  });
}

/** Vitest's own figures; a suite that could not even be loaded counts as a failure. */
async function suite(file: string, args: readonly string[]): Promise<Outcome> {
  const { code } = await run(bin("vitest"), ["run", "--reporter=dot", "--reporter=json", `--outputFile.json=${file}`, ...args], true);
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as Report;
    const failed =
      report.numFailedTests > 0 ? report.numFailedTests : report.success && code === 0 ? 0 : Math.max(1, report.numFailedTestSuites);
    return { passed: report.numPassedTests, failed, failures: failuresIn(report) };
  } catch {
    return { passed: 0, failed: 1, failures: [`vitest ${args.join(" ")} left no report`] };
  }
}

/** Characters: a checker's whole output would push the others away. */
const MOST_OF_A_FAILURE = 600;

const only = process.argv.slice(2);

const FOLDERS = ["src", "tools", "bench", "e2e"];

async function checks(): Promise<Outcome[]> {
  return [
    await check("types and lint", bin("oxlint"), ["--type-aware", "--type-check", ...FOLDERS, "vite.config.ts", "vitest.config.ts"]),
    await check("format", bin("oxfmt"), ["--check", ...FOLDERS]),
    await check("unused", bin("knip"), []),
  ];
}

/**
 * Everything at once: browsers wait for pages, and what they leave free the rest takes.
 * What takes minutes (many kills, a whole walk in English, the release before) runs by `npm run test:long`.
 */
async function everything(): Promise<Outcome[]> {
  const suites = ["house", "browser"].map((project) => suite(join(folder, `${project}.json`), ["--project", project]));
  return (await Promise.all([checks(), ...suites])).flat();
}

const outcomes = only.length > 0 ? [await suite(join(folder, "report.json"), only)] : await everything();
rmSync(folder, { recursive: true, force: true });
const sum = (key: "passed" | "failed") => outcomes.reduce((total, outcome) => total + outcome[key], 0);
for (const failure of outcomes.flatMap(({ failures }) => failures)) console.log(`FAILED ${failure.slice(0, MOST_OF_A_FAILURE)}`);
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exitCode = sum("failed") === 0 ? 0 : 1;
