import { registerChannel } from "../../channels/index.ts";
import { wecomChannel } from "../../channels/wecom/wecom.channel.ts";
import { createConnection } from "../../modules/connections/connect.actions.ts";
import { ensureAccount } from "../../modules/groups/index.ts";
import { createSends } from "../../modules/sends/index.ts";
import type { Phase } from "../../modules/sends/run.actions.ts";
import { startWecom, type Wecom } from "../../simulators/wecom/start.ts";
import type { TestBrand } from "../brand-on.ts";
import { TEST_SECRET } from "../prepared.ts";
import { type Child, letDie } from "./child.ts";
import { type KillResult, makeFaultGroup, startSender, type Tally } from "./kill-run.ts";
import type { SenderOrders } from "./sender.child.ts";

/** Past the lease of a call on a platform's line, and past the time its list may lag behind. */
const HEIR_OFFSET_MS = 400_000;
const OWNERS = ["zhangsan", "lisi"];
const GROUPS = 10;

/** A brand connected to a simulated WeCom, and senders that finish what the dead have left. */
export interface WecomStage {
  test: TestBrand;
  wecom: Wecom;
  groups: { groupId: string; chatId: string }[];
  heirs: readonly Child[];
}

const orders = (test: TestBrand, more: Partial<SenderOrders>): SenderOrders => ({
  ownerUrl: test.ownerUrl,
  secret: TEST_SECRET,
  brandId: test.brand.id,
  platformUrl: null,
  clockOffsetMs: 0,
  dieAt: null,
  dieAtCount: 1,
  ...more,
});

export async function openWecomStage(test: TestBrand, heirs: number): Promise<WecomStage> {
  registerChannel(wecomChannel);
  const wecom = await startWecom({ switches: { detailLagMs: 0, dispatchingMs: 0 } });
  await createConnection(test.as(), {
    kind: "wecom",
    scope: wecom.corpId,
    name: "断电",
    agentId: String(wecom.app.agentId),
    baseUrl: wecom.url,
    secret: wecom.app.secret,
  });
  const groups: WecomStage["groups"] = [];
  const { externalId } = await wecom.driver.addCustomer({ name: "阿青" });
  for (const userid of OWNERS) {
    await wecom.driver.addStaff({ userid, name: userid });
    const account = { channel: "wecom", scope: wecom.corpId, externalId: userid, name: userid, kind: "staff" as const };
    const accountId = await ensureAccount(test.as(), account);
    for (let i = 0; i < GROUPS / OWNERS.length; i++) {
      const { chatId } = await wecom.driver.createChat({ name: `断电 ${userid} ${i}`, owner: userid, memberIds: [externalId] });
      groups.push({ chatId, groupId: await makeGroup(test, { chatId, accountId }) });
    }
  }
  const waiting = Array.from({ length: heirs }, () => startSender(orders(test, { clockOffsetMs: HEIR_OFFSET_MS })));
  await Promise.all(waiting.map((one) => one.ready));
  return { test, wecom, groups, heirs: waiting };
}

async function makeGroup(test: TestBrand, { chatId, accountId }: { chatId: string; accountId: string }): Promise<string> {
  const id = await makeFaultGroup(test, `断电 ${chatId.slice(-8)}`);
  await test.rows("update app.groups set account_id = $2, external_id = $3 where id = $1", [id, accountId, chatId]);
  return id;
}

export async function closeWecomStage({ heirs, wecom }: WecomStage): Promise<void> {
  for (const heir of heirs) heir.kill();
  await Promise.all(heirs.map((heir) => heir.ended));
  await wecom.close();
}

let round = 0;

/** Two sends to every group: one whose link bears a token, one of words alone. */
async function wishSends({ test, groups }: WecomStage): Promise<{ sendId: string; words: string }[]> {
  round++;
  const now = new Date();
  test.clock.now = now;
  const words = [`断电 ${round} https://shop.example.cn/${round}`, `断电 ${round} 早上好`];
  const wishes = words.map((text) => ({
    uniqueKey: `wecom-kill-${text}`,
    name: "断电演练",
    source: { kind: "adhoc" as const },
    contentId: null,
    contentVersion: null,
    direction: "engage",
    body: { format: "text" as const, text },
    groupIds: groups.map((one) => one.groupId),
    dueAt: now,
    expiresAt: new Date(now.getTime() + 3_600_000),
    priority: 5,
  }));
  const made = await createSends(test.system(), wishes);
  return made.map(({ sendId }, i) => ({ sendId, words: words[i] ?? "" }));
}

/**
 * Sends to every group while the given number of processes carry it out and each dies at the phase, then lets others finish the work,
 * and counts the tasks the platform has against what we recorded.
 */
export async function killWecom(stage: WecomStage, phase: Phase, workers: number): Promise<KillResult> {
  const sends = await wishSends(stage);
  const dieAtCount = phase === "before-intent" || phase === "after-intent" ? 1 : 1 + (round % 2);
  const doomed = Array.from({ length: workers }, () => startSender(orders(stage.test, { dieAt: phase, dieAtCount })));
  const hits = await letDie(doomed);
  for (const heir of stage.heirs) heir.go();
  await handedOver(stage, sends);
  await Promise.all(stage.heirs.map((heir) => heir.rest()));
  const tally = await compare(stage, sends);
  await forget(stage, sends);
  return { phase, workers, hits, ...tally };
}

/** What was tried uses up none of the month's cap, so that there may be as many rounds as are asked for. */
async function forget({ test }: WecomStage, sends: readonly { sendId: string }[]): Promise<void> {
  await test.rows("update app.deliveries set state = 'cancelled' where send_id = any($1::uuid[])", [sends.map((one) => one.sendId)]);
}

/** Waits until every dispatch is with the platform, a hundred seconds at least: what is not counts as wrong. */
async function handedOver({ test }: WecomStage, sends: readonly { sendId: string }[]): Promise<void> {
  for (let i = 0; i < 2_000; i++) {
    const [row] = await test.rows<{ n: number }>(
      "select count(*)::int as n from app.dispatches where send_id = any($1::uuid[]) and state in ('planned', 'calling', 'unknown')",
      [sends.map((one) => one.sendId)],
    );
    if (row?.n === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function compare({ test, wecom, groups }: WecomStage, sends: readonly { sendId: string; words: string }[]): Promise<Tally> {
  const tally: Tally = { deliveries: 0, double: 0, missing: 0, wrong: 0 };
  const massSends = [...wecom.world.state.massSends.values()];
  for (const { sendId, words } of sends) {
    const rows = await test.rows<{ groupId: string; state: string }>(
      'select group_id as "groupId", state from app.deliveries where send_id = $1',
      [sendId],
    );
    const tasks = massSends.filter((one) => one.text?.startsWith(words));
    for (const { groupId, chatId } of groups) {
      const times = tasks.filter((one) => [...one.tasks.values()].some((task) => task.targets?.includes(chatId))).length;
      if (times > 1) tally.double++;
      if (times === 0) tally.missing++;
      if (rows.find((row) => row.groupId === groupId)?.state !== "handed-over") tally.wrong++;
    }
    tally.deliveries += rows.length;
  }
  return tally;
}
