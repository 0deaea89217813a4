import { createGroup } from "../../modules/groups/index.ts";
import { recomputeDays } from "../../modules/insight/days.actions.ts";
import { ingest } from "../../modules/messages/index.ts";
import type { TestBrand } from "../brand-on.ts";
import { readRollups } from "../history.ts";
import { TEST_SECRET } from "../prepared.ts";
import { letDie, startChild } from "./child.ts";
import type { Doom } from "./doom.ts";
import { type TalkAsk, talkOf } from "./talk.ts";
import type { WorkerOrders } from "./worker.child.ts";

/** Where a process that hears dies; the last three while it adds up the days. */
export const ingestDooms: Record<string, { kind: "ingest" | "react"; doom: Doom }> = {
  "before the transaction": { kind: "ingest", doom: "before" },
  "between event and message": { kind: "ingest", doom: { statement: "insert into messages" } },
  "before the commit": { kind: "ingest", doom: "commit" },
  "before the answer": { kind: "ingest", doom: "committed" },
  "within the sums": { kind: "react", doom: { statement: "merge into group_speakers" } },
  "before the cursor moves": { kind: "react", doom: { statement: "update reaction_cursors" } },
  "after the sums": { kind: "react", doom: "committed" },
};

export interface IngestTally {
  hits: number;
  messages: number;
  /** Messages that are not there, or there twice. */
  missing: number;
  double: number;
  /** Groups whose numbers have a hole or a double, and messages without event. */
  broken: number;
  /** Day sums that a recompute from the log finds otherwise. */
  otherSums: number;
}

export interface IngestStage {
  serial: number;
  test: TestBrand;
  groupIds: readonly string[];
  round: number;
}

let stages = 0;

export async function openIngestStage(test: TestBrand): Promise<IngestStage> {
  const groupIds: string[] = [];
  for (let i = 0; i < 3; i++) {
    const group = await createGroup(test.as(), {
      name: `听写 ${i}`,
      orgId: test.headquartersId,
      positioning: "benefit",
      commercialType: "promotion",
      channel: "web",
      ownerStaffId: null,
      open: true,
    });
    groupIds.push(group.id);
  }
  return { serial: ++stages, test, groupIds, round: 0 };
}

const MESSAGES = 300;

/** The next batch of the source. */
export function nextTalk(stage: IngestStage): TalkAsk {
  const round = ++stage.round;
  return { stage: stage.serial, round, groupIds: stage.groupIds, messages: MESSAGES, untilMs: stage.test.clock.now.getTime() - round };
}

/**
 * Some processes take in the same batch, or add up its days, and each dies at the phase; then the source sends the batch again, and what
 * is there is held against what was sent.
 */
export async function killIngest(stage: IngestStage, phase: string, workers: number): Promise<IngestTally> {
  const plan = ingestDooms[phase];
  if (!plan) throw new Error(`no phase ${phase}`);
  const { test } = stage;
  const talk = nextTalk(stage);
  if (plan.kind === "react") await ingest(test.system(), talkOf(talk));
  const orders: WorkerOrders = {
    ownerUrl: test.ownerUrl,
    secret: TEST_SECRET,
    brandId: test.brand.id,
    nowMs: test.clock.now.getTime(),
    doom: plan.doom,
    work: plan.kind === "ingest" ? { kind: "ingest", talk } : { kind: "react" },
  };
  const hits = await letDie(Array.from({ length: workers }, () => startChild("worker.child.ts", orders)));
  await ingest(test.system(), talkOf(talk));
  await test.react();
  return { hits, messages: MESSAGES, ...(await judgeTalk(stage)) };
}

/** Holds what is there of all rounds against what was sent, and the day sums against a recompute. */
export async function judgeTalk({ test, groupIds, round }: IngestStage): Promise<Omit<IngestTally, "hits" | "messages">> {
  const rows = await test.rows<{ text: string; n: number }>(
    "select text, count(*)::int as n from app.messages where group_id = any($1::uuid[]) and text like '第 %' group by text",
    [groupIds],
  );
  const distinct = round * (MESSAGES - MESSAGES / 5);
  const [all] = await test.rows<{ n: number }>("select count(*)::int as n from app.messages where group_id = any($1::uuid[])", [groupIds]);
  const before = await readRollups(test);
  await recomputeDays(test.system(), groupIds);
  const after = await readRollups(test);
  const daysOf = (rollups: typeof before) =>
    new Map([...rollups.days, ...rollups.speakers].map((row) => [keyOf(row), JSON.stringify(row)]));
  const [kept, fresh] = [daysOf(before), daysOf(after)];
  return {
    missing: distinct - rows.length + Math.max(0, round * MESSAGES - (all?.n ?? 0)),
    double: rows.filter((row) => row.n > 1).length + Math.max(0, (all?.n ?? 0) - round * MESSAGES),
    broken: await countBrokenTalk(test),
    otherSums: [...new Set([...kept.keys(), ...fresh.keys()])].filter((key) => kept.get(key) !== fresh.get(key)).length,
  };
}

const keyOf = (row: unknown) => {
  const { group_id, day, member_id } = row as Record<string, unknown>;
  return `${String(group_id)} ${String(day)} ${String(member_id)}`;
};

/** Groups whose numbers have a hole or a double, and messages without their event. */
export async function countBrokenTalk(test: TestBrand): Promise<number> {
  const gaps = await test.rows(
    `select g.group_id from app.group_sequences g left join app.messages m on m.brand_id = g.brand_id and m.group_id = g.group_id
     group by g.group_id, g.last_seq having count(m.*) <> g.last_seq or coalesce(max(m.seq), 0) <> g.last_seq or count(distinct m.seq) <> g.last_seq`,
  );
  const orphans = await test.rows(
    "select 1 from app.messages m where not exists (select 1 from app.events e where e.brand_id = m.brand_id and e.id = m.id)",
  );
  return gaps.length + orphans.length;
}
