import type { InputOf, OutputOf } from "../../lib/define.ts";
import { found } from "../../lib/refusal.ts";
import { localDay } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { decodeCursor, encodeCursor } from "../../server/page.ts";
import { isMine, visibleGroups } from "../groups/index.ts";
import { guideOf } from "./guide.rules.ts";
import * as store from "./guide.store.ts";
import {
  type FailingGroup,
  type failingGroupsEndpoint,
  type groupGuideEndpoint,
  type GuideRow,
  type guideEndpoint,
  type GuideStep,
  guideSteps,
} from "./openings.contract.ts";

interface Judged {
  subject: store.GuideSubject;
  steps: GuideStep[];
}

async function judge(
  ctx: Context,
  narrow: Pick<store.GuideQuery, "groupId" | "blueprintId"> & { mine?: boolean | undefined },
): Promise<Judged[]> {
  const leastApproved = await store.countLeastApproved(ctx.db, ctx.brand.id, localDay(ctx.now.getTime(), ctx.brand.zone));
  const { mine, ...rest } = narrow;
  const subjects = await store.listFacts(ctx.db, {
    ...rest,
    brandId: ctx.brand.id,
    visible: visibleGroups(ctx, "groups.read"),
    isMine: mine ? isMine(ctx) : undefined,
    now: ctx.now,
  });
  return subjects.map((subject) => ({ subject, steps: guideOf({ ...subject, leastApproved }) }));
}

/** The eight steps of one group. */
export async function showGroupGuide(
  ctx: Context,
  input: InputOf<typeof groupGuideEndpoint>,
): Promise<OutputOf<typeof groupGuideEndpoint>> {
  const one = found((await judge(ctx, { groupId: input.groupId }))[0], "groups.missing");
  return { steps: one.steps, blueprintId: one.subject.blueprintId };
}

const isFailing = ({ steps }: Judged) => steps.some((step) => !step.ok);

/** How the groups in sight stand, by blueprint; the largest first. */
export async function showGuide(ctx: Context, input: InputOf<typeof guideEndpoint>): Promise<OutputOf<typeof guideEndpoint>> {
  const byBlueprint = Map.groupBy(await judge(ctx, { mine: input.mine }), (one) => one.subject.blueprintId);
  const items = [...byBlueprint].map(([blueprintId, all]): GuideRow => ({
    blueprintId,
    name: all[0]?.subject.blueprintName ?? null,
    groups: all.length,
    whole: all.filter((one) => !isFailing(one)).length,
    failing: guideSteps.map((_step, at) => all.filter((one) => one.steps[at]?.ok === false).length),
  }));
  return { items: items.toSorted((a, b) => b.groups - a.groups) };
}

function rowOf({ subject, steps }: Judged): FailingGroup {
  const { groupId, name, code, orgPath, ownerName, members } = subject;
  return { groupId, name, code, orgPath, ownerName, members, failing: steps.filter((step) => !step.ok) };
}

/** Groups with something missing, in one step or any; those that miss most first. */
export async function listFailingGroups(
  ctx: Context,
  input: InputOf<typeof failingGroupsEndpoint>,
): Promise<OutputOf<typeof failingGroupsEndpoint>> {
  const blueprintId = input.blueprintId === "none" ? null : input.blueprintId;
  const all = (await judge(ctx, { blueprintId, mine: input.mine }))
    .filter((one) => one.steps.some((step) => !step.ok && (!input.step || step.step === input.step)))
    .map(rowOf)
    .toSorted((a, b) => b.failing.length - a.failing.length || (a.groupId < b.groupId ? -1 : 1));
  const from = Number(decodeCursor(input.cursor)?.[0] ?? 0);
  const items = all.slice(from, from + input.limit);
  const next = from + input.limit;
  return { items, nextCursor: next < all.length ? encodeCursor([next]) : null, total: all.length };
}
