/** Proves by force what the product promises: kills processes and the database, feeds poison, forges sessions, and writes docs/faults.md. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { machineLine, table, whole } from "../bench/report.ts";
import { changeBrandSettings } from "../src/modules/brands/index.ts";
import { startPostgres } from "../src/server/postgres.ts";
import { openBrandOn, type TestBrand } from "../src/testing/brand-on.ts";
import { type Finding, Findings, lackOf, notZero, untilHit } from "../src/testing/faults/findings.ts";
import { endDatabaseAt, race } from "../src/testing/faults/database-kill.ts";
import { forgeSessions, guessPasswords } from "../src/testing/faults/forgery.ts";
import { closeStage, killAt, openStage, phases, type Stage, type Tally } from "../src/testing/faults/kill-run.ts";
import { type FaultPlatform, openFaultPlatform } from "../src/testing/faults/platform.ts";
import { feedMix, feedPoison } from "../src/testing/faults/reports.ts";
import { askSilentHost, bringOutages, killDemo } from "../src/testing/faults/outage-findings.ts";
import { killAdvancers, killHearers, killWecomSenders, raceCrew } from "../src/testing/faults/work-findings.ts";
import { dice } from "../src/testing/history.ts";
import { passableFolder } from "../src/testing/passable-folder.ts";

const HELP = `npm run faults -- [options]
  --hits <n>      deaths at each phase with one and with two workers (default 5, the full dose)
  --database <n>  ends of PostgreSQL, of each kind (default 5)
  --races <n>     rounds of two senders without a death (default 5)
  --poison <n>    messages (default 500)
  --mix <n>       messages, each told three times (default 1000)
  --forged <n>    cookies (default 10000)
  --guesses <n>   passwords (default 200)
  --crew <n>      work processes at once (default 10)
  --stall <n>     seconds that PostgreSQL stands still (default 60)
  --demo <n>      deaths while the demo brand is made (default 3)
  --only <part>   reports, door, senders, wecom, work or outages alone; no report is written unless --doc says where
  --seed <n>      other poison, other order, other cookies (default 1)
  --doc <file>    where the report goes (default docs/faults.md)`;

const FULL = { hits: 5, database: 5, races: 5, poison: 500, mix: 1_000, forged: 10_000, guesses: 200, crew: 10, stall: 60, demo: 3 };
type Dose = keyof typeof FULL;

const option = (value: number) => ({ type: "string" as const, default: String(value) });
const { values } = parseArgs({
  options: {
    hits: option(FULL.hits),
    database: option(FULL.database),
    races: option(FULL.races),
    poison: option(FULL.poison),
    mix: option(FULL.mix),
    forged: option(FULL.forged),
    guesses: option(FULL.guesses),
    crew: option(FULL.crew),
    stall: option(FULL.stall),
    demo: option(FULL.demo),
    seed: option(1),
    only: { type: "string" },
    doc: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

const say = (line: string) => void process.stdout.write(`${line}\n`);

function doseOf(name: Dose | "seed"): number {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value > 0) return value;
  console.error(`--${name} must be a whole number above 0.\n${HELP}`);
  process.exit(2);
}

const parts = ["reports", "door", "senders", "wecom", "work", "outages"] as const;
type Part = (typeof parts)[number];
const wants = (part: Part) => values.only === undefined || values.only === part;

/** Where the report goes; a part alone makes none by itself. */
const docOf = () => values.doc ?? (values.only === undefined ? join(import.meta.dirname, "../docs/faults.md") : undefined);

const findings = new Findings();

async function killSenders(stage: Stage): Promise<void> {
  const wished = doseOf("hits");
  for (const workers of [1, 2]) {
    for (const phase of phases) {
      const { hits, tallies } = await untilHit(wished, () => killAt(stage, phase, workers));
      const dose = `${hits} deaths in ${tallies.length} rounds`;
      findings.judge(`kill -9 of a sender, ${phase}, ${workers} at work`, dose, tallies, lackOf(hits, wished));
    }
  }
}

async function endDatabase(stage: Stage, postgres: Awaited<ReturnType<typeof startPostgres>>): Promise<void> {
  const wished = doseOf("database");
  for (const [signal, words] of [
    ["SIGKILL", "kill -9 of PostgreSQL"],
    ["SIGINT", "PostgreSQL stopped and started"],
  ] as const) {
    let call = 0;
    const { hits, tallies } = await untilHit(wished, () => endDatabaseAt(stage, postgres, signal, 1 + (call++ % 3)));
    findings.judge(`${words} during a sender's call`, `${hits} ends in ${tallies.length} rounds`, tallies, lackOf(hits, wished));
  }
}

async function raceSenders(stage: Stage): Promise<void> {
  const tallies: Tally[] = [];
  for (let i = 0; i < doseOf("races"); i++) tallies.push(await race(stage, 2));
  findings.judge("two senders at once, no death", `${tallies.length} rounds`, tallies, []);
}

async function feedReports(test: TestBrand, roll: () => number): Promise<void> {
  const poison = await feedPoison(test, doseOf("poison"), roll);
  findings.add({
    fault: "poison messages",
    dose: `${whole(poison.messages)} between healthy ones`,
    came: `${poison.accepted} taken in clean, ${poison.kept} kept whole in the inbox`,
    faults: notZero({ lost: poison.lost, broken: poison.broken, "healthy lost": poison.healthyLost }),
  });
  const mix = await feedMix(test, doseOf("mix"), roll);
  findings.add({
    fault: "double, late, disordered reports",
    dose: `${whole(mix.reports)} reports of ${whole(mix.messages)} messages and ${mix.removed} takings-back, two batches at a time`,
    came: "the groups hold what the model says",
    faults: notZero({ wrong: mix.wrong, broken: mix.broken }),
  });
}

async function attackDoor(test: TestBrand, roll: () => number): Promise<void> {
  const forged = await forgeSessions(test, doseOf("forged"), roll);
  findings.add({
    fault: "forged sessions",
    dose: `${whole(forged.tries)} cookies of nine kinds`,
    came: `${forged.accepted} accepted`,
    faults: [
      ...notZero({ accepted: forged.accepted, "strange answers": forged.broken }),
      ...(forged.trueAccepted ? [] : ["the true cookie was refused"]),
    ],
  });
  const guessed = await guessPasswords(test, doseOf("guesses"), roll);
  const mayJudge = 5 * (guessed.minutes + 1);
  findings.add({
    fault: "guessed passwords",
    dose: `${whole(guessed.tries)} tries from one address`,
    came: `${guessed.judged} judged, ${whole(guessed.lockedOut)} locked out; the true one from there ${guessed.trueHere}, from elsewhere ${guessed.trueElsewhere}`,
    faults: [
      ...notZero({ accepted: guessed.accepted, unexplained: guessed.tries - guessed.judged - guessed.lockedOut - guessed.accepted }),
      ...(guessed.judged > mayJudge ? [`more than ${mayJudge} guesses were judged`] : []),
      ...(guessed.trueElsewhere === 200 ? [] : ["another address is locked out too"]),
    ],
  });
}

const verdictOf = ({ faults, skipped }: Finding) => (skipped ? "not tried" : faults.length === 0 ? "holds" : `**${faults.join("; ")}**`);

function report(seconds: number): string {
  const dose = Object.keys(FULL).map((name) => `--${name} ${values[name as Dose]}`);
  const isFull = values.only === undefined && Object.entries(FULL).every(([name, value]) => Number(values[name as Dose]) >= value);
  const rows = findings.all.map((one) => [one.fault, one.dose, one.came, verdictOf(one)]);
  return `# Faults

Made by \`npm run faults\`, which fails when one line does not hold or a phase was hit less often than asked.

\`npm run faults -- ${[...dose, `--seed ${values.seed}`].join(" ")}\` · ${isFull ? "the full dose" : "**a smaller dose than the full one**"} · ${Math.round(seconds)} s · ${machineLine()}

## How

The run starts a PostgreSQL of its own (the product's settings, fsync on) and a brand with ten groups on an outside platform that is a server of
its own, never forgets, and counts what arrives. Senders are processes of their own that run the product's sender. Each round makes two sends to
all ten groups. A doomed process ends itself with SIGKILL at its phase: before it claims (before-intent), with the claim committed
(after-intent), before the call, after the platform took it (after-accept), after the answer was committed (after-commit); of the last three at
the first or second call. PostgreSQL is ended by the platform while it holds a call open, so that the answer finds no database. Senders whose
clock is 31 s ahead, past the lease of the dead, finish what is open.

Senders to WeCom go over the real line to a simulated corp that keeps the platform's rules: its call has no key of ours, so an answer that was
lost is looked for in the platform's own list, by the token in the link of one send and by the words of the other. Senders whose clock is 400 s
ahead, past the lease of a call and the lag of the list, finish.

Processes that take messages in die before their transaction, between an event and its message, before the commit and before the answer;
others within the sums of the days, before their cursor moves, and after. Then the source sends its batch of 300 again. Processes that carry
out an SOP of three steps for four groups die before they claim it, after, between the note of a step and its sends, before the commit and
after it. The \`work\` processes are the product's own program; they are asked to stop by SIGTERM. During the outages eight phones talk over
HTTP, a colleague's page asks anew, sends come due; what was refused is said again afterwards, under the same name. PostgreSQL and all its
processes are stopped by SIGSTOP, killed, or live on a small disk that is filled. What else may go wrong at a start (a taken port, a
damaged, foreign or closed data folder, a wrong password, a missing database, an old PostgreSQL, a live orphan of a killed start, a full disk) is
proved by \`npm test\`: \`src/server/postgres.test.ts\`, \`src/commands/ground.test.ts\`, \`e2e/bootstrap.test.ts\`; a full disk and a database that
goes away by \`npm run test:long\`: \`src/server/outage.long.test.ts\`.

What files may do is proved beside what reads and writes them. By \`npm run test:long\`: imports of members, orders with lines and refunds, chat logs
and costs, two at a time, each killed at every phase of a batch and amid what only its kind writes (three times at least, orders five; chat also
between two rooms it makes), end with the very rows, events, counts and bad rows of the same files in a brand where nothing was killed
(\`imports/crash.long.test.ts\`); the process that reads a large file, and the worker that began it, killed and stopped amid the run
(\`commands/job.long.test.ts\`); imports on a full disk (\`imports/full-disk.long.test.ts\`); exports killed at five phases in both formats, two at once
(\`exports/kill.long.test.ts\`); webhooks killed before, in and after a call (\`integrations/webhook-crash.long.test.ts\`); restores that are cut
off (\`server/restore-held.long.test.ts\`). By \`npm test\`: zip bombs, cells of 10 MB, sheets without an end (\`server/sheets/limits.test.ts\`), bytes
that were to go when the process was killed (\`server/files.test.ts\`).

## What must hold

- Each delivery is at the platform exactly once and recorded as sent: none double, missing or with another outcome.
- Each WeCom group is in exactly one task of the platform's for each send, and is recorded as handed over.
- Each message is there exactly once, its group's numbers run without a hole, and the sums of the days equal a recompute from the log.
- Each step of each group has exactly one send, and is said in the group once.
- Workers write no error, keep to their connections, and stop when they are asked.
- In an outage every call ends, with yes or with a refusal that says why, within 80 s; nothing acknowledged is lost, nothing comes twice, and all
  is well again within 30 s of its end.
- Each poison message is in its group, cleaned, or whole in the inbox; the healthy ones beside it arrive; numbers run without a hole and every
  message has its event.
- Doubled, late, disordered reports leave what the first telling of each, in any order, says.
- No made-up, bent, cut or combined cookie gets past the door, and every answer is a refusal in order. Guesses are judged five times a minute.

## Results

${table(["fault", "dose", "what came of it", "verdict"], rows)}

${findings.bad.length === 0 ? "Everything held." : `**${findings.bad.length} of ${findings.all.length} lines do not hold.**`}
`;
}

async function trySenders(test: TestBrand, platform: FaultPlatform, postgres: Awaited<ReturnType<typeof startPostgres>>): Promise<void> {
  const stage = await openStage(test, platform, 2);
  await raceSenders(stage);
  await killSenders(stage);
  await endDatabase(stage, postgres);
  await closeStage(stage);
}

async function tryWork(test: TestBrand): Promise<void> {
  await raceCrew(findings, test, doseOf("crew"));
  await killHearers(findings, test, doseOf("hits"));
  await killAdvancers(findings, test, doseOf("hits"));
  await askSilentHost(findings);
}

async function main(): Promise<void> {
  const begun = performance.now();
  const dataDir = passableFolder("faults");
  const postgres = await startPostgres({ dataDir, log: () => undefined });
  const test = await openBrandOn(postgres.ownerUrl, { now: new Date(), outbound: { allowPrivate: true } });
  const platform = await openFaultPlatform();
  const roll = dice(doseOf("seed"));
  try {
    await changeBrandSettings(test.as(), { groupSendsPerDay: 200, quietFromMinute: 0, quietToMinute: 0 });
    if (wants("reports")) await feedReports(test, roll);
    if (wants("door")) await attackDoor(test, roll);
    if (wants("senders")) await trySenders(test, platform, postgres);
    if (wants("wecom")) await killWecomSenders(findings, test, doseOf("hits"));
    if (wants("work")) await tryWork(test);
  } finally {
    await platform.close();
    await test.close();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  if (wants("outages")) {
    await bringOutages(findings, doseOf("stall"));
    await killDemo(findings, doseOf("demo"));
  }
  const doc = docOf();
  if (doc) writeFileSync(doc, report((performance.now() - begun) / 1000));
  if (findings.bad.length > 0) process.exitCode = 1;
}

const isUnknownPart = values.only !== undefined && !parts.some((part) => part === values.only);
if (isUnknownPart) process.exitCode = 2;
if (values.help || isUnknownPart) say(HELP);
else await main();
