import { setTimeout } from "node:timers/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { RawServer } from "../../server/module.ts";
import { handleLane, settleCallbacks } from "./handle.actions.ts";
import { Intake, type IntakeAnswer, type Place } from "./intake.actions.ts";

/** WeCom's are a kilobyte or two. */
const MAX_BODY_BYTES = 65_536;
const GATHER_MS = 30;

const pathTokenOf = (request: FastifyRequest) => (request.params as { token: string }).token;

/** One answer to all that is refused: who forges learns nothing of why. */
function answerRefused(reply: FastifyReply, answer: IntakeAnswer): FastifyReply {
  return reply
    .status(answer.verdict === "unknown" ? 404 : answer.verdict === "refused" && answer.outcome === "malformed" ? 400 : 403)
    .send("");
}

/** `GET|POST /callbacks/wecom/<path token>`: platforms come here without a session; what they say is sealed and signed. */
export async function serveCallbacks(server: RawServer): Promise<void> {
  const { runtime } = server;
  const intake = new Intake({
    platform: runtime.platform,
    now: runtime.now,
    enter: (brandId) => server.inBrand(brandId, "callbacks"),
  });
  const asked = new Set<string>();
  /** Once for all that come within a moment. */
  const handleSoon = async ({ brandId, connectionId }: Place) => {
    if (asked.has(connectionId)) return;
    asked.add(connectionId);
    await setTimeout(GATHER_MS);
    asked.delete(connectionId);
    try {
      await handleLane(await server.inBrand(brandId, "callbacks"), connectionId);
    } catch (error) {
      server.log.warn({ reason: error instanceof Error ? error.message : "unknown" }, "callbacks wait for the next round");
    }
  };
  let flushing = Promise.resolve();
  const flush = () => {
    flushing = flushing
      .then(() => intake.flush())
      .catch((error: unknown) =>
        server.log.warn({ reason: error instanceof Error ? error.message : "unknown" }, "callbacks could not be counted"),
      );
    return flushing;
  };
  const timer = setInterval(() => void flush(), intake.flushMs);
  server.onClose(async () => {
    clearInterval(timer);
    await flush();
    await settleCallbacks(runtime.database.home, (ms) => setTimeout(ms, undefined, { ref: false }));
  });
  await server.app.register(async (scope: FastifyInstance) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "string", bodyLimit: MAX_BODY_BYTES }, (_request, body, done) => done(null, body));
    scope.setErrorHandler(async (error, request, reply) => {
      const status = error instanceof Error && "statusCode" in error ? error.statusCode : 500;
      if (status !== 413) throw error;
      await intake.refuseOversize(pathTokenOf(request));
      return reply.status(413).send("");
    });
    scope.get("/callbacks/wecom/:token", { logLevel: "silent" }, async (request, reply) => {
      const answer = await intake.verify({ pathToken: pathTokenOf(request), query: request.query as Record<string, unknown> });
      return "echo" in answer ? reply.type("text/plain").send(answer.echo) : answerRefused(reply, answer);
    });
    scope.post("/callbacks/wecom/:token", { logLevel: "silent" }, async (request, reply) => {
      const body = typeof request.body === "string" ? request.body : "";
      const answer = await intake.take({ pathToken: pathTokenOf(request), query: request.query as Record<string, unknown>, body });
      if (answer.verdict !== "taken") return answerRefused(reply, answer);
      void handleSoon(answer.place);
      return reply.type("text/plain").send("success");
    });
  });
}
