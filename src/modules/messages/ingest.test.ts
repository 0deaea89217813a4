import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { bindGroup, createGroup } from "../groups/index.ts";
import type { InboundItem } from "./inbound.contract.ts";
import { ingest } from "./index.ts";
import { replayWaiting } from "./inbox.actions.ts";

let test: TestBrand;
let groups: string[];
beforeAll(async () => {
  test = await openTestBrand();
  groups = [];
  for (const name of ["福利群 01", "福利群 02", "福利群 03"]) {
    groups.push(
      (
        await createGroup(test.as(), {
          name,
          orgId: test.headquartersId,
          channel: "web",
          positioning: "benefit",
          commercialType: "promotion",
          ownerStaffId: null,
        })
      ).id,
    );
  }
});
afterAll(() => test.close());

const start = Date.parse("2026-11-21T00:00:00Z");
const at = (seconds: number) => new Date(start + seconds * 1000);
const group = (n: number) => ({ groupId: groups[n] ?? "" });
const person = (n: number) => ({ kind: "web", scope: "", externalId: `p${n}`, nickname: `会员${n}` });

function said(
  externalId: string,
  more: { g?: number; p?: number; s?: number; text?: string; at?: Date; nickname?: string; memberId?: string } = {},
): InboundItem {
  const { g = 0, p = 1, s = 0, text = "早上好" } = more;
  const sender = more.memberId
    ? { memberId: more.memberId }
    : { ...person(p), ...(more.nickname === undefined ? {} : { nickname: more.nickname }) };
  return { kind: "message", source: "t", externalId, occurredAt: more.at ?? at(s), group: group(g), sender, format: "text", text };
}

const messages = () =>
  test.rows<{ id: string; group_id: string; seq: string; text: string; removed_at: Date | null }>(
    "select id, group_id, seq, text, removed_at from app.messages order by group_id, seq",
  );
const events = async (kind: number) =>
  (await test.rows<{ n: number }>("select count(*)::int as n from app.events where kind = $1", [kind]))[0]?.n;
const inbox = (reason: string) =>
  test.rows<{ body: string; state: string }>("select body, state from platform.inbox where reason = $1 order by received_at, id", [reason]);

/** In every group the numbers run 1, 2, 3 … and end where the sequence stands; every message has its event. */
async function expectDense(): Promise<void> {
  const broken =
    await test.rows(`select g.group_id from app.group_sequences g left join app.messages m on m.brand_id = g.brand_id and m.group_id = g.group_id
    group by g.group_id, g.last_seq having count(m.*) <> g.last_seq or coalesce(max(m.seq), 0) <> g.last_seq or count(distinct m.seq) <> g.last_seq`);
  expect(broken).toEqual([]);
  const orphans = await test.rows(
    "select 1 from app.messages m where not exists (select 1 from app.events e where e.brand_id = m.brand_id and e.id = m.id)",
  );
  expect(orphans).toEqual([]);
}

describe("ingest", () => {
  it("takes in a batch, in order of its moments, once", async () => {
    const items = [said("a2", { s: 2 }), said("a1", { s: 1 }), said("b1", { g: 1 }), said("a2", { s: 2 })];
    const report = await ingest(test.system(), items);
    expect(report).toMatchObject({ accepted: 3, duplicates: 1, kept: 0 });
    expect(report.outcomes.map((one) => (one.verdict === "accepted" ? one.seq : one.verdict))).toEqual([2, 1, 1, "duplicate"]);
    const again = await ingest(test.system(), items);
    expect(again).toMatchObject({ accepted: 0, duplicates: 4 });
    expect(await messages()).toHaveLength(3);
    expect(await events(40)).toBe(3);
    await expectDense();
    const [event] = await test.rows("select value, data, occurred_at, received_at from app.events where kind = 40 order by id limit 1");
    expect(event).toMatchObject({ value: "3", data: { valid: true, format: "text", seatKind: "member" } });
  });

  it("flags the same id with another time, and lets what we timed ourselves be a duplicate", async () => {
    await ingest(test.system(), [said("c1", { s: 10 })]);
    const report = await ingest(test.system(), [said("c1", { s: 70 }), { ...said("c1", { s: 71 }), isTimeOurs: true }]);
    expect(report.outcomes).toMatchObject([{ verdict: "kept", reason: "correction" }, { verdict: "duplicate" }]);
    expect(await inbox("correction")).toHaveLength(1);
    await ingest(test.system(), [said("c1", { s: 70 })]);
    expect(await inbox("correction")).toHaveLength(1);
    await expectDense();
  });

  it("takes late reports, and keeps what is from the future until its day", async () => {
    const report = await ingest(test.system(), [
      said("late", { at: new Date(start - 7 * 86_400_000) }),
      said("older", { at: new Date("2019-03-04T05:06:07Z") }),
      said("future", { at: new Date(test.clock.now.getTime() + 3 * 86_400_000) }),
    ]);
    expect(report.outcomes.map((one) => (one.verdict === "kept" ? one.reason : one.verdict))).toEqual(["accepted", "accepted", "future"]);
    const placed = await test.rows("select tableoid::regclass::text as part from app.messages where sent_at < '2020-01-01'");
    expect(placed).toEqual([{ part: "app.messages_201903" }]);
    const before = test.clock.now;
    expect(await replayWaiting(test.system(), "future")).toEqual({ replayed: 0, waiting: 1 });
    test.clock.now = new Date(before.getTime() + 3 * 86_400_000);
    expect(await replayWaiting(test.system(), "future")).toEqual({ replayed: 1, waiting: 0 });
    test.clock.now = before;
    expect(await inbox("future")).toMatchObject([{ state: "replayed" }]);
    await expectDense();
  });

  it("keeps what is said in a group it does not know, and takes it in once the group is bound", async () => {
    const unknown = { ...said("w1"), group: { channel: "wecom", externalId: "wr-77" } };
    const report = await ingest(test.system(), [unknown, { ...unknown }, said("w2")]);
    expect(report.outcomes.map((one) => one.verdict)).toEqual(["kept", "duplicate", "accepted"]);
    const { id } = await createGroup(test.as(), {
      name: "企微群 01",
      orgId: test.headquartersId,
      channel: "wecom",
      positioning: "benefit",
      commercialType: "promotion",
      ownerStaffId: null,
    });
    await bindGroup(test.system(), { groupId: id, externalId: "wr-77" });
    await test.react();
    const taken = await test.rows("select seq from app.messages where group_id = $1", [id]);
    expect(taken).toHaveLength(1);
    expect(await inbox("unknown-group")).toMatchObject([{ state: "replayed" }]);
    await expectDense();
  });

  it("seats and unseats, and marks who speaks by their seat", async () => {
    const joined: InboundItem = {
      kind: "joined",
      source: "t",
      externalId: "j1",
      occurredAt: at(100),
      group: group(2),
      member: person(50),
      inviter: person(51),
    };
    const left: InboundItem = {
      kind: "left",
      source: "t",
      externalId: "l1",
      occurredAt: at(300),
      group: group(2),
      member: person(50),
      reason: "left",
    };
    const report = await ingest(test.system(), [left, said("s1", { g: 2, p: 50, s: 200 }), joined]);
    expect(report).toMatchObject({ accepted: 3 });
    const seats = await test.rows("select joined_at, left_at from app.seats where group_id = $1", [groups[2]]);
    expect(seats).toEqual([{ joined_at: at(100), left_at: at(300) }]);
    expect(await ingest(test.system(), [left, joined])).toMatchObject({ accepted: 0, duplicates: 2 });
    expect([await events(21), await events(22)]).toEqual([1, 1]);
  });

  it("takes messages back, also before they came", async () => {
    const back = (externalId: string): InboundItem => ({
      kind: "removed",
      source: "t",
      externalId: `r-${externalId}`,
      occurredAt: at(900),
      group: group(0),
      messageExternalId: externalId,
      reason: "recalled",
    });
    const first = await ingest(test.system(), [said("d1", { s: 800 }), back("d1"), back("d2")]);
    expect(first).toMatchObject({ accepted: 3 });
    const second = await ingest(test.system(), [said("d2", { s: 850 }), back("d1")]);
    expect(second.outcomes.map((one) => one.verdict)).toEqual(["accepted", "duplicate"]);
    const gone = await test.rows("select 1 from app.messages where removed_at is not null");
    expect(gone).toHaveLength(2);
    expect(await events(41)).toBe(2);
    const [event] = await test.rows<{ data: Record<string, unknown> }>("select data from app.events where kind = 41 limit 1");
    expect(event?.data).toMatchObject({ valid: true, seatKind: "member", reason: "recalled" });
    expect(await test.rows("select 1 from app.message_removals")).toEqual([]);
  });

  it("loses no poison: it is cleaned, or kept whole", async () => {
    const poison = [
      "\u0000",
      "a\uD800b",
      "\uDC00",
      "<script>alert(1)</script>",
      "\u202Eevil",
      "مرحبا بكم",
      "x".repeat(1_048_576),
      "'; drop table members; --",
      "\\x00",
      '{"a":',
      "🍊".repeat(9_000),
      "\u0001\u0002",
    ];
    const items = poison.flatMap((text, i) => [
      said(`x${i}`, { text, p: 90 + i }),
      said(`y${i}`, { p: 90 + i, nickname: text.slice(0, 500) }),
      said(`z${i}${text.slice(0, 50)}`),
    ]);
    const before = (await messages()).length;
    const report = await ingest(test.system(), items);
    expect(report.accepted + report.kept).toBe(items.length);
    expect((await messages()).length - before).toBe(report.accepted);
    const [long] = await inbox("too-long");
    expect(long?.body.length).toBeGreaterThan(1_048_576);
    const unreadable = await inbox("unreadable");
    expect(unreadable.length + 1).toBe(report.kept);
    expect(unreadable.some((row) => row.body.includes("\\u0000"))).toBe(true);
    await expectDense();
  });

  it("believes no member id of another brand, and splits a batch down to the one item the database refuses", async () => {
    const stranger = "0198d000-0000-7000-8000-00000000dead";
    const broken: InboundItem = { ...said("h1"), group: { groupId: "no uuid" } };
    const report = await ingest(test.system(), [said("h2"), said("h3", { memberId: stranger }), broken, said("h4")]);
    expect(report.outcomes).toMatchObject([
      { verdict: "accepted" },
      { reason: "unknown-member" },
      { reason: "unreadable" },
      { verdict: "accepted" },
    ]);
    await expectDense();
  });

  it("counts once what two hear at once", async () => {
    const items = Array.from({ length: 300 }, (_, i) => said(`k${i}`, { g: i % 3, p: i % 40, s: 2_000 + i }));
    const before = (await messages()).length;
    const reports = await Promise.all([
      ingest(test.system(), items),
      ingest(test.system(), items.toReversed()),
      ingest(test.system(), items),
    ]);
    expect(reports.reduce((sum, one) => sum + one.accepted, 0)).toBe(300);
    expect((await messages()).length - before).toBe(300);
    await expectDense();
    // The same with another time from each: the first is what was said, the others wait for a person.
    const retimed = [0, 1, 2].map((caller) => items.map((_, i) => said(`r${i}`, { g: i % 3, s: 4_000 + i * 4 + caller })));
    const outcomes = (await Promise.all(retimed.map((told) => ingest(test.system(), told)))).flatMap((one) => one.outcomes);
    expect(Object.groupBy(outcomes, (one) => ("reason" in one ? one.reason : one.verdict))).toMatchObject({
      accepted: { length: 300 },
      correction: { length: 600 },
    });
  });
});

describe("against a model", () => {
  const step = fc.record({
    id: fc.integer({ min: 0, max: 25 }),
    g: fc.integer({ min: 0, max: 2 }),
    batch: fc.integer({ min: 0, max: 4 }),
    retime: fc.boolean(),
    back: fc.boolean(),
  });
  type Step = { id: number; g: number; batch: number; retime: boolean; back: boolean };
  let round = 0;

  /** The reports of these steps by batch, and what they must come to: the first telling of each message, and which are taken back. */
  function tell(steps: readonly Step[], tag: string) {
    const told = new Set<string>();
    const removed = new Set<string>();
    const batches: InboundItem[][] = [[], [], [], [], []];
    for (const one of steps.toSorted((a, b) => a.batch - b.batch)) {
      const ext = `${tag}-${one.id}`;
      const g = one.id % 3;
      const s = 10_000 + one.id;
      (one.back ? removed : told).add(ext);
      const item: InboundItem = one.back
        ? {
            kind: "removed",
            source: "t",
            externalId: `r${ext}`,
            occurredAt: at(s + 500),
            group: group(g),
            messageExternalId: ext,
            reason: "recalled",
          }
        : said(ext, { g, p: one.id, s: s + (one.retime ? 60 : 0), text: ext });
      batches[one.batch]?.push(item);
    }
    return { told, removed, batches };
  }

  it("any mixture of double, late, disordered, retimed and taken-back reports ends the same", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60 }), async (steps) => {
        const tag = `m${round++}`;
        const { told, removed, batches } = tell(steps, tag);
        for (const batch of batches) if (batch.length > 0) await ingest(test.system(), batch);
        const rows = (await messages()).filter((row) => row.text.startsWith(`${tag}-`));
        expect(rows.map((row) => row.text).sort()).toEqual([...told].sort());
        for (const row of rows) expect(row.removed_at !== null).toBe(removed.has(row.text));
        await expectDense();
        await test.rows("delete from app.message_removals");
      }),
      { numRuns: 25 },
    );
  });
});
