import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { openFakePlatform } from "../../channels/fake/fake.channel.ts";
import { registerChannel } from "../../channels/index.ts";
import { createGroup } from "../../modules/groups/index.ts";
import type { Phase } from "../../modules/sends/run.actions.ts";
import { createSends } from "../../modules/sends/index.ts";
import type { TestBrand } from "../brand.ts";
import { TEST_SECRET } from "../postgres.setup.ts";
import type { FaultPlatform } from "./platform.ts";
import type { SenderOrders } from "./sender.child.ts";

export const phases: readonly Phase[] = ["before-intent", "after-intent", "in-call", "after-accept", "after-commit"];

/** Reached once for each call, so that a process may also die at its second. */
const perCall: readonly Phase[] = ["in-call", "after-accept", "after-commit"];

export interface KillResult {
  phase: Phase;
  workers: number;
  /** How often a process really died at the phase. */
  hits: number;
  deliveries: number;
  /** Deliveries the platform got more than once, or never. */
  double: number;
  missing: number;
  /** Deliveries whose recorded outcome is not "sent". */
  wrong: number;
}

const child = join(import.meta.dirname, "sender.child.ts");

interface Sender {
  process: ChildProcess;
  /** True when it died by its own orders. */
  ended: Promise<boolean>;
}

function startSender(orders: SenderOrders): Sender {
  const sender = spawn(process.execPath, [child, JSON.stringify(orders)], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  sender.stdout?.on("data", (piece) => (output += piece));
  const ended = new Promise<boolean>((resolve) => sender.on("exit", () => resolve(output.includes("dying"))));
  return { process: sender, ended };
}

/** Ten groups on an outside platform, made once per brand. */
export async function makeFaultGroups(test: TestBrand): Promise<string[]> {
  registerChannel(openFakePlatform("wecom").channel);
  const ids: string[] = [];
  for (let i = 0; i < 10; i++) {
    const group = await createGroup(test.as(), {
      name: `断电 ${i}`,
      orgId: test.headquartersId,
      positioning: "benefit",
      commercialType: "promotion",
      channel: "wecom",
      ownerStaffId: null,
      capacity: 300,
      targetMembers: 200,
      open: true,
    });
    ids.push(group.id);
  }
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

/**
 * Sends to every group while the given number of processes carry it out and each dies at the phase, then lets fresh ones finish the
 * work, and counts what the platform got against what we recorded.
 */
export async function killAt(
  test: TestBrand,
  platform: FaultPlatform,
  groupIds: readonly string[],
  phase: Phase,
  workers: number,
): Promise<KillResult> {
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
  const sendIds = (await createSends(test.system(), wishes)).map((one) => one.sendId);
  const orders: SenderOrders = {
    ownerUrl: test.ownerUrl,
    secret: TEST_SECRET,
    brandId: test.brand.id,
    platformUrl: platform.url,
    clockOffsetMs: 0,
    dieAt: phase,
    dieAtCount: perCall.includes(phase) ? 1 + (round % 2) : 1,
  };
  const doomed = Array.from({ length: workers }, () => startSender(orders));
  const limit = setTimeout(() => doomed.forEach((one) => one.process.kill("SIGKILL")), 8_000);
  const hits = (await Promise.all(doomed.map((one) => one.ended))).filter(Boolean).length;
  clearTimeout(limit);
  const heirs = Array.from({ length: workers }, () => startSender({ ...orders, clockOffsetMs: 31_000, dieAt: null }));
  for (let i = 0; i < 400 && (await openDispatches(test, sendIds)) > 0; i++) await new Promise((resolve) => setTimeout(resolve, 25));
  for (const heir of heirs) heir.process.kill("SIGKILL");
  await Promise.all(heirs.map((one) => one.ended));
  return { phase, workers, hits, ...(await compare(test, platform, sendIds)) };
}

async function compare(
  test: TestBrand,
  platform: FaultPlatform,
  sendIds: readonly string[],
): Promise<Pick<KillResult, "deliveries" | "double" | "missing" | "wrong">> {
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
