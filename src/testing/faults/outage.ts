import { modules } from "../../app.ts";
import { changeBrandSettings } from "../../modules/brands/index.ts";
import { createSends } from "../../modules/sends/index.ts";
import { Workers } from "../../server/workers.ts";
import type { TestBrand } from "../brand-on.ts";
import { countBrokenTalk } from "./ingest-kill.ts";
import { listen, newClientId, openWebGroup, type Phone, seatPhones } from "../phones.ts";

export interface OutageTally {
  /** Messages the server said it has. */
  acknowledged: number;
  /** Calls refused with 503, and the codes they got. */
  refused: number;
  codes: string[];
  /** Answers that are neither a yes nor a refusal a client understands. */
  strange: string[];
  /** The longest anyone waited for an answer. */
  slowestMs: number;
  /** From the end of the outage until every phone and the console were answered with yes again. */
  healedMs: number;
  /** Acknowledged messages that are not there; messages that are there twice; broken numbers; deliveries that are not sent exactly once. */
  lost: number;
  double: number;
  broken: number;
  unsent: number;
}

interface Said {
  phone: Phone;
  clientId: string;
  text: string;
  acknowledged: boolean;
}

const PHONES = 8;
const PAUSE_MS = 700;
const expected = new Set(["server.database-away", "server.disk-full"]);

/** A brand that lives: phones that talk, a colleague who looks, sends that come due, and a server and workers on a clock that runs. */
export interface Life {
  test: TestBrand;
  groupId: string;
  phones: readonly Phone[];
  base: string;
  cookie: string;
  /** Puts the clock on, so that leases of what was broken off are over. */
  skip: (ms: number) => void;
  stop: () => Promise<void>;
}

export async function openLife(test: TestBrand): Promise<Life> {
  let aheadMs = 0;
  const turn = () => {
    test.clock.now = new Date(Date.now() + aheadMs);
  };
  turn();
  const ticking = setInterval(turn, 20);
  await changeBrandSettings(test.as(), { groupSendsPerDay: 200, quietFromMinute: 0, quietToMinute: 0 });
  const base = await listen(await test.app());
  const groupId = await openWebGroup(test, "停电群");
  const nicknames = Array.from({ length: PHONES }, (_, i) => `邻居${i}`);
  const phones = await seatPhones(test, base, nicknames, [groupId]);
  const cookie = await test.cookieOf(["owner"]);
  const workers = new Workers(
    test.runtime,
    modules.flatMap((module) => module.reactions ?? []),
    modules.flatMap((module) => module.tickers ?? []),
  );
  workers.start();
  const stop = async () => {
    await workers.stop();
    clearInterval(ticking);
  };
  const skip = (ms: number) => {
    aheadMs += ms;
    turn();
  };
  return { test, groupId, phones, base, cookie, skip, stop };
}

/** What all callers heard, and whether all hear yes again. */
class Ear {
  readonly said: Said[] = [];
  readonly codes = new Map<string, number>();
  readonly strange: string[] = [];
  slowestMs = 0;
  /** By caller: how its last call ended. */
  readonly last = new Map<number, boolean>();

  async hear(caller: number, call: () => Promise<{ status: number; code: string }>): Promise<boolean> {
    const begun = performance.now();
    const { status, code } = await call().catch((error: unknown) => ({ status: 0, code: String(error) }));
    this.slowestMs = Math.max(this.slowestMs, performance.now() - begun);
    const isYes = status === 200;
    if (status === 503 && expected.has(code)) this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
    else if (!isYes && status !== 429) this.strange.push(`${status} ${code}`);
    this.last.set(caller, isYes);
    return isYes;
  }
}

/** Lets the brand live through an outage: `begin` brings it about, `end` lifts it; afterwards what was refused is said again. */
export async function liveThrough(life: Life, begin: () => Promise<void>, end: () => Promise<void>): Promise<OutageTally> {
  const { test } = life;
  const ear = new Ear();
  const living = new AbortController();
  const lives = [...life.phones.map((phone, i) => talk(life, ear, phone, i, living.signal)), look(life, ear, living.signal)];
  await rest(600);
  const sendIds = await wish(life);
  await begin();
  await end();
  const endedAt = performance.now();
  ear.last.clear();
  while (!(ear.last.size === lives.length && [...ear.last.values()].every(Boolean)) && performance.now() - endedAt < 60_000) await rest(50);
  const healedMs = Math.round(performance.now() - endedAt);
  living.abort();
  await Promise.all(lives);
  for (const one of ear.said.filter((each) => !each.acknowledged)) await sayAgain(life, one);
  const unsent = await untilSent(life, sendIds);
  const rows = await test.rows<{ text: string; n: number }>(
    "select text, count(*)::int as n from app.messages where group_id = $1 group by text",
    [life.groupId],
  );
  const times = new Map(rows.map((row) => [row.text, row.n]));
  return {
    acknowledged: ear.said.filter((one) => one.acknowledged).length,
    refused: [...ear.codes.values()].reduce((sum, n) => sum + n, 0),
    codes: [...ear.codes.keys()].sort(),
    strange: ear.strange,
    slowestMs: Math.round(ear.slowestMs),
    healedMs,
    lost: ear.said.filter((one) => !times.has(one.text)).length,
    double: ear.said.filter((one) => (times.get(one.text) ?? 0) > 1).length,
    broken: await countBrokenTalk(test),
    unsent,
  };
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let words = 0;

async function talk(life: Life, ear: Ear, phone: Phone, caller: number, ending: AbortSignal): Promise<void> {
  while (!ending.aborted) {
    const one: Said = { phone, clientId: newClientId(), text: `停电也要说 ${++words}`, acknowledged: false };
    ear.said.push(one);
    one.acknowledged = await ear.hear(caller, async () => {
      const { status, body } = await phone.say(life.groupId, one.text, one.clientId);
      return { status, code: body.code ?? "" };
    });
    await rest(PAUSE_MS);
  }
}

/** A colleague whose page asks anew all the time. */
async function look({ base, test, cookie }: Life, ear: Ear, ending: AbortSignal): Promise<void> {
  while (!ending.aborted) {
    await ear.hear(PHONES, async () => {
      const answer = await fetch(`${base}/api/v1/b/${test.brand.slug}/groups`, { headers: { cookie } });
      const body = (await answer.json()) as { code?: string };
      return { status: answer.status, code: body.code ?? "" };
    });
    await rest(200);
  }
}

/** As a phone does when its line is back: the same message under the same name. Too fast is asked again. */
async function sayAgain(life: Life, one: Said): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    const { status } = await one.phone.say(life.groupId, one.text, one.clientId);
    if (status === 200) return;
    // Too fast for one person: a minute later it is not.
    if (status === 429) life.skip(60_000);
    await rest(100);
  }
}

async function wish({ test, groupId }: Life): Promise<string[]> {
  const { now } = test.clock;
  const created = await createSends(
    test.system(),
    Array.from({ length: 5 }, (_, i) => ({
      uniqueKey: `outage-${now.getTime()}-${i}`,
      name: "停电也要发",
      source: { kind: "adhoc" as const },
      contentId: null,
      contentVersion: null,
      direction: "engage",
      body: { format: "text" as const, text: `停电也要发 ${now.getTime()} ${i}` },
      groupIds: [groupId],
      dueAt: new Date(now.getTime() + 500 * (i + 1)),
      expiresAt: new Date(now.getTime() + 3_600_000),
      priority: 5,
    })),
  );
  return created.map((one) => one.sendId);
}

/** Waits until the sends are over, past the lease of what was broken off; answers how many deliveries are not at their group exactly once. */
async function untilSent({ test, skip }: Life, sendIds: readonly string[]): Promise<number> {
  for (let i = 0; i < 400; i++) {
    if (i === 20) skip(31_000);
    if (i === 40) skip(61_000);
    const rows = await test.rows<{ state: string; said: number }>(
      `select d.state, (select count(*)::int from app.messages m where m.group_id = d.group_id and m.delivery_id = d.id) as said
       from app.deliveries d where d.send_id = any($1::uuid[])`,
      [sendIds],
    );
    const wrong = rows.filter((row) => row.state !== "sent" || row.said !== 1).length + Math.abs(rows.length - sendIds.length);
    if (wrong === 0 || i === 399) return wrong;
    await rest(100);
  }
  return sendIds.length;
}
