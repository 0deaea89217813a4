import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";

const KINDS: Record<string, string> = { html: "text/html", css: "text/css", js: "text/javascript", svg: "image/svg+xml" };

/** The page with the two phones; hand-written files, served as they are. */
export function phoneRoutes(app: FastifyInstance): void {
  const file = (name: string) => readFile(join(import.meta.dirname, name));
  app.get("/", (_request, reply) => reply.redirect("/phone"));
  app.get("/phone", async (_request, reply) => reply.type("text/html; charset=utf-8").send(await file("index.html")));
  app.get<{ Params: { name: string } }>("/phone/:name", async (request, reply) => {
    const kind = /^[a-z-]+\.(html|css|js|svg)$/.exec(request.params.name)?.[1];
    const bytes = kind ? await file(request.params.name).catch(() => undefined) : undefined;
    if (!kind || !bytes) return reply.code(404).send();
    return reply.type(`${KINDS[kind]}; charset=utf-8`).header("cache-control", "no-cache").send(bytes);
  });
}
