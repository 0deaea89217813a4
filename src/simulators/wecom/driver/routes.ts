import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { NotPossible } from "../find.ts";
import { Fault } from "../faults.ts";
import type { World } from "../world.ts";
import { drive, driverActions } from "./index.ts";

/** Why a request was not carried out, where the asker is to blame. */
function blame(error: unknown): string | undefined {
  if (error instanceof NotPossible || error instanceof Fault || error instanceof TypeError) return error.message;
  return error instanceof z.ZodError ? z.prettifyError(error) : undefined;
}

const asJson = (body: unknown): unknown => (Buffer.isBuffer(body) && body.length > 0 ? JSON.parse(body.toString()) : {});
/** Maps and sets become what JSON knows. */
const plain = (_key: string, value: unknown) =>
  value instanceof Map ? Object.fromEntries(value) : value instanceof Set ? [...value] : value;

export function driverRoutes(app: FastifyInstance, world: World): void {
  app.get("/driver", () => ({ actions: Object.keys(driverActions) }));
  app.post<{ Params: { name: string } }>("/driver/:name", async (request, reply) => {
    try {
      const answer = await drive(world, request.params.name, asJson(request.body));
      return await reply.type("application/json; charset=utf-8").send(JSON.stringify(answer ?? {}, plain));
    } catch (error) {
      const words = blame(error);
      if (words === undefined) throw error;
      return reply.code(400).send({ error: words });
    }
  });
}
