/**
 * The line to WeCom's API: one call at a time becomes an answer, an error of the platform's, or the truth that nobody knows.
 * https://developer.work.weixin.qq.com/document/path/90313
 */
import { LineDown, LineLost, type PlatformAsk, type PlatformLine, type PlatformUpload } from "../channel.ts";
import { WecomError } from "./wecom.errors.ts";
import type { Gate, PassOutcome } from "./wecom.gate.ts";
import { CALL_MS } from "./wecom.limits.ts";
import { Envelope, Token } from "./wecom.wire.ts";

export const WECOM_URL = "https://qyapi.weixin.qq.com";

/** A token by its number, so that the refusal of an old one never throws a newer one away. */
export interface LineToken {
  token: string;
  version: number;
}

/** Keeps the token for all processes; asked with the number of one the platform refused, it answers a newer. */
export interface TokenKeeper {
  get(refusedVersion?: number): Promise<LineToken>;
}

/** One call as it went, for figures: nothing of what was said. */
export interface CallHeard {
  api: string;
  /** `ok`, the platform's code, `lost` or `down`. */
  outcome: string;
  tookMs: number;
}

export interface LineParts {
  corpId: string;
  baseUrl: string;
  tokens: TokenKeeper;
  gate: Gate;
  fetch: typeof fetch;
  nowMs: () => number;
  sleep: (ms: number) => Promise<void>;
  hear: (call: CallHeard) => void;
}

type Wire = Pick<LineParts, "baseUrl" | "fetch" | "nowMs" | "sleep" | "gate" | "hear">;

/** Below the time a lent place is held for, so that no call outlives its place. */
const TIMEOUT_MS = CALL_MS - 3_000;
const MOST_BUSY = 3;
const MAX_ANSWER_BYTES = 16 * 1_048_576;

/** Asking twice changes nothing: the last word of the path says so. */
const READS = /(^|\/)(get(?!token)[a-z0-9_]*|list[a-z0-9_]*|simplelist|statistic[a-z0-9_]*|opengid_to_chatid|transfer_result|customer)$/;
export const isRead = (api: string) => READS.test(api) || api.includes("/batch/get");

interface Sent {
  answer: { errcode: number; errmsg: string } & Record<string, unknown>;
}
type Reached = Sent | { lost: string } | { down: string };

interface Request {
  method: "GET" | "POST";
  api: string;
  query: Record<string, string>;
  body: string | FormData | undefined;
}

/** Faults before anything was said: names, connections, certificates. */
const NOT_REACHED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|UND_ERR_CONNECT_TIMEOUT|ERR_TLS.*|ERR_SSL.*|CERT_.*|UNABLE_.*|DEPTH_ZERO.*|SELF_SIGNED.*|EPROTO)$/;

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.cause instanceof Error) return codeOf(error.cause);
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

async function readAnswer(response: Response): Promise<Reached> {
  const text = await response.text();
  if (text.length > MAX_ANSWER_BYTES) return { lost: "answer too long" };
  if (response.status !== 200) return { lost: `HTTP ${response.status}` };
  try {
    const parsed = Envelope.safeParse(JSON.parse(text));
    return parsed.success ? { answer: parsed.data } : { lost: "no answer of WeCom's" };
  } catch {
    return { lost: "no answer of WeCom's" };
  }
}

/** One request with a time limit on the given clock. The address with its token is never part of an error. */
async function reach(wire: Wire, request: Request): Promise<Reached> {
  const abort = new AbortController();
  const url = `${wire.baseUrl}/cgi-bin/${request.api}?${new URLSearchParams(request.query)}`;
  const isForm = request.body instanceof FormData;
  const work = wire
    .fetch(url, {
      method: request.method,
      redirect: "error",
      signal: abort.signal,
      ...(request.body === undefined ? {} : { body: request.body }),
      ...(request.body === undefined || isForm ? {} : { headers: { "content-type": "application/json; charset=utf-8" } }),
    })
    .then(readAnswer)
    .catch((error: unknown): Reached => {
      const code = codeOf(error);
      return NOT_REACHED.test(code) ? { down: code } : { lost: code };
    });
  let isOver = false;
  const late = wire.sleep(TIMEOUT_MS).then((): Reached => {
    if (!isOver) abort.abort();
    return { lost: "timeout" };
  });
  const reached = await Promise.race([work, late]);
  isOver = true;
  return reached;
}

const outcomeOf = (reached: Reached): string => {
  if ("lost" in reached) return "lost";
  if ("down" in reached) return "down";
  return reached.answer.errcode === 0 ? "ok" : String(reached.answer.errcode);
};

function passOutcome(reached: Reached): PassOutcome {
  if (!("answer" in reached)) return "down";
  if (reached.answer.errcode === 45009) return "rate";
  return reached.answer.errcode === 45033 ? "narrow" : "ok";
}

/** Through the gate, out and back; what `prepare` throws did not leave. */
async function go(wire: Wire, api: string, prepare: () => Promise<Request>): Promise<Reached> {
  const leave = await wire.gate.enter(api);
  let outcome: PassOutcome = "unsent";
  try {
    const request = await prepare();
    const begunMs = wire.nowMs();
    const reached = await reach(wire, request);
    outcome = passOutcome(reached);
    wire.hear({ api, outcome: outcomeOf(reached), tookMs: Math.max(0, wire.nowMs() - begunMs) });
    return reached;
  } finally {
    leave(outcome);
  }
}

/** A new token; https://developer.work.weixin.qq.com/document/path/91039 */
export async function fetchToken(wire: Wire, corpId: string, secret: string): Promise<{ token: string; expiresInMs: number }> {
  const api = "gettoken";
  const query = { corpid: corpId, corpsecret: secret };
  for (let tries = 1; ; tries++) {
    const reached = await go(wire, api, async () => ({ method: "GET", api, query, body: undefined }));
    if ("answer" in reached && reached.answer.errcode === 0) {
      const { access_token: token, expires_in: expiresInS } = Token.parse(reached.answer);
      return { token, expiresInMs: expiresInS * 1_000 };
    }
    const error = errorOf(api, reached);
    if (tries >= MOST_BUSY || !(error instanceof WecomError) || error.kind !== "busy") throw error;
    await wire.sleep(200 * 2 ** tries);
  }
}

function errorOf(api: string, reached: Reached): Error {
  if ("lost" in reached) return new LineLost(api, reached.lost);
  if ("down" in reached) return new LineDown(api, reached.down);
  return new WecomError(api, reached.answer.errcode, reached.answer.errmsg);
}

/** What may be asked again, how often, and after how long at first; each time waits twice as long. */
const again = {
  lost: { most: 2, firstMs: 600 },
  token: { most: 1, firstMs: 0 },
  busy: { most: MOST_BUSY, firstMs: 400 },
  /** The gate holds it back until the window is open again. */
  rate: { most: 1, firstMs: 0 },
  concurrency: { most: 6, firstMs: 200 },
} as const;
type Again = keyof typeof again;

const isAgain = (kind: string): kind is Again => Object.hasOwn(again, kind);

function againOf(error: Error): Again | null {
  if (error instanceof LineLost) return isRead(error.api) ? "lost" : null;
  if (!(error instanceof WecomError)) return null;
  return isAgain(error.kind) && error.errcode !== 45036 ? error.kind : null;
}

/** How long to wait before the same is asked again; null: it is not. */
function againAfterMs(error: Error, tries: Map<Again, number>): number | null {
  const kind = againOf(error);
  if (!kind) return null;
  const times = (tries.get(kind) ?? 0) + 1;
  tries.set(kind, times);
  const { most, firstMs } = again[kind];
  return times > most ? null : firstMs * 2 ** (times - 1);
}

async function askOften(
  parts: LineParts,
  api: string,
  prepare: (token: string) => Request,
  beforeLeaving?: () => Promise<void>,
): Promise<unknown> {
  const tries = new Map<Again, number>();
  let held = await parts.tokens.get();
  for (;;) {
    const reached = await go(parts, api, async () => {
      await beforeLeaving?.();
      return prepare(held.token);
    });
    if ("answer" in reached && reached.answer.errcode === 0) return reached.answer;
    const error = errorOf(api, reached);
    const waitMs = againAfterMs(error, tries);
    if (waitMs === null) throw error;
    if (waitMs > 0) await parts.sleep(waitMs);
    held = await parts.tokens.get(error instanceof WecomError && error.kind === "token" ? held.version : undefined);
  }
}

export function openWecomLine(parts: LineParts): PlatformLine {
  return {
    scope: parts.corpId,
    call: ({ method, api, query = {}, body, beforeLeaving }: PlatformAsk) =>
      askOften(
        parts,
        api,
        (token) => ({
          method,
          api,
          query: { ...query, access_token: token },
          body: body === undefined ? undefined : JSON.stringify(body),
        }),
        beforeLeaving,
      ),
    upload: ({ api, query, field, fileName, mime, bytes }: PlatformUpload) =>
      askOften(parts, api, (token) => {
        const form = new FormData();
        form.append(field, new Blob([new Uint8Array(bytes)], { type: mime }), fileName);
        return { method: "POST", api, query: { ...query, access_token: token }, body: form };
      }),
  };
}
