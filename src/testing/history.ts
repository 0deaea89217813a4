import { sql } from "kysely";
import { z } from "zod";
import { defineEvent, Id } from "../lib/define.ts";
import { createGroup } from "../modules/groups/index.ts";
import { settleGroups, turnDays } from "../modules/insight/index.ts";
import { type InboundItem, ingest } from "../modules/messages/index.ts";
import type { Context } from "../server/context.ts";
import { insertEvents, newEvent } from "../server/event-log.ts";
import { eventId } from "../server/random.ts";
import type { TestBrand } from "./brand.ts";

export const DAY_MS = 86_400_000;

/** A web group that was opened at a moment; the clock is put back afterwards. */
export async function groupAt(
  test: TestBrand,
  name: string,
  openedAt: Date,
  more: { orgId?: string; targetMembers?: number; blueprintId?: string } = {},
): Promise<string> {
  const now = test.clock.now;
  test.clock.now = openedAt;
  const orgId = more.orgId ?? test.headquartersId;
  const group = await createGroup(test.as(), {
    name,
    orgId,
    positioning: "benefit",
    commercialType: "promotion",
    channel: "web",
    ownerStaffId: null,
    ...more,
  });
  test.clock.now = now;
  return group.id;
}

const ref = (person: string) => ({ kind: "web", scope: "", externalId: person, nickname: person });

/** One report of a made-up history; `key` makes it the same report each time it is told. */
export type Told = { key: string; at: Date; groupId: string } & (
  | { kind: "message"; person: string; text: string }
  | { kind: "joined"; person: string; entryId?: string; inviter?: string }
  | { kind: "left"; person: string }
  | { kind: "removed"; of: string }
  | { kind: "exposed"; entryId: string }
);

export function itemOf(told: Told): InboundItem {
  const head = { source: "test", externalId: told.key, occurredAt: told.at, group: { groupId: told.groupId } };
  if (told.kind === "message") return { ...head, kind: "message", sender: ref(told.person), format: "text", text: told.text };
  if (told.kind === "joined")
    return {
      ...head,
      kind: "joined",
      member: ref(told.person),
      entryId: told.entryId,
      ...(told.inviter ? { inviter: ref(told.inviter) } : {}),
    };
  if (told.kind === "left") return { ...head, kind: "left", member: ref(told.person), reason: "left" };
  if (told.kind === "removed") return { ...head, kind: "removed", messageExternalId: told.of, reason: "guarded" };
  return { ...head, kind: "exposed", entryId: told.entryId };
}

export async function tell(ctx: Context, history: readonly Told[]): Promise<void> {
  const report = await ingest(ctx, history.map(itemOf));
  const lost = report.outcomes.findIndex((one) => one.verdict === "kept");
  if (lost >= 0) throw new Error(`kept in the inbox: ${JSON.stringify(history[lost])} ${JSON.stringify(report.outcomes[lost])}`);
}

/** Runs reactions, turns the day and settles until nothing waits. */
export async function settleAll(test: TestBrand): Promise<void> {
  await test.react();
  while ((await turnDays(test.system())) > 0);
  while ((await settleGroups(test.system())) > 0);
}

/** All that is rolled up, in one order, to be compared. */
export async function readRollups(test: TestBrand): Promise<{ days: unknown[]; windows: unknown[]; speakers: unknown[] }> {
  return {
    days: await test.rows("select * from app.group_days order by group_id, day"),
    windows: await test.rows("select * from app.group_windows order by group_id, days, day"),
    speakers: await test.rows(
      "select * from app.group_speakers where messages <> 0 or valid_messages <> 0 order by group_id, day, member_id",
    ),
  };
}

const paid = defineEvent("orders.paid", z.object({ groupId: Id, memberId: Id.optional(), value: z.number(), orderId: Id }));

export interface Sale {
  id: string;
  groupId: string;
  memberId: string | null;
  paidAt: Date;
  paidFen: number;
  refundedFen?: number;
}

/** Orders as their module would leave them: the rows and their events. */
export async function sell(outer: Context, sales: readonly Sale[]): Promise<void> {
  await outer.transaction(async (ctx) => {
    for (const one of sales) {
      await sql`insert into orders (brand_id, id, source, external_id, member_id, group_id, title, paid_at, paid_fen, refunded_fen, created_at)
        values (${ctx.brand.id}, ${one.id}, 'test', ${one.id}, ${one.memberId}, ${one.groupId}, '草莓', ${one.paidAt}, ${one.paidFen}, ${one.refundedFen ?? 0}, ${ctx.now})`.execute(
        ctx.db,
      );
    }
    const rows = sales.map((one) =>
      newEvent(paid, { groupId: one.groupId, memberId: one.memberId ?? undefined, value: one.paidFen, orderId: one.id }, ctx.now, {
        id: eventId(one.paidAt.getTime(), "test", one.id),
        occurredAt: one.paidAt,
      }),
    );
    await insertEvents(ctx.db, ctx.brand.id, rows);
  });
}
