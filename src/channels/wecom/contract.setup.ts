import { randomUUID } from "node:crypto";
import { openClock } from "../../simulators/wecom/clock.ts";
import { startWecom, type Wecom } from "../../simulators/wecom/start.ts";
import type { Outgoing, PlatformLine } from "../channel.ts";
import { type ContractStage, doorWith } from "../contract.setup.ts";
import { wecomChannel } from "./wecom.channel.ts";
import { fetchToken, openWecomLine, type TokenKeeper } from "./wecom.client.ts";
import type { Gate } from "./wecom.gate.ts";

const START_MS = Date.parse("2026-11-23T02:00:00Z");
const OWNER = "zhangsan";

/** A line to the simulator without shared limits: its own count is strict enough. */
function lineTo(wecom: Wecom): PlatformLine {
  const gate: Gate = { enter: async () => () => undefined };
  const wire = {
    baseUrl: wecom.url,
    fetch: (input: Parameters<typeof fetch>[0], init?: RequestInit) => fetch(input, init),
    nowMs: () => wecom.clock.now(),
    sleep: (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms).unref()),
    gate,
    hear: () => undefined,
  };
  let held: Promise<{ token: string; version: number }> | undefined;
  let version = 0;
  const ask = async () => ({ token: (await fetchToken(wire, wecom.corpId, wecom.app.secret)).token, version: ++version });
  const tokens: TokenKeeper = {
    get: async (refused) => {
      const known = held && (await held);
      if (!known || known.version === refused) held = ask();
      return held ?? ask();
    },
  };
  return openWecomLine({ ...wire, corpId: wecom.corpId, tokens });
}

/** Mass sends of the simulator that hold any of this dispatch's groups and were made for it: told apart by when they came. */
const massSendsOf = (wecom: Wecom) => [...wecom.world.state.massSends.values()];

/** The real channel over the real line, against a simulated corp that keeps every rule. */
export async function openWecomStage(): Promise<ContractStage> {
  const wecom = await startWecom({ clock: openClock({ held: true, startMs: START_MS }) });
  await wecom.driver.addStaff({ userid: OWNER, name: "张三" });
  await wecom.driver.addStaff({ userid: "lisi", name: "李四" });
  const { externalId: customer } = await wecom.driver.addCustomer({ name: "阿青" });
  const chats = [];
  for (let i = 0; i < 3; i++) chats.push(await wecom.driver.createChat({ name: `品鉴 ${i}`, owner: OWNER, memberIds: [customer] }));
  const other = await wecom.driver.createChat({ name: "别人的群", owner: "lisi", memberIds: [customer] });
  const line = lineTo(wecom);
  /** Which dispatch each mass send was made for, as the product remembers it. */
  const refs = new Map<string, string>();
  const before = new Map<string, number>();
  const made = (outgoing: Outgoing) => massSendsOf(wecom).filter((one) => one.seq > (before.get(outgoing.dispatchId) ?? Infinity));
  const channel: ContractStage["channel"] = {
    ...wecomChannel,
    send: async (outgoing, door) => {
      if (!before.has(outgoing.dispatchId)) before.set(outgoing.dispatchId, Math.max(0, ...massSendsOf(wecom).map((one) => one.seq)));
      const answer = await wecomChannel.send(outgoing, door);
      if (answer.verdict === "handed-over" && answer.platformRef) refs.set(answer.platformRef, outgoing.dispatchId);
      return answer;
    },
    reconcile: async (outgoing, door, lost) => {
      const own = {
        ...door,
        findOwnRefs: async (all: readonly string[]) =>
          new Set(all.filter((ref) => (refs.get(ref) ?? outgoing.dispatchId) !== outgoing.dispatchId)),
      };
      const found = await wecomChannel.reconcile(outgoing, own, lost);
      if (found.verdict === "handed-over" && found.platformRef) refs.set(found.platformRef, outgoing.dispatchId);
      return found;
    },
  };
  return {
    name: "wecom",
    channel,
    groups: chats.map(({ chatId }) => ({ groupId: randomUUID(), externalId: chatId })),
    goneGroup: { groupId: randomUUID(), externalId: other.chatId },
    accountExternalId: OWNER,
    nowMs: () => wecom.clock.now(),
    later: (ms) => wecom.clock.advance(ms),
    door: doorWith({ nowMs: () => wecom.clock.now(), line: async () => line }),
    breakNext: async (way) => {
      const api = "externalcontact/add_msg_template";
      wecom.world.setSwitches({ troubles: [{ api, breaks: way === "lost-before" ? "request-lost" : "answer-lost", times: 1 }] });
    },
    arrivals: async (outgoing) => {
      const tasks = made(outgoing).flatMap((one) => [...one.tasks.values()].flatMap((task) => task.targets ?? []));
      return new Map(
        outgoing.targets.map(({ groupId, groupExternalId }) => [groupId, tasks.filter((one) => one === groupExternalId).length]),
      );
    },
    confirm: async (outgoing) => {
      const [task] = made(outgoing);
      if (!task) throw new Error("nothing to confirm");
      await wecom.clock.advance(3_000);
      await wecom.driver.confirmTask({ msgid: task.msgid, userid: OWNER });
    },
    close: () => wecom.close(),
  };
}
