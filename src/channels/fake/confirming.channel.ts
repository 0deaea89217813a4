import { type Channel, type Followed, LineLost, type Outgoing } from "../channel.ts";

interface HeldTask {
  ref: string;
  dispatchId: string;
  sender: string;
  words: string;
  groups: Map<string, "waiting" | "sent" | "over-cap">;
  confirmedAtMs: number | null;
  isStopped: boolean;
  remindedAtMs: number[];
}

export interface ConfirmingPlatform {
  channel: Channel;
  /** Tasks in the order they arrived; one that arrives twice is there twice. */
  tasks: HeldTask[];
  /** What the next calls do, first come first served; afterwards all is well. */
  script: ("accept" | "accept-then-lose" | "lose")[];
  /** Its person confirms; groups named get none, for they are over the platform's cap. */
  confirm(dispatchId: string, overCapGroupIds?: readonly string[]): void;
}

/** A platform in memory where a person confirms what is sent, one body a call, as strict as it can be, for tests of what is around a channel. */
export function openConfirmingPlatform(nowMs: () => number): ConfirmingPlatform {
  const tasks: HeldTask[] = [];
  const script: ConfirmingPlatform["script"] = [];
  const taskOf = (ref: string) => {
    const task = tasks.find((one) => one.ref === ref);
    if (!task) throw new Error(`no such task: ${ref}`);
    return task;
  };
  const take = (outgoing: Outgoing): HeldTask => {
    const words = new Set(outgoing.targets.map((target) => JSON.stringify(target.body)));
    if (words.size !== 1) throw new Error("one body a call");
    if (outgoing.dueAtMs > nowMs()) throw new Error("before its time");
    const task: HeldTask = {
      ref: `task-${outgoing.dispatchId}-${tasks.length + 1}`,
      dispatchId: outgoing.dispatchId,
      sender: outgoing.accountExternalId ?? "",
      words: [...words].join(""),
      groups: new Map(outgoing.targets.map((target) => [target.groupId, "waiting"])),
      confirmedAtMs: null,
      isStopped: false,
      remindedAtMs: [],
    };
    tasks.push(task);
    return task;
  };
  const follow = (outgoing: Outgoing, task: HeldTask): Followed => ({
    verdict: "told",
    isOver: false,
    targets: outgoing.targets.flatMap(({ deliveryId, groupId }) => {
      const outcome = task.groups.get(groupId);
      return outcome === "sent" || outcome === "over-cap" ? [{ deliveryId, outcome, atMs: task.confirmedAtMs ?? 0 }] : [];
    }),
  });
  const channel: Channel = {
    kind: "wecom",
    capabilities: {
      directPost: false,
      confirmedByPerson: true,
      confirmedOnPlatform: true,
      oneBodyPerDispatch: true,
      recall: false,
      mute: false,
      remove: false,
      hearsMessages: false,
      formats: ["text", "image", "link"],
      maxAttachments: 9,
      maxTargetsPerDispatch: 20,
      groupSendsPerDay: null,
      platformCap: true,
      remindsPerDay: 3,
    },
    markOf: (outgoing) => JSON.stringify(outgoing.targets[0]?.body),
    send: async (outgoing, door) => {
      if (!(await door.begin())) return { verdict: "refused", reason: "taken-over", retryAtMs: nowMs() };
      const step = script.shift() ?? "accept";
      if (step === "lose") throw new LineLost("send", "lost before");
      const task = take(outgoing);
      if (step === "accept-then-lose") throw new LineLost("send", "lost after");
      return { verdict: "handed-over", platformRef: task.ref };
    },
    reconcile: async (outgoing, _door, lost) => {
      const task = tasks.find((one) => one.dispatchId === outgoing.dispatchId && !one.isStopped);
      if (task) return { verdict: "handed-over", platformRef: task.ref };
      if (nowMs() < lost.overAtMs) return { verdict: "ask-later", atMs: lost.overAtMs };
      return { verdict: "told", targets: outgoing.targets.map(({ deliveryId }) => ({ deliveryId, outcome: "not-sent" })) };
    },
    follow: async (outgoing, ref) => follow(outgoing, taskOf(ref)),
    remind: async (ref) => {
      const task = taskOf(ref);
      if (task.remindedAtMs.filter((at) => at > nowMs() - 86_400_000).length >= 3) return { verdict: "refused", reason: "too-often" };
      task.remindedAtMs.push(nowMs());
      return { verdict: "done" };
    },
    cancel: async (ref) => {
      taskOf(ref).isStopped = true;
      return { verdict: "done" };
    },
  };
  return {
    channel,
    tasks,
    script,
    confirm: (dispatchId, overCapGroupIds = []) => {
      const task = tasks.find((one) => one.dispatchId === dispatchId && !one.isStopped && one.confirmedAtMs === null);
      if (!task) throw new Error(`nothing to confirm of ${dispatchId}`);
      task.confirmedAtMs = nowMs();
      for (const groupId of task.groups.keys()) task.groups.set(groupId, overCapGroupIds.includes(groupId) ? "over-cap" : "sent");
    },
  };
}
