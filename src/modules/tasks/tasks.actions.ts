import { type RawBuilder, sql } from "kysely";
import { done, type InputOf, type OutputOf } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { addDays, localDay, startOfDayMs } from "../../lib/time.ts";
import { type Context, requirePermission, staffOf } from "../../server/context.ts";
import { decodeCursor, encodeCursor } from "../../server/page.ts";
import { atOrBelow } from "../brands/index.ts";
import type { listTasksEndpoint, TaskState, taskCountsEndpoint } from "./tasks.contract.ts";
import { taskDone, tasksCreated } from "./tasks.contract.ts";
import { decideEnd, decidePostpone, decideReopen } from "./tasks.rules.ts";
import * as store from "./tasks.store.ts";

export type TaskWish = Omit<store.NewTask, "id">;

/** Makes tasks; a key that is there already makes none. Answers how many were new. */
export async function createTasks(outer: Context, wishes: readonly TaskWish[]): Promise<number> {
  if (wishes.length === 0) return 0;
  return outer.transaction(async (ctx) => {
    const tasks = wishes.map((wish) => ({ id: ctx.newId(), ...wish }));
    const fresh = await store.insertTasks(ctx.db, ctx.brand.id, tasks, ctx.now);
    const made = tasks.filter((task) => fresh.has(task.uniqueKey));
    await ctx.publishAll(
      tasksCreated,
      made.map((task) => ({ groupId: task.groupId, taskId: task.id, kind: task.kind, assigneeId: task.assigneeId })),
    );
    return made.length;
  });
}

/** Ends tasks by their keys because the thing itself was done, or need no longer be. */
export async function endTasks(outer: Context, keys: readonly string[], state: Exclude<TaskState, "open">, outcome = ""): Promise<number> {
  if (keys.length === 0) return 0;
  return outer.transaction(async (ctx) => {
    const endedBy = ctx.actor.kind === "staff" ? ctx.actor.id : null;
    const ended = await store.endTasksByKey(ctx.db, ctx.brand.id, keys, { state, endedAt: ctx.now, endedBy, outcome });
    await publishEnded(ctx, ended, state);
    return ended.length;
  });
}

async function publishEnded(ctx: Context, ended: readonly store.EndedTask[], state: TaskState): Promise<void> {
  const lateS = (dueAt: string) => Math.round((ctx.now.getTime() - Date.parse(dueAt)) / 1000);
  await ctx.publishAll(
    taskDone,
    ended.map((task) => ({
      groupId: task.groupId,
      value: lateS(task.dueAt),
      taskId: task.id,
      kind: task.kind,
      state,
      assigneeId: task.assigneeId,
    })),
  );
}

/** Whose tasks the acting person sees: own ones always, colleagues' as far as the permission reaches. */
function seenBy(ctx: Context, permission: string, whose: "mine" | "all"): RawBuilder<boolean> {
  const scope = requirePermission(ctx, permission);
  if (ctx.actor.kind !== "staff" || (scope === "brand" && whose === "all")) return sql<boolean>`true`;
  const mine = sql<boolean>`t.assignee_id = ${ctx.actor.id}`;
  if (whose === "mine" || scope === "own") return mine;
  return sql<boolean>`(${mine} or ${atOrBelow(ctx.brand.id, sql`s.org_id`, ctx.actor.orgId)})`;
}

export async function listTasks(ctx: Context, input: InputOf<typeof listTasksEndpoint>): Promise<OutputOf<typeof listTasksEndpoint>> {
  const [dueAt, id] = decodeCursor(input.cursor) ?? [];
  const after = typeof dueAt === "string" && typeof id === "string" ? { dueAt, id } : null;
  const rows = await store.listTasks(ctx.db, ctx.brand.id, seenBy(ctx, "tasks.read", input.whose), { ...input, after });
  const items = rows.slice(0, input.limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > input.limit && last ? encodeCursor([last.dueAt, last.id]) : null };
}

export async function countTasks(ctx: Context, input: InputOf<typeof taskCountsEndpoint>): Promise<OutputOf<typeof taskCountsEndpoint>> {
  const today = localDay(ctx.now.getTime(), ctx.brand.zone);
  const at = (day: string) => new Date(startOfDayMs(day, ctx.brand.zone));
  return store.countTasks(ctx.db, ctx.brand.id, seenBy(ctx, "tasks.read", input.whose), ctx.now, {
    from: at(today),
    to: at(addDays(today, 1)),
  });
}

async function holdTask(ctx: Context, taskId: string): Promise<store.HeldTask> {
  return found(await store.lockTask(ctx.db, ctx.brand.id, seenBy(ctx, "tasks.do", "all"), taskId), "tasks.missing");
}

const msOf = (at: string | null) => (at === null ? null : Date.parse(at));

async function endByHand(outer: Context, taskId: string, state: "done" | "skipped", outcome: string) {
  return outer.transaction(async (ctx) => {
    const task = await holdTask(ctx, taskId);
    const decision = decideEnd({ state: task.state, expiresAtMs: msOf(task.expiresAt) }, ctx.now.getTime());
    if (decision.verdict === "refuse") throw new Refusal("conflict", `tasks.${decision.reason}`);
    await store.updateTask(ctx.db, ctx.brand.id, task.id, { state, endedAt: ctx.now, endedBy: staffOf(ctx).id, outcome });
    await publishEnded(ctx, [task], state);
    await ctx.audit({ action: `tasks.${state}`, targetKind: "task", targetId: task.id, after: { outcome } });
    return done;
  });
}

export async function finishTask(outer: Context, input: { taskId: string; outcome: string }) {
  return endByHand(outer, input.taskId, "done", input.outcome);
}

export async function skipTask(outer: Context, input: { taskId: string; reason: string }) {
  return endByHand(outer, input.taskId, "skipped", input.reason);
}

export async function reopenTask(outer: Context, input: { taskId: string }) {
  return outer.transaction(async (ctx) => {
    const task = await holdTask(ctx, input.taskId);
    const decision = decideReopen({ state: task.state, expiresAtMs: msOf(task.expiresAt) }, ctx.now.getTime());
    if (decision.verdict === "refuse") throw new Refusal("conflict", `tasks.reopen-${decision.reason}`);
    await store.updateTask(ctx.db, ctx.brand.id, task.id, { state: "open", endedAt: null, endedBy: null, outcome: "" });
    await ctx.audit({ action: "tasks.reopen", targetKind: "task", targetId: task.id });
    return done;
  });
}

/** Opens a task again by its key, because what it was about was taken back. */
export async function reopenTaskByKey(ctx: Context, key: string): Promise<void> {
  await store.reopenByKey(ctx.db, ctx.brand.id, key, "done");
}

/** A task that was cancelled because its cause was held is wanted again. */
export async function restoreTask(ctx: Context, key: string): Promise<void> {
  await store.reopenByKey(ctx.db, ctx.brand.id, key, "cancelled");
}

export async function postponeTask(outer: Context, input: { taskId: string; dueAt: string }) {
  return outer.transaction(async (ctx) => {
    const task = await holdTask(ctx, input.taskId);
    if (task.state !== "open") throw new Refusal("conflict", "tasks.ended");
    const decision = decidePostpone({ expiresAtMs: msOf(task.expiresAt) }, Date.parse(input.dueAt), ctx.now.getTime());
    if (decision.verdict === "refuse") throw new Refusal("invalid", `tasks.postpone-${decision.reason}`, { expiresAt: task.expiresAt });
    await store.moveTask(ctx.db, ctx.brand.id, task.id, { dueAt: new Date(input.dueAt) });
    await ctx.audit({
      action: "tasks.postpone",
      targetKind: "task",
      targetId: task.id,
      before: { dueAt: task.dueAt },
      after: { dueAt: input.dueAt },
    });
    return done;
  });
}

export async function reassignTask(outer: Context, input: { taskId: string; staffId: string }) {
  return outer.transaction(async (ctx) => {
    const task = await holdTask(ctx, input.taskId);
    if (task.state !== "open") throw new Refusal("conflict", "tasks.ended");
    if (task.onlyOn) throw new Refusal("conflict", "tasks.only-its-person", { channel: task.onlyOn });
    const { rows } =
      await sql`select 1 from staff where brand_id = ${ctx.brand.id} and id = ${input.staffId} and status = 'active'`.execute(ctx.db);
    if (rows.length === 0) throw new Refusal("invalid", "tasks.assignee-away");
    await store.moveTask(ctx.db, ctx.brand.id, task.id, { assigneeId: input.staffId });
    await ctx.audit({
      action: "tasks.reassign",
      targetKind: "task",
      targetId: task.id,
      before: { assigneeId: task.assigneeId },
      after: { assigneeId: input.staffId },
    });
    return done;
  });
}

/** Ends what ran out; a ticker's work. */
export async function expireTasks(outer: Context): Promise<number> {
  return outer.transaction(async (ctx) => {
    const ended = await store.expireTasks(ctx.db, ctx.brand.id, ctx.now);
    await publishEnded(ctx, ended, "expired");
    return ended.length;
  });
}
