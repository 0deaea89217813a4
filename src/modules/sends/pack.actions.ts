import { channelOf } from "../../channels/index.ts";
import type { Context } from "../../server/context.ts";
import { loadGroupVariables, renderContent, textsOf } from "../contents/index.ts";
import type { PlannedSend, PlannedTarget } from "./plan.actions.ts";
import { type Carrier, groupIntoDispatches } from "./plan.rules.ts";
import * as store from "./sends.store.ts";
import type { TargetRow } from "./targets.store.ts";

export type MadeSend = PlannedSend & { id: string };

/** Who carries the send into a group, and with whom it may share a call. */
function carrierOf(row: TargetRow, wording: string): Carrier {
  const capabilities = channelOf(row.channel)?.capabilities;
  const holder = capabilities?.confirmedOnPlatform ? row.accountStaffId : row.ownerStaffId;
  return {
    channel: row.channel,
    accountId: row.accountId,
    assigneeId: capabilities?.confirmedByPerson ? holder : null,
    maxTargets: capabilities?.maxTargetsPerDispatch ?? 1,
    wording,
  };
}

const namesVariables = (send: Pick<PlannedSend, "wish">) => textsOf(send.wish.body).some((text) => /\{[^{}\s]+\}/.test(text));

/** What each group would read, where a call carries one body and the words differ by group; one and the same elsewhere. */
async function wordingsOf(ctx: Context, send: PlannedSend, going: readonly PlannedTarget[]): Promise<(row: TargetRow) => string> {
  const single = going.filter(({ row }) => channelOf(row.channel)?.capabilities.oneBodyPerDispatch);
  if (single.length === 0 || !namesVariables(send)) return () => "";
  const groupIds = single.map(({ row }) => row.groupId);
  const variables = await loadGroupVariables(ctx, groupIds, send.wish.dueAt.getTime());
  const wordings = new Map(groupIds.map((id) => [id, textsOf(renderContent(send.wish.body, variables.get(id) ?? {})).join("\n")]));
  return (row) => wordings.get(row.groupId) ?? "";
}

/** The calls a send comes to: targets of one carrier and one wording together. */
export async function packSend(ctx: Context, send: PlannedSend): Promise<{ carrier: Carrier; targets: TargetRow[] }[]> {
  const going = send.targets.filter((one) => one.verdict.verdict === "send");
  const wordingOf = await wordingsOf(ctx, send, going);
  return groupIntoDispatches(going.map(({ row }) => ({ target: row, carrier: carrierOf(row, wordingOf(row)) })));
}

/** Writes the dispatches and deliveries of sends. */
export async function writeTargets(ctx: Context, sends: readonly MadeSend[]): Promise<void> {
  const dispatches: store.NewDispatch[] = [];
  const deliveries: store.NewDelivery[] = [];
  for (const send of sends) {
    const { id: sendId, wish, targets: planned } = send;
    const times = { dueAt: wish.dueAt, expiresAt: wish.expiresAt };
    for (const { carrier, targets: rows } of await packSend(ctx, send)) {
      const dispatchId = ctx.newId();
      dispatches.push({ id: dispatchId, sendId, ...carrier, ...times, priority: wish.priority });
      deliveries.push(
        ...rows.map((row) => ({
          id: ctx.newId(),
          sendId,
          dispatchId,
          groupId: row.groupId,
          people: row.people,
          state: "planned" as const,
          reason: null,
          dueAt: wish.dueAt,
        })),
      );
    }
    for (const { row, verdict } of planned) {
      if (verdict.verdict === "send") continue;
      const state = verdict.verdict === "over-cap" ? ("over-cap" as const) : ("left-out" as const);
      deliveries.push({
        id: ctx.newId(),
        sendId,
        dispatchId: null,
        groupId: row.groupId,
        people: row.people,
        state,
        reason: verdict.reason,
        dueAt: wish.dueAt,
      });
    }
  }
  await store.insertDispatches(ctx.db, ctx.brand.id, dispatches);
  await store.insertDeliveries(ctx.db, ctx.brand.id, deliveries, ctx.now);
}
