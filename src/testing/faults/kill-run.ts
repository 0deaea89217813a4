import { openFakePlatform } from "../../channels/fake/fake.channel.ts";
import { registerChannel } from "../../channels/index.ts";
import { createGroup } from "../../modules/groups/index.ts";
import type { Phase } from "../../modules/sends/run.actions.ts";
import { createSends } from "../../modules/sends/index.ts";
import type { TestBrand } from "../brand-on.ts";
import { TEST_SECRET } from "../prepared.ts";
import { type Child, letDie, startChild } from "./child.ts";
import type { FaultPlatform } from "./platform.ts";
import type { SenderOrders } from "./sender.child.ts";

export const phases: readonly Phase[] = ["before-intent", "after-intent", "in-call", "after-accept", "after-commit"];

/** Reached once for each call, so that a process may also die at its second. */
const perCall: readonly Phase[] = ["in-call", "after-accept", "after-commit"];

/** What the platform got against what we recorded. */
export interface Tally {
  deliveries: number;
  /** Deliveries the platform got more than once, or never. */
  double: number;
  missing: number;
  /** Deliveries whose recorded outcome is not "sent". */
  wrong: number;
}

export interface KillResult extends Tally {
  phase: Phase;
  workers: number;
  /** How often a process really died at the phase. */
  hits: number;
}

/** A sender as a process of its own. */
export const startSender = (orders: SenderOrders): Child => startChild("sender.child.ts", orders);

/** All that a round of kills needs. */
export interface Stage {
  test: TestBrand;
  platform: FaultPlatform;
  groupIds: readonly string[];
  /** Senders whose clocks stand after the leases of the dead; they rest between rounds. */
  heirs: readonly Child[];
}

export function ordersOf(test: TestBrand, platform: FaultPlatform, more: Partial<SenderOrders> = {}): SenderOrders {
  return {
    ownerUrl: test.ownerUrl,
    secret: TEST_SECRET,
    brandId: test.brand.id,
    platformUrl: platform.url,
    clockOffsetMs: 0,
    dieAt: null,
    dieAtCount: 1,
    ...more,
  };
}

/** A stage on the brand, with as many heirs as there may be senders at once. */
export async function openStage(test: TestBrand, platform: FaultPlatform, heirs: number): Promise<Stage> {
  const groupIds = await makeFaultGroups(test);
  const waiting = Array.from({ length: heirs }, () => startSender(ordersOf(test, platform, { clockOffsetMs: 31_000 })));
  await Promise.all(waiting.map((one) => one.ready));
  return { test, platform, groupIds, heirs: waiting };
}

export async function closeStage(stage: Stage): Promise<void> {
  for (const heir of stage.heirs) heir.kill();
  await Promise.all(stage.heirs.map((heir) => heir.ended));
}

/** An open group on a platform outside. */
export async function makeFaultGroup(test: TestBrand, name: string): Promise<string> {
  const { id } = await createGroup(test.as(), {
    name,
    orgId: test.headquartersId,
    positioning: "benefit",
    commercialType: "promotion",
    channel: "wecom",
    ownerStaffId: null,
    capacity: 300,
    targetMembers: 200,
    open: true,
  });
  return id;
}

/** Ten groups on an outside platform, made once per brand. */
async function makeFaultGroups(test: TestBrand): Promise<string[]> {
  const { channel } = openFakePlatform("wecom");
  registerChannel({ ...channel, capabilities: { ...channel.capabilities, groupSendsPerDay: null } });
  const ids: string[] = [];
  for (let i = 0; i < 10; i++) ids.push(await makeFaultGroup(test, `断电 ${i}`));
  return ids;
}

async function openDispatches(test: TestBrand, sendIds: readonly string[]): Promise<number> {
  const rows = await test.rows<{ n: number }>(
    "select count(*)::int as n from app.dispatches where send_id = any($1::uuid[]) and state not in ('done', 'expired', 'cancelled')",
    [sendIds],
  );
  return rows[0]?.n ?? 0;
}

let round = 0;

/** Two sends to every group of the stage, due now. */
export async function wishSends({ test, groupIds }: Stage): Promise<string[]> {
  round++;
  const now = new Date();
  test.clock.now = now;
  const wishes = Array.from({ length: 2 }, (_, i) => ({
    uniqueKey: `kill-${round}-${i}`,
    name: "断电演练",
    source: { kind: "adhoc" as const },
    contentId: null,
    contentVersion: null,
    direction: "engage",
    body: { format: "text" as const, text: "早" },
    groupIds: [...groupIds],
    dueAt: now,
    expiresAt: new Date(now.getTime() + 3_600_000),
    priority: 5,
  }));
  return (await createSends(test.system(), wishes)).map((one) => one.sendId);
}

/**
 * Sends to every group while the given number of processes carry it out and each dies at the phase, then lets fresh ones finish the
 * work, and counts what the platform got against what we recorded.
 */
export async function killAt(stage: Stage, phase: Phase, workers: number): Promise<KillResult> {
  const sendIds = await wishSends(stage);
  const dieAtCount = perCall.includes(phase) ? 1 + (round % 2) : 1;
  const orders = ordersOf(stage.test, stage.platform, { dieAt: phase, dieAtCount });
  const doomed = Array.from({ length: workers }, () => startSender(orders));
  const hits = await letDie(doomed);
  return { phase, workers, hits, ...(await finish(stage, sendIds)) };
}

/** The heirs end what is open; what came of it all. */
export async function finish(stage: Stage, sendIds: readonly string[]): Promise<Tally> {
  for (const heir of stage.heirs) heir.go();
  await drained(stage, sendIds);
  await Promise.all(stage.heirs.map((heir) => heir.rest()));
  return compare(stage.test, stage.platform, sendIds);
}

/** Waits until nothing of the sends is open, a hundred seconds at least: what is open then counts as wrong. */
export async function drained({ test }: Stage, sendIds: readonly string[]): Promise<void> {
  for (let i = 0; i < 2_000 && (await openDispatches(test, sendIds)) > 0; i++) await new Promise((resolve) => setTimeout(resolve, 50));
}

export async function compare(test: TestBrand, platform: FaultPlatform, sendIds: readonly string[]): Promise<Tally> {
  const rows = await test.rows<{ id: string; state: string }>("select id, state from app.deliveries where send_id = any($1::uuid[])", [
    sendIds,
  ]);
  const times = new Map<string, number>();
  for (const id of platform.received) times.set(id, (times.get(id) ?? 0) + 1);
  return {
    deliveries: rows.length,
    double: rows.filter((row) => (times.get(row.id) ?? 0) > 1).length,
    missing: rows.filter((row) => !times.has(row.id)).length,
    wrong: rows.filter((row) => row.state !== "sent").length,
  };
}
