import type { InputOf, OutputOf } from "../../lib/define.ts";
import { type EventName, eventKinds } from "../../lib/event-kinds.ts";
import type { Context } from "../../server/context.ts";
import { pageBy } from "../../server/page.ts";
import { visibleGroups } from "../groups/index.ts";
import { accessMember } from "./access.actions.ts";
import { readIdCursor } from "./cursor.rules.ts";
import * as members from "./members.store.ts";
import { tellEvent } from "./timeline.rules.ts";
import type { timelineEndpoint, TimelineKind } from "./timeline.contract.ts";
import * as store from "./timeline.store.ts";

const names: Record<Exclude<TimelineKind, "all">, readonly EventName[]> = {
  messages: ["messages.received"],
  orders: ["orders.paid", "orders.refunded"],
  groups: ["members.created", "members.joined", "members.left"],
  care: [
    "members.tagged",
    "members.untagged",
    "members.consented",
    "members.noted",
    "members.merged",
    "members.unmerged",
    "members.changed",
  ],
};

const kindsOf = (kind: TimelineKind) => (kind === "all" ? Object.values(names).flat() : names[kind]).map((name) => eventKinds[name]);

/** Of whom the caller has the permission for, in the groups he has it for. */
export async function showTimeline(
  ctx: Context,
  input: InputOf<typeof timelineEndpoint>,
  permission: "members.read" | "members.manage" = "members.read",
): Promise<OutputOf<typeof timelineEndpoint>> {
  const member = await accessMember(ctx, input.memberId, permission);
  const parts = await members.listClusterIds(ctx.db, ctx.brand.id, [member.id]);
  const rows = await store.listTimeline(ctx.db, ctx.brand.id, parts, kindsOf(input.kind), visibleGroups(ctx, permission, "g"), {
    before: readIdCursor(input.cursor),
    limit: input.limit,
  });
  const page = pageBy(rows, input.limit);
  return { items: page.items.flatMap((row) => tellEvent(row) ?? []), nextCursor: page.nextCursor };
}
