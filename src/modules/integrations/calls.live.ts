import type { RawServer } from "../../server/module.ts";
import { newId } from "../../server/random.ts";
import { type NewCall, noteCalls } from "./calls.actions.ts";

const FLUSH_MS = 1_000;
/** What waits while the database is away; beyond it the oldest are let go, the audited changes are not among them. */
const MAX_WAITING = 20_000;

/** Notes every call that a key let in, some at a time: what was asked, what came of it, how long it took, from where. */
export function watchKeyCalls(server: RawServer): void {
  const { runtime } = server;
  let waiting: { brandId: number; call: NewCall }[] = [];
  server.app.addHook("onResponse", async (request, reply) => {
    const ctx = runtime.keyCalls.get(request);
    if (!ctx) return;
    const at = runtime.now();
    const call: NewCall = {
      id: newId(at.getTime()),
      keyId: ctx.actor.id,
      at,
      method: request.method,
      path: (request.url.split("?")[0] ?? "").slice(0, 300),
      status: reply.statusCode,
      tookMs: Math.round(reply.elapsedTime),
      address: request.ip,
      requestId: request.id,
    };
    waiting.push({ brandId: ctx.brand.id, call });
    if (waiting.length > MAX_WAITING) waiting.shift();
  });
  const flush = async () => {
    const batch = waiting;
    waiting = [];
    for (const [brandId, calls] of Map.groupBy(batch, (one) => one.brandId)) {
      try {
        await noteCalls(
          await server.inBrand(brandId, "key calls"),
          calls.map((one) => one.call),
        );
      } catch (error) {
        waiting.unshift(...calls);
        server.log.warn({ err: error }, "calls with keys could not be noted");
      }
    }
  };
  let running = Promise.resolve();
  const timer = setInterval(() => (running = running.then(flush)), FLUSH_MS);
  server.onClose(async () => {
    clearInterval(timer);
    await running;
    await flush();
  });
}
