import type { FastifyInstance } from "fastify";
import { openHttp } from "./http.ts";
import { mountMetrics } from "./metrics.ts";
import { endpointsOf, type Module, type RawServer } from "./module.ts";
import { mountRoutes } from "./routes.ts";
import type { Runtime } from "./runtime.ts";
import { mountStatic } from "./static.ts";

export interface ServerOptions {
  isTrustedOrigin: (origin: string) => boolean;
  /** API calls a minute and address. */
  perMinute: number;
  metricsToken?: string | undefined;
  trustedProxies?: readonly string[];
}

/** The web server with every module's endpoints and sockets, not yet listening. */
export async function openServer(runtime: Runtime, modules: readonly Module[], options: ServerOptions): Promise<FastifyInstance> {
  const app = await openHttp({ log: runtime.log, ...options });
  mountMetrics(app, runtime, { token: options.metricsToken, gauges: modules.flatMap((module) => module.gauges ?? []) });
  mountRoutes(
    app,
    runtime,
    modules.flatMap((module) => module.routes ?? []),
  );
  const stops: (() => Promise<void> | void)[] = [];
  const raw: RawServer = {
    app,
    log: runtime.log,
    runtime,
    endpoints: endpointsOf(modules),
    contextOf: (request, slug, audience) => runtime.contextOf(request, slug, audience),
    inBrand: (brandId, name) => runtime.inBrand(brandId, name),
    isTrustedOrigin: options.isTrustedOrigin,
    onClose: (stop) => void stops.push(stop),
  };
  for (const module of modules) await module.serve?.(raw);
  await mountStatic(app, runtime);
  app.get("/healthz", { logLevel: "silent" }, async () => {
    await runtime.database.pool.query("select 1");
    return { ok: true };
  });
  app.addHook("preClose", async () => {
    await Promise.allSettled(stops.map(async (stop) => stop()));
  });
  return app;
}
