/** Neighbours who join by a public link and talk over the phone's own protocol, so that a running server's screens move. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DemoPhone, readLink, Refusal, type Way } from "./demo-live-phone.ts";
import { findOpenLinks } from "./demo-live-links.ts";
import { type Dice, makeNicknames, openDice, openSmallTalk, type SmallTalk } from "./demo-live-talk.ts";

const HELP = `npm run demo:live -- [options]
  --url <address>    a join link (may be given several times), or the server's address: then ways in are looked up in its database
                     (default http://localhost:7300)
  --people <n>       how many come, over all groups (default 24)
  --rate <n>         messages a minute, over all groups (default 40)
  --minutes <n>      ends by itself after so long (default 10)
  --groups <n>       of the ways found, how many groups to visit (default 3)
  --seed <n>         other people, other talk (default 1)`;

const { values } = parseArgs({
  options: {
    url: { type: "string", multiple: true },
    people: { type: "string", default: "24" },
    rate: { type: "string", default: "40" },
    minutes: { type: "string", default: "10" },
    groups: { type: "string", default: "3" },
    seed: { type: "string", default: "1" },
    help: { type: "boolean", default: false },
  },
});

function numberOf(name: "people" | "rate" | "minutes" | "groups" | "seed", most: number): number {
  const value = Number(values[name]);
  if (Number.isFinite(value) && value > 0 && value <= most) return value;
  console.error(`--${name} must be a number above 0 and up to ${most}.`);
  process.exit(2);
}

/** Joins are kept under what one address may do in a minute. */
const JOIN_EVERY_MS = 3_500;
const REPLY_PATIENCE_MS = 5_000;
const LEAVE_SHARE = 0.04;
const TUNNEL_SHARE = 0.03;

const say = (line: string) => process.stdout.write(`${line}\n`);
const stopping = new AbortController();
process.once("SIGINT", () => stopping.abort());
process.once("SIGTERM", () => stopping.abort());

/** False when it was cut short by the end. */
function rest(ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isWhole: boolean) => {
      clearTimeout(timer);
      stopping.signal.removeEventListener("abort", onAbort);
      resolve(isWhole);
    };
    const onAbort = () => end(false);
    const timer = setTimeout(() => end(true), ms);
    if (stopping.signal.aborted) return end(false);
    stopping.signal.addEventListener("abort", onAbort);
  });
}

/** One group with those of ours who sit in it. */
interface Scene {
  way: Way;
  name: string;
  phones: DemoPhone[];
  next: () => SmallTalk;
  roll: Dice;
}

const figures = { joined: 0, left: 0, said: 0, pictures: 0, tunnels: 0, refused: 0 };

function someone(scene: Scene, not: readonly DemoPhone[]): DemoPhone | undefined {
  const free = scene.phones.filter((phone) => !not.includes(phone));
  return free[Math.floor(scene.roll() * free.length)];
}

/** Brings one person in; answers false where the way is shut. */
async function bringIn(scene: Scene, nickname: string): Promise<boolean> {
  const phone = new DemoPhone(scene.way, nickname);
  for (let round = 0; round < 5; round++) {
    try {
      scene.name = await phone.join(scene.roll() < 0.6);
      scene.phones.push(phone);
      figures.joined++;
      return true;
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 429) throw error;
      if (!(await rest(Math.min(30_000, error.retryAfterMs)))) return false;
    }
  }
  return false;
}

async function arrive(scenes: readonly Scene[], people: number, seed: number): Promise<void> {
  for (const [i, nickname] of makeNicknames(seed, people).entries()) {
    const scene = scenes[i % scenes.length];
    if (!scene || stopping.signal.aborted) return;
    try {
      if (!(await bringIn(scene, nickname))) continue;
    } catch (error) {
      figures.refused++;
      say(`${nickname} could not join: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (!(await rest(i < 2 * scenes.length ? 300 : JOIN_EVERY_MS))) return;
  }
}

/** Says one line, at the pace that all groups share. */
async function speak(phone: DemoPhone, scene: Scene, text: string, gapMs: number): Promise<number | undefined> {
  if (!(await rest(gapMs * (0.4 + 1.2 * scene.roll())))) return undefined;
  try {
    const seq = await phone.say({ kind: "text", text });
    figures.said++;
    return seq;
  } catch (error) {
    figures.refused++;
    if (!(error instanceof Refusal)) return undefined;
    if (error.code === "messages.not-seated") scene.phones = scene.phones.filter((one) => one !== phone);
    return undefined;
  }
}

async function show(phone: DemoPhone, picture: string): Promise<void> {
  try {
    await phone.showPicture(new Uint8Array(readFileSync(join(import.meta.dirname, "../src/demo/pictures", `${picture}.jpg`))));
    figures.pictures++;
  } catch {
    figures.refused++;
  }
}

/** One exchange: who answers has heard the question on his own line first. */
async function exchange(scene: Scene, gapMs: number): Promise<void> {
  const talk = scene.next();
  const first = someone(scene, []);
  if (!first) return;
  const asked = await speak(first, scene, talk.opener, gapMs);
  if (asked === undefined) return;
  if (talk.picture) await show(first, talk.picture);
  let last = asked;
  let before = first;
  for (const text of talk.replies) {
    const next = someone(scene, [first, before]);
    if (!next) break;
    await next.untilHeard(last, REPLY_PATIENCE_MS);
    last = (await speak(next, scene, text, gapMs)) ?? last;
    before = next;
  }
  if (talk.closing) await speak(first, scene, talk.closing, gapMs);
}

/** Now and then somebody goes, somebody loses the net for a moment, and all note how far they have read. */
async function stir(scene: Scene): Promise<void> {
  const chance = scene.roll();
  const one = someone(scene, []);
  if (!one) return;
  if (chance < LEAVE_SHARE && scene.phones.length > 4) {
    scene.phones = scene.phones.filter((phone) => phone !== one);
    await one.leave();
    figures.left++;
  } else if (chance < LEAVE_SHARE + TUNNEL_SHARE) {
    one.loseNet();
    figures.tunnels++;
  } else await one.markRead();
}

async function live(scene: Scene, gapMs: number): Promise<void> {
  while (!stopping.signal.aborted) {
    if (scene.phones.length < 2) {
      await rest(500);
      continue;
    }
    await exchange(scene, gapMs);
    await stir(scene).catch(() => figures.refused++);
  }
}

async function main(): Promise<void> {
  if (values.help) {
    say(HELP);
    return;
  }
  const [people, rate, minutes, seed] = [
    numberOf("people", 2_000),
    numberOf("rate", 6_000),
    numberOf("minutes", 24 * 60),
    numberOf("seed", 1_000_000),
  ];
  const urls = values.url ?? ["http://localhost:7300"];
  const links = urls.some((url) => new URL(url).pathname.includes("/join/"))
    ? urls
    : await findOpenLinks(urls[0] ?? "", numberOf("groups", 50));
  if (links.length === 0) throw new Error("No open way into a web group was found; make one in the console, or give its link with --url.");
  const scenes = links.map((link, i): Scene => ({
    way: readLink(link),
    name: "",
    phones: [],
    next: openSmallTalk(seed * 100 + i),
    roll: openDice(seed * 1_000 + i),
  }));
  say(`${people} neighbours come into ${scenes.length} group(s), about ${rate} messages a minute, for ${minutes} min. Ctrl-C ends it.`);
  const end = setTimeout(() => stopping.abort(), minutes * 60_000);
  const report = setInterval(
    () => say(`${figures.joined} in, ${figures.left} out, ${figures.said} messages, ${figures.pictures} pictures`),
    15_000,
  );
  const gapMs = (60_000 / rate) * scenes.length;
  await Promise.all([arrive(scenes, people, seed), ...scenes.map((scene) => live(scene, gapMs))]);
  clearTimeout(end);
  clearInterval(report);
  finish(scenes);
}

function finish(scenes: readonly Scene[]): void {
  const phones = scenes.flatMap((scene) => scene.phones);
  const sum = (pick: (phone: DemoPhone) => number) => phones.reduce((total, phone) => total + pick(phone), 0);
  for (const phone of phones) phone.hangUp();
  for (const scene of scenes) say(`${scene.name || scene.way.token}: ${scene.phones.length} of ours are still in`);
  const { joined, left, said, pictures, tunnels, refused } = figures;
  say(
    `${joined} joined, ${left} left, ${said} messages, ${pictures} pictures, ${tunnels} lost lines; ${sum((phone) => phone.deliveries)} heard live, ${sum((phone) => phone.gaps)} gaps, ${refused} refused.`,
  );
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
