import { randomUUID } from "node:crypto";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import websocket from "@fastify/websocket";
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from "fastify";
import { z } from "zod";
import type { RefusalCode } from "../lib/refusal-codes.ts";
import { Refusal, type RefusalDetails, refusalStatus } from "../lib/refusal.ts";
import { isDiskFull, isPassing, isTooSlow, isUnkeepable } from "./db.ts";
import type { Log } from "./log.ts";

export interface HttpOptions {
  log: Log;
  isTrustedOrigin: (origin: string) => boolean;
  perMinute: number;
  /** Addresses of proxies in front, whose X-Forwarded-For names the caller. */
  trustedProxies?: readonly string[];
}

/** What a client is told: a code it has a sentence for, the values of that sentence, and the number to quote. */
export interface ErrorAnswer {
  code: string;
  details: Record<string, unknown>;
  requestId: string;
}

/** Answers of mistakes Fastify itself finds, by its own code. */
const protocolCodes: Readonly<Record<string, RefusalCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "request.too-large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "request.not-json",
  FST_ERR_CTP_EMPTY_JSON_BODY: "request.not-json",
  FST_ERR_CTP_INVALID_JSON_BODY: "request.not-json",
  FST_REQ_FILE_TOO_LARGE: "request.too-large",
};

interface Problem {
  status: number;
  code: RefusalCode;
  details: RefusalDetails;
}

function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return { status: refusalStatus[error.kind], code: error.code, details: error.details };
  if (error instanceof z.ZodError) {
    const fields = error.issues.slice(0, 20).map((issue) => ({ field: issue.path.join("."), problem: issue.code, message: issue.message }));
    return { status: 400, code: "request.invalid", details: { fields } };
  }
  if (isUnkeepable(error)) return { status: 400, code: "request.invalid", details: {} };
  if (isDiskFull(error)) return { status: 503, code: "server.disk-full", details: {} };
  if (isTooSlow(error)) return { status: 503, code: "server.too-slow", details: {} };
  if (isPassing(error)) return { status: 503, code: "server.database-away", details: {} };
  return protocolProblem(error);
}

function protocolProblem(error: unknown): Problem {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const status = error instanceof Error && "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : 500;
  if (status === 429) return { status, code: "request.too-many", details: {} };
  if (status < 500) return { status, code: protocolCodes[code] ?? "request.invalid", details: {} };
  return { status: 500, code: "server.bug", details: {} };
}

/** The web server without any route: safety headers, limits, one form of error. */
export async function openHttp(options: HttpOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_048_576,
    genReqId: () => `Q-${randomUUID().slice(0, 8).toUpperCase()}`,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "connect-src": ["'self'", "ws:", "wss:"],
        "font-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
      },
    },
    hsts: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    referrerPolicy: { policy: "same-origin" },
  });
  await app.register(rateLimit, { max: options.perMinute, timeWindow: 60_000, allowList: (request) => !request.url.startsWith("/api/") });
  // The sockets' own modules close them, with a code that says why.
  await app.register(websocket, {
    options: { maxPayload: 65_536 },
    preClose(done) {
      this.websocketServer.close();
      done();
    },
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error({ err: error, url: request.url }, problem.code);
    if (typeof problem.details.retryAfterS === "number") void reply.header("retry-after", String(problem.details.retryAfterS));
    const answer: ErrorAnswer = { code: problem.code, details: problem.details, requestId: request.id };
    return reply.status(problem.status).send(answer);
  });
  app.addHook("onRequest", async (request) => {
    if (request.method !== "GET" && request.method !== "HEAD") refuseForeignOrigin(request, options.isTrustedOrigin);
  });
  return app;
}

/** A browser names the page a POST comes from; pages of others are refused, programs without a page are not. */
function refuseForeignOrigin(request: FastifyRequest, isTrusted: (origin: string) => boolean): void {
  const origin = request.headers.origin;
  if (origin === undefined) return;
  if (origin !== "null" && URL.canParse(origin) && (new URL(origin).host === request.headers.host || isTrusted(origin))) return;
  throw new Refusal("forbidden", "request.foreign-origin", { origin });
}
