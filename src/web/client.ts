import type { z } from "zod";
import { endpointPrefix } from "../lib/define.ts";
import type { Endpoint } from "../lib/define.ts";

/** What the server refused, or could not do; `status` 0 means that no answer came at all. */
export class ApiError extends Error {
  readonly code: string;
  readonly details: Record<string, unknown>;
  readonly requestId: string;
  readonly status: number;

  constructor(code: string, status: number, details: Record<string, unknown> = {}, requestId = "") {
    super(code);
    this.name = "ApiError";
    this.code = code;
    this.status = status;
    this.details = details;
    this.requestId = requestId;
  }
}

/** The brand of the page, from `/b/<brand>/…`; empty on pages of no brand. */
export function brandSlug(pathname: string = globalThis.location.pathname): string {
  return /^\/b\/([^/]+)/.exec(pathname)?.[1] ?? "";
}

/** A random UUID that also works on plain http, where `crypto.randomUUID` is missing. */
export function newKey(): string {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = ((b[6] ?? 0) & 0x0f) | 0x40;
  b[8] = ((b[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(b, (n) => n.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The address of a call and the fields that did not go into its path. */
export function addressOf(endpoint: Pick<Endpoint, "path" | "audience">, input: unknown, brand: string): { path: string; rest: Fields } {
  const rest: Fields = isFields(input) ? { ...input } : {};
  const path = (endpointPrefix(endpoint.audience) + endpoint.path).replace(/:([A-Za-z]\w*)/g, (_, name: string) => {
    if (name === "brand" && !("brand" in rest)) return encodeURIComponent(brand);
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  return { path, rest };
}

function queryOf(fields: Fields): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null || value === "") continue;
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  const text = query.toString();
  return text ? `?${text}` : "";
}

async function errorOf(response: Response): Promise<ApiError> {
  const requestId = response.headers.get("x-request-id") ?? "";
  const body: unknown = await response.json().catch(() => null);
  if (!isFields(body) || typeof body["code"] !== "string") return new ApiError("client.no-answer", response.status, {}, requestId);
  const details = isFields(body["details"]) ? body["details"] : {};
  return new ApiError(body["code"], response.status, details, typeof body["requestId"] === "string" ? body["requestId"] : requestId);
}

async function fetchTwice(url: string, init: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetch(url, init);
    } catch (error) {
      if (init.signal?.aborted) throw error;
      if (attempt === 2) throw new ApiError("client.offline", 0);
      await new Promise((resolve) => setTimeout(resolve, 600));
    }
  }
}

export interface CallOptions {
  signal?: AbortSignal;
  /** The idempotency key of a POST; a fresh one when left out. A lost answer is asked for once more under the same key. */
  key?: string;
  brand?: string;
}

async function readAnswer<Out>(response: Response, output: z.ZodType<Out>): Promise<Out> {
  if (!response.ok) throw await errorOf(response);
  const parsed = output.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new ApiError("client.unreadable", response.status, { where }, response.headers.get("x-request-id") ?? "");
}

/** Calls an endpoint and checks its answer; throws `ApiError`. */
export async function callEndpoint<Ask, Out>(endpoint: Endpoint<Ask, unknown, Out>, input: Ask, options: CallOptions = {}): Promise<Out> {
  const { path, rest } = addressOf(endpoint, input, options.brand ?? brandSlug());
  const signal = options.signal ? { signal: options.signal } : {};
  const accept = "application/json";
  const response =
    endpoint.method === "GET"
      ? await fetchTwice(path + queryOf(rest), { headers: { accept }, ...signal })
      : await fetchTwice(path, {
          method: "POST",
          headers: { accept, "content-type": accept, "idempotency-key": options.key ?? newKey() },
          body: JSON.stringify(rest),
          ...signal,
        });
  return readAnswer(response, endpoint.output);
}
