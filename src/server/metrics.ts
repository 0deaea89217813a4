import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { sql } from "kysely";
import { collectDefaultMetrics, Gauge as Figure, Histogram, Registry } from "prom-client";
import { Refusal } from "../lib/refusal.ts";
import { registerMeters } from "./meters.ts";
import type { Gauge } from "./module.ts";
import type { Runtime } from "./runtime.ts";

export interface MetricsOptions {
  /** The bearer token of the collector; without one, only callers on this machine that no proxy speaks for are answered. */
  token: string | undefined;
  gauges: readonly Gauge[];
}

const LATENCY_S = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** `GET /metrics` for Prometheus: the process, latency by route, the pool, how far reactions are behind, figures of modules. */
export function mountMetrics(app: FastifyInstance, runtime: Runtime, options: MetricsOptions): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "qunce_" });
  watchLatency(app, registry);
  watchPool(runtime, registry);
  registerMeters(registry);
  const reactions = new Figure({
    name: "qunce_reaction_lag_seconds",
    help: "Age of the oldest event a reaction has not read.",
    labelNames: ["brand", "reaction"],
    registers: [registry],
  });
  const failures = new Figure({
    name: "qunce_reaction_failures",
    help: "Batches that failed one after the other.",
    labelNames: ["brand", "reaction"],
    registers: [registry],
  });
  const figures = options.gauges.map((gauge) => ({
    gauge,
    figure: new Figure({ name: gauge.name, help: gauge.help, labelNames: ["brand", gauge.label], registers: [registry] }),
  }));
  app.get("/metrics", { logLevel: "silent" }, async (request, reply) => {
    refuseStrangers(request, options.token);
    for (const figure of [reactions, failures, ...figures.map((one) => one.figure)]) figure.reset();
    for (const brand of await runtime.brands.list()) {
      const ctx = await runtime.inBrand(brand.id, "metrics");
      for (const row of await readLag(ctx.db, brand.id)) {
        reactions.set(
          { brand: brand.slug, reaction: row.reaction },
          row.oldestAt ? Math.max(0, (ctx.now.getTime() - Date.parse(row.oldestAt)) / 1000) : 0,
        );
        failures.set({ brand: brand.slug, reaction: row.reaction }, row.failures);
      }
      for (const { gauge, figure } of figures) {
        for (const part of await gauge.read(ctx)) figure.set({ brand: brand.slug, [gauge.label]: part.label }, part.value);
      }
    }
    return reply
      .type(registry.contentType)
      .header("cache-control", "no-store")
      .send(await registry.metrics());
  });
}

function watchLatency(app: FastifyInstance, registry: Registry): void {
  const latency = new Histogram({
    name: "qunce_http_seconds",
    help: "Time from the request to the end of its answer.",
    labelNames: ["method", "route", "status"],
    buckets: LATENCY_S,
    registers: [registry],
  });
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    latency.observe({ method: request.method, route, status: `${Math.floor(reply.statusCode / 100)}xx` }, reply.elapsedTime / 1000);
  });
}

function watchPool({ database: { pool } }: Runtime, registry: Registry): void {
  const connections = new Figure({
    name: "qunce_db_connections",
    help: "Connections of the pool, and callers who wait for one.",
    labelNames: ["state"],
    registers: [registry],
    collect: () => {
      connections.set({ state: "busy" }, pool.totalCount - pool.idleCount);
      connections.set({ state: "idle" }, pool.idleCount);
      connections.set({ state: "waiting" }, pool.waitingCount);
    },
  });
}

/** Looking stops here; the age of the oldest is found long before. */
const LOOK_ROWS = 20_000;

async function readLag(
  db: Runtime["platform"],
  brandId: number,
): Promise<{ reaction: string; failures: number; oldestAt: string | null }[]> {
  const { rows } = await sql<{ reaction: string; failures: number; oldestAt: string | null }>`
    select c.reaction, c.failures, (select min(n.received_at) from (
        select kind, received_at from events e where e.brand_id = ${brandId} and (e.tx, e.id) > (c.tx, c.event_id) order by e.tx, e.id limit ${LOOK_ROWS}) n
      where n.kind = any(c.hears)) as oldest_at
    from reaction_cursors c where c.brand_id = ${brandId}`.execute(db);
  return rows;
}

const forwarding = ["x-forwarded-for", "forwarded", "x-real-ip", "via"];

function refuseStrangers(request: FastifyRequest, token: string | undefined): void {
  const isHere = /^(::ffff:)?127\.|^::1$/.test(request.ip) && forwarding.every((name) => request.headers[name] === undefined);
  const shown = Buffer.from(request.headers.authorization?.replace(/^Bearer /, "") ?? "");
  const wanted = Buffer.from(token ?? "");
  const isAllowed = token === undefined ? isHere : shown.length === wanted.length && timingSafeEqual(shown, wanted);
  if (!isAllowed) throw new Refusal("missing", "request.no-such-path");
}
