import { lookup as systemLookup, type LookupAddress } from "node:dns";
import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { isPublicAddress, isTellTale } from "./addresses.ts";

/** Why a call was not made or brought no answer; words of ours, to be shown. */
export type OutboundFailure =
  | "bad-url"
  | "not-https"
  | "closed-address"
  | "unknown-host"
  | "connect-timeout"
  | "timeout"
  | "refused"
  | "tls"
  | "broken";

export interface OutboundCall {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export type OutboundAnswer =
  | { status: number; body: string; retryAfter: string | null; tookMs: number }
  | { failure: OutboundFailure; tookMs: number };

export type Lookup = (hostname: string) => Promise<readonly LookupAddress[]>;

export interface OutboundOptions {
  /** Also http, and addresses of the own network: for who runs the receiver beside the product. */
  allowPrivate: boolean;
  lookup?: Lookup;
  connectMs?: number | undefined;
  wholeMs?: number;
}

/** Posts to addresses that people typed in, and never to one inside the own network. */
export interface Outbound {
  /** Whether who runs this installation allows http and addresses of the own network. */
  isPrivateAllowed: boolean;
  /** Why an address may not be used at all, before any name is looked up; null where nothing speaks against it. */
  check(url: string): OutboundFailure | null;
  post(call: OutboundCall): Promise<OutboundAnswer>;
}

const CONNECT_MS = 3_000;
const WHOLE_MS = 10_000;
const MAX_BODY_BYTES = 65_536;

class Failed extends Error {
  readonly failure: OutboundFailure;
  constructor(failure: OutboundFailure) {
    super(failure);
    this.failure = failure;
  }
}

const lookupAll: Lookup = (hostname) =>
  new Promise((resolve, reject) => systemLookup(hostname, { all: true }, (error, found) => (error ? reject(error) : resolve(found))));

const bareHost = (url: URL) => url.hostname.replace(/^\[|\]$/g, "");

export function openOutbound(options: OutboundOptions): Outbound {
  const { allowPrivate, lookup = lookupAll, connectMs = CONNECT_MS, wholeMs = WHOLE_MS } = options;
  const isOpen = (address: string) => (allowPrivate ? !isTellTale(address) : isPublicAddress(address));
  // Agents of our own read no proxy from the environment and keep no connection that a later name could slip into.
  const agents = { "http:": new HttpAgent({ keepAlive: false }), "https:": new HttpsAgent({ keepAlive: false }) };

  const check = (text: string): OutboundFailure | null => {
    if (!URL.canParse(text)) return "bad-url";
    const url = new URL(text);
    if (url.username || url.password || url.hostname === "") return "bad-url";
    if (url.protocol !== "https:" && !(allowPrivate && url.protocol === "http:")) return "not-https";
    return isIP(bareHost(url)) !== 0 && !isOpen(bareHost(url)) ? "closed-address" : null;
  };

  /** The one address the call goes to; a name with any address inside is refused whole. */
  const resolve = async (url: URL): Promise<LookupAddress> => {
    const host = bareHost(url);
    const literal = isIP(host);
    const found = literal
      ? [{ address: host, family: literal }]
      : await lookup(host).catch(() => {
          throw new Failed("unknown-host");
        });
    const [first] = found;
    if (!first) throw new Failed("unknown-host");
    if (!found.every((one) => isOpen(one.address))) throw new Failed("closed-address");
    return first;
  };

  const send = (call: OutboundCall, url: URL, signal: AbortSignal, at: LookupAddress): Promise<IncomingMessage> =>
    new Promise((done, fail) => {
      const request: ClientRequest = (url.protocol === "https:" ? httpsRequest : httpRequest)(url, {
        method: "POST",
        agent: agents[url.protocol === "https:" ? "https:" : "http:"],
        headers: { ...call.headers, "content-length": String(Buffer.byteLength(call.body)) },
        signal,
        // The name was looked up and judged above; the connection takes that very address, whatever the name says by now.
        lookup: (_host, ask, answer) => (ask.all ? answer(null, [at]) : answer(null, at.address, at.family)),
      });
      const slow = setTimeout(() => request.destroy(new Failed("connect-timeout")), connectMs);
      request.on("socket", (socket) => {
        const ready = () => {
          clearTimeout(slow);
          if (socket.remoteAddress !== undefined && !isOpen(socket.remoteAddress)) request.destroy(new Failed("closed-address"));
        };
        socket.once(url.protocol === "https:" ? "secureConnect" : "connect", ready);
      });
      request.on("response", done);
      request.on("error", fail);
      request.on("close", () => clearTimeout(slow));
      request.end(call.body);
    });

  const run = async (call: OutboundCall, signal: AbortSignal): Promise<Omit<Extract<OutboundAnswer, { status: number }>, "tookMs">> => {
    const reason = check(call.url);
    if (reason) throw new Failed(reason);
    const url = new URL(call.url);
    const at = await within(resolve(url), connectMs);
    const response = await send(call, url, signal, at);
    const body = await readSome(response);
    return { status: response.statusCode ?? 0, body, retryAfter: response.headers["retry-after"] ?? null };
  };

  return {
    isPrivateAllowed: allowPrivate,
    check,
    post: async (call) => {
      const begun = performance.now();
      const took = () => Math.round(performance.now() - begun);
      const whole = new AbortController();
      const timer = setTimeout(() => whole.abort(new Failed("timeout")), wholeMs);
      try {
        return { ...(await run(call, whole.signal)), tookMs: took() };
      } catch (error) {
        return { failure: whole.signal.aborted ? "timeout" : failureOf(error), tookMs: took() };
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** Names are looked up within the time a connection may take; what comes later is not waited for. */
async function within<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_done, fail) => (timer = setTimeout(() => fail(new Failed("connect-timeout")), limitMs)));
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The first 64 kB of an answer; the rest is not read. */
async function readSome(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response) {
    parts.push(Buffer.from(part));
    bytes += parts.at(-1)?.length ?? 0;
    if (bytes >= MAX_BODY_BYTES) break;
  }
  response.destroy();
  return Buffer.concat(parts).subarray(0, MAX_BODY_BYTES).toString("utf8");
}

function failureOf(error: unknown): OutboundFailure {
  if (error instanceof Failed) return error.failure;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EHOSTDOWN"].includes(code)) return "refused";
  if (code === "ETIMEDOUT") return "connect-timeout";
  return /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_|DEPTH_ZERO|SELF_SIGNED|EPROTO)/.test(code) ? "tls" : "broken";
}
