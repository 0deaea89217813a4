import { createGroup } from "../../modules/groups/index.ts";
import { type InboundItem, ingest } from "../../modules/messages/index.ts";
import type { TestBrand } from "../brand-on.ts";
import { countBrokenTalk } from "./ingest-kill.ts";

type Dice = () => number;

async function webGroup(test: TestBrand, name: string): Promise<string> {
  const group = await createGroup(test.as(), {
    name,
    orgId: test.headquartersId,
    positioning: "benefit",
    commercialType: "promotion",
    channel: "web",
    ownerStaffId: null,
  });
  return group.id;
}

interface Said {
  key: string;
  at: Date;
  groupId: string;
  person: string;
  text: string;
  nickname?: string;
}

function said({ key, at, groupId, person, text, nickname = person }: Said): InboundItem {
  return {
    kind: "message",
    source: "faults",
    externalId: key,
    occurredAt: at,
    group: { groupId },
    sender: { kind: "web", scope: "", externalId: person, nickname },
    format: "text",
    text,
  };
}

async function count(test: TestBrand, sql: string, values: unknown[] = []): Promise<number> {
  return (await test.rows<{ n: number }>(`select count(*)::int as n from ${sql}`, values))[0]?.n ?? 0;
}

const poisons: readonly ((roll: Dice) => string)[] = [
  () => "\u0000",
  () => "a\uD800b",
  () => "\uDC00\uD800",
  () => "<script>alert(document.cookie)</script><img src=x onerror=alert(1)>",
  () => "\u202Elive\u2066 مرحبا بكم \u2069",
  () => "'; drop table app.members; --",
  () => '{"a":',
  () => "\\x00\\u0000",
  () => "🍊".repeat(9_000),
  () => "\u0001\u0007\u001B[31m",
  () => "x".repeat(1_048_576),
  (roll) => Array.from({ length: 40 }, () => String.fromCharCode(Math.floor(roll() * 65_536))).join(""),
];

export interface PoisonResult {
  messages: number;
  accepted: number;
  kept: number;
  /** Neither in the group nor in the inbox. */
  lost: number;
  /** Groups or messages whose numbers or events do not agree. */
  broken: number;
  /** Healthy messages of the same batches and after them that did not arrive. */
  healthyLost: number;
}

/** Poison in the text, the nickname or the id of messages, each batch with healthy ones between. */
export async function feedPoison(test: TestBrand, messages: number, roll: Dice): Promise<PoisonResult> {
  const groupId = await webGroup(test, "毒群");
  const result: PoisonResult = { messages, accepted: 0, kept: 0, lost: 0, broken: 0, healthyLost: 0 };
  const atMs = test.clock.now.getTime() - 86_400_000;
  const inboxBefore = await count(test, "platform.inbox where brand_id = $1", [test.brand.id]);
  const rowsBefore = await count(test, "app.messages where group_id = $1", [groupId]);
  let healthy = 0;
  for (let from = 0; from < messages; from += 25) {
    const bad = Array.from({ length: Math.min(25, messages - from) }, (_, i) => poisonAt(from + i, groupId, atMs, roll));
    const good = Array.from({ length: 5 }, (_, i) =>
      said({ key: `good-${from + i}`, at: new Date(atMs + from + i), groupId, person: `g${i}`, text: "早上好" }),
    );
    const { outcomes } = await ingest(test.system(), [...bad, ...good]);
    result.accepted += outcomes.slice(0, bad.length).filter((one) => one.verdict === "accepted").length;
    result.kept += outcomes.slice(0, bad.length).filter((one) => one.verdict === "kept").length;
    healthy += good.length;
    result.healthyLost += outcomes.slice(bad.length).filter((one) => one.verdict !== "accepted").length;
  }
  const rows = (await count(test, "app.messages where group_id = $1", [groupId])) - rowsBefore;
  const inInbox = (await count(test, "platform.inbox where brand_id = $1", [test.brand.id])) - inboxBefore;
  result.lost = messages - result.accepted - result.kept + Math.abs(rows - healthy - result.accepted) + Math.abs(inInbox - result.kept);
  result.broken = await countBrokenTalk(test);
  return result;
}

function poisonAt(n: number, groupId: string, atMs: number, roll: Dice): InboundItem {
  const poison = poisons[n % poisons.length]?.(roll) ?? "";
  const place = Math.floor(roll() * 3);
  return said({
    key: place === 2 ? `poison-${n}-${poison.slice(0, 60)}` : `poison-${n}`,
    at: new Date(atMs + n),
    groupId,
    person: `p${n % 40}`,
    text: place === 0 ? poison : "早",
    ...(place === 1 ? { nickname: poison.slice(0, 500) } : {}),
  });
}

export interface MixResult {
  reports: number;
  messages: number;
  removed: number;
  /** Messages that should be there and are not, are there and should not, or are wrongly (not) taken back. */
  wrong: number;
  broken: number;
}

/** Messages and takings-back, each told three times, shuffled over twenty days and over batches of which two run at once. */
export async function feedMix(test: TestBrand, messages: number, roll: Dice): Promise<MixResult> {
  const groups = [await webGroup(test, "乱序群 1"), await webGroup(test, "乱序群 2"), await webGroup(test, "乱序群 3")];
  const startMs = test.clock.now.getTime() - 21 * 86_400_000;
  const told = Array.from({ length: messages }, (_, n) => {
    const groupId = groups[n % groups.length] ?? "";
    return said({
      key: `mix-${n}`,
      at: new Date(startMs + Math.floor(roll() * 20 * 86_400_000)),
      groupId,
      person: `m${n % 60}`,
      text: `mix-${n}`,
    });
  });
  const backs = told.flatMap((one, n): InboundItem[] =>
    roll() < 0.2
      ? [
          {
            kind: "removed",
            source: "faults",
            externalId: `back-${n}`,
            occurredAt: new Date(one.occurredAt.getTime() + 60_000),
            group: one.group,
            messageExternalId: `mix-${n}`,
            reason: "recalled",
          },
        ]
      : [],
  );
  const reports = [...told, ...backs].flatMap((one) => [one, one, one]).map((one) => ({ one, order: roll() }));
  const shuffled = reports.toSorted((a, b) => a.order - b.order).map(({ one }) => one);
  const batches = Array.from({ length: Math.ceil(shuffled.length / 150) }, (_, i) => shuffled.slice(i * 150, i * 150 + 150));
  for (let i = 0; i < batches.length; i += 2) {
    await Promise.all(batches.slice(i, i + 2).map((batch) => ingest(test.system(), batch)));
  }
  const rows = await test.rows<{ text: string; removed: boolean }>(
    "select text, removed_at is not null as removed from app.messages where group_id = any($1::uuid[])",
    [groups],
  );
  const model = new Map(told.map((_, n) => [`mix-${n}`, backs.some((back) => back.externalId === `back-${n}`)]));
  const right = rows.filter((row) => model.get(row.text) === row.removed).length;
  const wrong = Math.abs(rows.length - model.size) + (model.size - right);
  return { reports: shuffled.length, messages, removed: backs.length, wrong, broken: await countBrokenTalk(test) };
}
