import type { CheckStep } from "./connections.contract.ts";

/** What a call of the check came to, as far as the steps care. */
export type Probe =
  | { verdict: "good"; count: number }
  | { verdict: "refused"; errcode: number; errmsg: string }
  | { verdict: "unreached"; isDown: boolean };

type Step = CheckStep["step"];

const step = (name: Step, state: CheckStep["state"], fault: string | null = null, more: Partial<CheckStep> = {}): CheckStep => ({
  step: name,
  state,
  fault,
  errcode: null,
  found: {},
  ...more,
});

const skipped = (...names: Step[]) => names.map((name) => step(name, "skipped"));

/** The address the platform saw: it names it behind its hint. Shown, never decided by. */
export function seenAddress(errmsg: string): string | null {
  return /from ip: ([0-9a-f.:]{3,45})/i.exec(errmsg)?.[1]?.replace(/[.,:]$/, "") ?? null;
}

const tokenFaults: Readonly<Record<number, string>> = {
  40001: "secret",
  40013: "corp-id",
  40091: "secret",
  45009: "too-often",
  41002: "corp-id",
  41004: "secret",
};
const appFaults: Readonly<Record<number, string>> = {
  48002: "not-callable",
  48001: "not-callable",
  50003: "app-disabled",
  84074: "no-contact-right",
  701008: "no-licence",
  45009: "too-often",
};

const addressStep = (errcode: number, errmsg: string) => {
  const ip = seenAddress(errmsg);
  return step("trusted-ip", "bad", "ip-not-trusted", { errcode, found: ip ? { ip } : {} });
};

const isAddressFault = (errcode: number) => errcode === 60020 || errcode === 301042;

function tokenSteps(token: Exclude<Probe, { verdict: "good" }>): CheckStep[] {
  if (token.verdict === "unreached")
    return [step("token", "bad", token.isDown ? "unreachable" : "no-answer"), ...skipped("trusted-ip", "app", "range")];
  const { errcode, errmsg } = token;
  if (isAddressFault(errcode)) return [...skipped("token"), addressStep(errcode, errmsg), ...skipped("app", "range")];
  return [step("token", "bad", tokenFaults[errcode] ?? "other", { errcode }), ...skipped("trusted-ip", "app", "range")];
}

function callSteps(call: Probe): CheckStep[] {
  const token = step("token", "good");
  if (call.verdict === "good") {
    const range = call.count > 0 ? step("range", "good", null, { found: { count: call.count } }) : step("range", "warn", "nobody");
    return [token, step("trusted-ip", "good"), step("app", "good"), range];
  }
  if (call.verdict === "unreached")
    return [token, ...skipped("trusted-ip"), step("app", "bad", call.isDown ? "unreachable" : "no-answer"), ...skipped("range")];
  const { errcode, errmsg } = call;
  if (isAddressFault(errcode)) return [token, addressStep(errcode, errmsg), ...skipped("app", "range")];
  return [token, step("trusted-ip", "good"), step("app", "bad", appFaults[errcode] ?? "other", { errcode }), ...skipped("range")];
}

/** All steps in their order, from what the token, the first call and the callback's address came to. */
export function stepsOf(probes: { token: Probe; call: Probe | null; verifiedAt: string | null; receivedAt: string | null }): CheckStep[] {
  const { token, call, verifiedAt, receivedAt } = probes;
  const isReached = verifiedAt !== null || receivedAt !== null;
  const callback = isReached ? step("callback", "good") : step("callback", "warn", "unverified");
  const first =
    token.verdict === "good" && call
      ? callSteps(call)
      : token.verdict === "good"
        ? [step("token", "good"), ...skipped("trusted-ip", "app", "range")]
        : tokenSteps(token);
  return [...first, callback];
}

export const stateOf = (steps: readonly CheckStep[]): "ready" | "faulty" => (steps.some((one) => one.state === "bad") ? "faulty" : "ready");
