/**
 * The typed client of the Qunce API, written by `npm run api` from /api/v1/openapi.json. It needs nothing but `fetch` and Web Crypto:
 * copy this file into your project.
 */

export interface QunceOptions {
  /** Where the product is reached: `https://qunce.example.com`. */
  baseUrl: string;
  /** The brand's part of the console's address. */
  brand: string;
  /** The key's secret, `qk_…`. */
  key: string;
  fetch?: typeof fetch;
  /** How often a call is made again after 429, 503 or a lost answer; 3 when left out. */
  retries?: number;
}

export interface CallOptions {
  signal?: AbortSignal;
  /** The Idempotency-Key of a POST; a fresh one when left out, the same at every retry. */
  idempotencyKey?: string;
}

/** A file that is sent as it is; its name tells what it was, where nothing else does. */
export interface UploadFile {
  name: string;
  content: Blob | Uint8Array<ArrayBuffer> | string;
}

/** What the server refused. */
export class QunceError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Record<string, unknown>;
  readonly requestId: string;

  constructor(status: number, body: { code?: string; details?: Record<string, unknown>; requestId?: string }) {
    super(`${status} ${body.code ?? ""} (${body.requestId ?? ""})`);
    this.name = "QunceError";
    this.status = status;
    this.code = body.code ?? "";
    this.details = body.details ?? {};
    this.requestId = body.requestId ?? "";
  }
}

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Every item of a list, page after page: `for await (const group of everyItem((cursor) => qunce.listGroups({ cursor })))`. */
export async function* everyItem<T>(read: (cursor: string | undefined) => Promise<Page<T>>): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    yield* page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

const TOLERANCE_S = 300;

/** The event of a webhook call whose signature is true and fresh; throws otherwise. `body` is the text as it came. */
export async function verifyWebhook(
  secret: string,
  headers: { get(name: string): string | null },
  body: string,
  nowS = Date.now() / 1000,
): Promise<WebhookEvent> {
  const [id, timestamp, signatures] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => headers.get(name) ?? "");
  if (!id || !timestamp || !(Math.abs(nowS - Number(timestamp)) <= TOLERANCE_S)) throw new Error("the call is not signed, or too old");
  const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, "")), (one) => one.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  for (const one of (signatures ?? "").split(" ")) {
    if (!one.startsWith("v1,")) continue;
    const signature = Uint8Array.from(atob(one.slice(3)), (each) => each.charCodeAt(0));
    if (await crypto.subtle.verify("HMAC", key, signature, signed)) return JSON.parse(body) as WebhookEvent;
  }
  throw new Error("the signature is not true");
}

class Caller {
  private readonly options: QunceOptions;

  constructor(options: QunceOptions) {
    this.options = options;
  }

  protected async call<T>(method: "GET" | "POST", template: string, ask: object, options: CallOptions = {}): Promise<T> {
    const fields: Record<string, unknown> = { ...ask };
    const url = this.addressOf(template, fields);
    const headers = this.headers();
    if (method === "GET") addQuery(url, fields);
    else Object.assign(headers, { "content-type": "application/json", "idempotency-key": options.idempotencyKey ?? crypto.randomUUID() });
    return this.send<T>(url, { method, headers, ...(method === "POST" ? { body: JSON.stringify(fields) } : {}) }, options);
  }

  protected async upload<T>(template: string, file: UploadFile, ask: object, options: CallOptions = {}): Promise<T> {
    const fields: Record<string, unknown> = { ...ask };
    const url = this.addressOf(template, fields);
    addQuery(url, fields);
    const headers = { ...this.headers(), "content-type": "application/octet-stream", "x-file-name": encodeURIComponent(file.name) };
    return this.send<T>(url, { method: "POST", headers, body: file.content }, options);
  }

  private headers(): Record<string, string> {
    return { authorization: `Bearer ${this.options.key}`, accept: "application/json" };
  }

  /** The address, its parts filled in from fields that are then taken out. */
  private addressOf(template: string, fields: Record<string, unknown>): URL {
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = String(fields[name]);
      delete fields[name];
      return encodeURIComponent(value);
    });
    const { baseUrl, brand } = this.options;
    return new URL(`${baseUrl.replace(/\/$/, "")}/api/v1/b/${encodeURIComponent(brand)}${path}`);
  }

  private async send<T>(url: URL, init: RequestInit, options: CallOptions): Promise<T> {
    const response = await this.fetchAgain(url, { ...init, ...(options.signal ? { signal: options.signal } : {}) });
    const body: unknown = await response.json().catch(() => ({}));
    if (!response.ok) throw new QunceError(response.status, body as { code?: string });
    return body as T;
  }

  /** The same call again after 429 and 503, when the server says so, and after an answer that was lost on the way. */
  private async fetchAgain(url: URL, init: RequestInit): Promise<Response> {
    const most = this.options.retries ?? 3;
    for (let round = 0; ; round++) {
      const isLast = round >= most;
      const answer = await (this.options.fetch ?? fetch)(url, init).catch((error: unknown) => {
        if (isLast || init.signal?.aborted) throw error;
        return undefined;
      });
      if (answer && (isLast || ![429, 503].includes(answer.status))) return answer;
      await pause(answer ? Number(answer.headers.get("retry-after") ?? 2 ** round) * 1000 : 500 * 2 ** round);
    }
  }
}

function addQuery(url: URL, fields: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one));
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
// --- made from the document ---
type WebhookEvent = unknown;
export { Caller };
