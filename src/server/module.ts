import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Kysely } from "kysely";
import type { Endpoint, InputOf, OutputOf } from "../lib/define.ts";
import type { Language } from "../lib/language.ts";
import type { Actor, Brand, Context } from "./context.ts";
import type { Tables } from "./db.ts";
import type { Identity } from "./identity.ts";
import type { Log } from "./log.ts";
import type { Export } from "./exports.ts";
import type { Job } from "./jobs.ts";
import type { Reaction } from "./reactions.ts";
import type { Runtime } from "./runtime.ts";
import type { Refusal } from "../lib/refusal.ts";

/** What a call outside any brand has: a signed-in person or nobody, and the door into a brand. */
export interface OpenContext {
  userId: string | null;
  now: Date;
  log: Log;
  requestId: string;
  /** The caller's network address, for limits. */
  address: string;
  headers: Headers;
  /** What the caller reads. */
  language: Language;
  /** Sent with the answer: cookies of a session that begins or ends. */
  setHeader(name: string, value: string): void;
  identity: Identity;
  enter(brandId: number, actor: Actor): Promise<Context>;
  /** The door into a brand that is being made. */
  begin(brand: Brand, actor: Actor): Context;
  findBrand(slug: string): Promise<Brand>;
  /** Makes this process read the list of brands anew. */
  forgetBrands(): void;
  /** Sees no brand's rows; for schema platform only. */
  platform: Kysely<Tables>;
}

/** The answer of a call that also sets headers of its own. */
export interface Call<I> {
  actor: Actor;
  input: I;
}

export type Route =
  | { kind: "brand"; endpoint: Endpoint; handle: (ctx: Context, input: never) => Promise<unknown> }
  | { kind: "open"; endpoint: Endpoint; handle: (open: OpenContext, input: never) => Promise<unknown> }
  | { kind: "batch"; endpoint: Endpoint; handle: (ctx: Context, calls: never) => Promise<readonly unknown[]> };

type Awaitable<T> = Promise<T> | T;

export function route<E extends Endpoint>(endpoint: E, handle: (ctx: Context, input: InputOf<E>) => Promise<OutputOf<E>>): Route {
  return { kind: "brand", endpoint, handle };
}

export function openRoute<E extends Endpoint>(endpoint: E, handle: (open: OpenContext, input: InputOf<E>) => Promise<OutputOf<E>>): Route {
  return { kind: "open", endpoint, handle };
}

/** A hot endpoint: calls are gathered and answered by one action, one answer or Refusal per call in the same order. */
export function batchRoute<E extends Endpoint>(
  endpoint: E,
  handle: (ctx: Context, calls: readonly Call<InputOf<E>>[]) => Promise<readonly (OutputOf<E> | Refusal)[]>,
): Route {
  return { kind: "batch", endpoint, handle };
}

/** What repeats by itself in every brand, in one process at a time: due sends, the day's turn, retention. */
export interface Ticker {
  name: string;
  everyMs: number;
  /** Answers how much was done; more than nothing asks for another round at once. */
  run: (ctx: Context) => Promise<number>;
  /** Waits for what runs have left going on; asked when the process stops. */
  settle?: () => Promise<void>;
  /** What it does reaches people or programs outside: it does not run in a brand that is held. */
  goesOut?: boolean;
}

export function defineTicker(name: string, everyMs: number, run: Ticker["run"], more: Pick<Ticker, "settle" | "goesOut"> = {}): Ticker {
  return { name, everyMs, run, ...more };
}

/** A figure of each brand for whoever watches the installation; read when it is asked for, so it must be cheap. */
export interface Gauge {
  /** `qunce_sends`, as Prometheus wants names. */
  name: string;
  help: string;
  /** What the parts of the figure are told apart by: `state`. */
  label: string;
  read: (ctx: Context) => Promise<{ label: string; value: number }[]>;
}

/** What a module needs beyond endpoints: sockets, uploads, downloads. */
export interface RawServer {
  app: FastifyInstance;
  log: Log;
  runtime: Runtime;
  /** Every endpoint of the product, by the module it is of. */
  endpoints: readonly { module: string; endpoint: Endpoint }[];
  /** The acting staff member or member of a request in a brand; refuses what is not allowed in. */
  contextOf(
    request: Pick<FastifyRequest, "headers" | "ip" | "id">,
    brandSlug: string,
    audience: "staff" | "member" | "public",
  ): Promise<Context>;
  /** A system context of a brand. */
  inBrand(brandId: number, name: string): Promise<Context>;
  /** Whether a page of this origin is one of ours; what does not come from a page has none. */
  isTrustedOrigin(origin: string): boolean;
  onClose(stop: () => Awaitable<void>): void;
}

export interface Module {
  name: string;
  routes?: readonly Route[];
  /** Endpoints that `serve` answers, to be described with the others. */
  served?: readonly Endpoint[];
  reactions?: readonly Reaction[];
  tickers?: readonly Ticker[];
  jobs?: readonly Job[];
  /** Lists that can be taken along as files. */
  exports?: readonly Export[];
  gauges?: readonly Gauge[];
  serve?: (server: RawServer) => Awaitable<void>;
}

/** Every endpoint of these modules, as it is described to programs. */
export function endpointsOf(modules: readonly Module[]): { module: string; endpoint: Endpoint }[] {
  return modules.flatMap(({ name, routes = [], served = [] }) =>
    [...routes.map(({ endpoint }) => endpoint), ...served].map((endpoint) => ({ module: name, endpoint })),
  );
}

/** Who a session belongs to; given by the modules that own the tables. */
export interface Sessions {
  findStaff(ctx: Context, userId: string): Promise<Actor | undefined>;
  /** The number of the brand an API key says it is of; undefined for what is no key. */
  homeOfKey(token: string): number | undefined;
  /** Who acts with the key; refuses keys that are unknown, ended or used too often. */
  findKey(ctx: Context, token: string): Promise<Actor>;
  findMember(ctx: Context, token: string): Promise<Actor | undefined>;
}
