import { confirmDelivery } from "../src/modules/sends/confirm.actions.ts";
import { showHandover } from "../src/modules/sends/listing.actions.ts";
import { finishTask, listTasks, skipTask } from "../src/modules/tasks/tasks.actions.ts";
import { listTasksEndpoint, type Task } from "../src/modules/tasks/tasks.contract.ts";
import type { Context } from "../src/server/context.ts";
import type { Ground } from "./scale-ground.ts";
import { inPieces } from "./scale-pace.ts";
import { dice } from "./talk.ts";

/** Tasks of one transaction. */
const HANDFUL = 25;
/** Shares of what lies open that people get to: done, told group by group, skipped. The rest runs out, or is still open. */
const DONE = 0.5;
const TOLD = 0.04;
const SKIPPED = 0.08;
/** Of groups that are told one by one, those where it could not be posted. */
const FAILED = 0.3;

async function listOpen(ctx: Context): Promise<Task[]> {
  const tasks: Task[] = [];
  const ask = { whose: "all", limit: 200, dueBefore: ctx.now.toISOString() };
  let cursor: string | null = "";
  while (cursor !== null) {
    const page = await listTasks(ctx, listTasksEndpoint.input.parse({ ...ask, ...(cursor ? { cursor } : {}) }));
    tasks.push(...page.items);
    cursor = page.nextCursor;
  }
  return tasks.filter((task) => task.expiresAt === null || Date.parse(task.expiresAt) > ctx.now.getTime());
}

/** Says of each group of a hand-over what came of it; the last one ends the task. */
async function tell(ctx: Context, dispatchId: string, roll: () => number): Promise<void> {
  const { targets } = await showHandover(ctx, { dispatchId });
  for (const { deliveryId, state } of targets) {
    if (state !== "handed-over") continue;
    await confirmDelivery(ctx, { deliveryId, outcome: roll() < FAILED ? "failed" : "sent", reason: "" });
  }
}

async function doOne(ctx: Context, task: Task, roll: () => number): Promise<void> {
  const chance = roll();
  const dispatchId = /dispatch=(.+)/.exec(task.link.path)?.[1];
  if (chance < DONE) await finishTask(ctx, { taskId: task.id, outcome: "" });
  else if (chance < DONE + SKIPPED) await skipTask(ctx, { taskId: task.id, reason: "群里正在答疑" });
  else if (chance < DONE + SKIPPED + TOLD && dispatchId) await tell(ctx, dispatchId, roll);
}

/** People get to some of what is due by then. */
export async function doTasks(ground: Ground, atMs: number): Promise<void> {
  const tasks = await listOpen(ground.owner(atMs));
  await inPieces(tasks.length, HANDFUL, (from, to) =>
    ground.owner(atMs).transaction(async (ctx) => {
      const roll = dice(Math.floor(atMs / 60_000) + from);
      for (const task of tasks.slice(from, to)) await doOne(ctx, task, roll);
    }),
  );
}
