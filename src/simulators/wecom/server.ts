import Fastify, { type FastifyInstance } from "fastify";
import { callRoutes } from "./calls.ts";
import { driverRoutes } from "./driver/routes.ts";
import type { World } from "./world.ts";

const MAX_BODY = 24 * 1024 * 1024;

type Routes = (app: FastifyInstance, world: World) => void;

/** The simulator's one server: the platform's calls, the driver, and the phone page. Bodies come as bytes, read by each call itself. */
export function openServer(world: World, more: readonly Routes[] = []): FastifyInstance {
  const app = Fastify({ bodyLimit: MAX_BODY, logger: false, forceCloseConnections: true, routerOptions: { ignoreTrailingSlash: true } });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  for (const routes of [callRoutes, driverRoutes, ...more]) routes(app, world);
  return app;
}
