import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Endpoint, endpointPrefix } from "../lib/define.ts";
import { askedLanguage } from "../lib/language.ts";
import { Refusal } from "../lib/refusal.ts";
import { Coalescer } from "./coalesce.ts";
import { type Actor, type Context, requirePermission } from "./context.ts";
import { once, onceApart } from "./idempotency.ts";
import type { Call, Route } from "./module.ts";
import { phoneCookie, type Runtime } from "./runtime.ts";

/** The fields of path, query and body as one object; the path wins. */
function askOf(request: FastifyRequest): Record<string, unknown> {
  const { brand: _brand, ...params } = request.params as Record<string, string>;
  const fields = request.method === "GET" ? request.query : request.body;
  return { ...(typeof fields === "object" && fields !== null && !Array.isArray(fields) ? fields : {}), ...params };
}

const brandSlugOf = (request: FastifyRequest) => (request.params as { brand: string }).brand;

/** Registers every endpoint of every module: who may call, what it takes, one call. */
export function mountRoutes(app: FastifyInstance, runtime: Runtime, routes: readonly Route[]): void {
  for (const route of routes) {
    const { endpoint } = route;
    const handler =
      route.kind === "open"
        ? openHandler(runtime, route)
        : route.kind === "batch"
          ? batchHandler(runtime, route)
          : brandHandler(runtime, route);
    app.route({
      method: endpoint.method,
      url: endpointPrefix(endpoint.audience) + endpoint.path,
      config: endpoint.perMinute ? { rateLimit: { max: endpoint.perMinute, timeWindow: 60_000 } } : {},
      handler: async (request, reply) => {
        const value = await handler(request, reply);
        if (runtime.checkOutputs) endpoint.output.parse(value);
        return reply
          .header("cache-control", "no-store")
          .type("application/json")
          .send(JSON.stringify(keepPhoneToken(request, reply, value)));
      },
    });
  }
}

/** A phone's session token leaves in a cookie that scripts cannot read, never in the answer's body. */
function keepPhoneToken(request: FastifyRequest, reply: FastifyReply, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("phoneToken" in value)) return value;
  const { phoneToken: token, ...rest } = value;
  if (typeof token === "string") void reply.header("set-cookie", phoneCookie(brandSlugOf(request), token));
  return rest;
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

async function enter(runtime: Runtime, request: FastifyRequest, endpoint: Endpoint): Promise<Context> {
  if (endpoint.audience === "user" || endpoint.audience === "anyone") throw new Error(`${endpoint.path} is outside the brands`);
  const ctx = await runtime.contextOf(request, brandSlugOf(request), endpoint.audience);
  if (endpoint.audience === "staff") requirePermission(ctx, endpoint.permission);
  if (endpoint.personOnly && ctx.actor.kind === "staff" && ctx.actor.key) throw new Refusal("forbidden", "session.person-only");
  return ctx;
}

function brandHandler(runtime: Runtime, { endpoint, handle }: Extract<Route, { kind: "brand" }>): Handler {
  return async (request) => {
    const ctx = await enter(runtime, request, endpoint);
    const input = endpoint.input.parse(askOf(request)) as never;
    const key = request.headers["idempotency-key"];
    if (endpoint.method === "GET" || typeof key !== "string") return handle(ctx, input);
    if (key.length > 100) throw new Refusal("invalid", "request.key-too-long");
    const ask = { key, request: [endpoint.path, input], secret: runtime.secret };
    return endpoint.asksOutside ? onceApart(ctx, ask, () => handle(ctx, input)) : once(ctx, ask, (inside) => handle(inside, input));
  };
}

function batchHandler(runtime: Runtime, { endpoint, handle }: Extract<Route, { kind: "batch" }>): Handler {
  const perBrand = new Map<number, Coalescer<Call<unknown>, unknown>>();
  return async (request) => {
    const ctx = await enter(runtime, request, endpoint);
    const call: Call<unknown> = { actor: ctx.actor, input: endpoint.input.parse(askOf(request)) };
    let queue = perBrand.get(ctx.brand.id);
    if (!queue) {
      queue = new Coalescer(endpoint.coalesce ?? { maxBatch: 100, maxWaitMs: 2 }, async (calls) => {
        const batch = await runtime.inBrand(ctx.brand.id, `batch ${endpoint.path}`);
        return handle(batch, calls as never) as Promise<readonly (unknown | Error)[]>;
      });
      perBrand.set(ctx.brand.id, queue);
    }
    return queue.add(call);
  };
}

function openHandler(runtime: Runtime, { endpoint, handle }: Extract<Route, { kind: "open" }>): Handler {
  return async (request, reply) => {
    const headers = runtime.headersOf(request);
    const userId = await runtime.userOf(headers);
    if (endpoint.audience === "user" && !userId) throw new Refusal("unauthenticated", "session.missing");
    const language = askedLanguage(request.headers);
    const enterBrand = async (brandId: number, actor: Actor) => (await runtime.enter(brandId, actor, request.id)).inLanguage(language);
    return handle(
      {
        userId,
        now: runtime.now(),
        log: runtime.log,
        requestId: request.id,
        address: request.ip,
        headers,
        language,
        setHeader: (name, value) => void reply.header(name, value),
        identity: runtime.identity,
        enter: enterBrand,
        begin: (brand, actor) => runtime.begin(brand, actor, request.id).inLanguage(language),
        findBrand: (slug) => runtime.brands.bySlug(slug),
        forgetBrands: () => runtime.brands.forget(),
        platform: runtime.platform,
      },
      endpoint.input.parse(askOf(request)) as never,
    );
  };
}
