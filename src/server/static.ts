import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { Refusal } from "../lib/refusal.ts";
import { findFile, isFileUrlValid, keyOf } from "./files.ts";
import type { Runtime } from "./runtime.ts";

const webFolder = join(import.meta.dirname, "../../dist/web");

/** Only names that carry a hash of their content stay; what else lies there is asked for anew and answered by its tag. */
export function cacheOf(path: string): string {
  return path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
}

/** The built pages: the phone's below /m, the console's everywhere else; and files by signed link. */
export async function mountStatic(app: FastifyInstance, runtime: Runtime): Promise<void> {
  mountFiles(app, runtime);
  if (!existsSync(webFolder)) return void app.setNotFoundHandler(refusePath);
  await app.register(fastifyStatic, {
    root: webFolder,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => void reply.header("cache-control", cacheOf(path.slice(webFolder.length))),
    globIgnore: ["**/*.html"],
  });
  const page = (name: string) => readFileSync(join(webFolder, name, "index.html"), "utf8");
  const pages = { console: page("console"), h5: page("h5") };
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split("?")[0] ?? "/";
    if (request.method !== "GET" || path.startsWith("/api/") || /\.\w+$/.test(path)) return refusePath();
    return reply
      .type("text/html; charset=utf-8")
      .header("cache-control", "no-cache")
      .send(path.startsWith("/m/") ? pages.h5 : pages.console);
  });
}

function refusePath(): never {
  throw new Refusal("missing", "request.no-such-path");
}

const shownInPlace = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

function mountFiles(app: FastifyInstance, runtime: Runtime): void {
  app.get<{ Params: { brand: string; sha256: string }; Querystring: { u?: string; s?: string } }>(
    "/files/:brand/:sha256",
    async (request, reply) => {
      const { brand: slug, sha256 } = request.params;
      const { u = "", s = "" } = request.query;
      if (!isFileUrlValid(runtime.secret, slug, sha256, Number(u), s, runtime.now().getTime()))
        throw new Refusal("missing", "files.missing");
      const brand = await runtime.brands.bySlug(slug);
      const file = await findFile(await runtime.inBrand(brand.id, "files"), sha256);
      const inPlace = shownInPlace.has(file.mime);
      return reply
        .headers({
          "content-type": inPlace ? file.mime : "application/octet-stream",
          "content-length": String(file.sizeBytes),
          "x-content-type-options": "nosniff",
          "cache-control": inPlace ? "private, max-age=86400, immutable" : "private, no-store",
          "content-security-policy": "sandbox; default-src 'none'",
          "content-disposition": `${inPlace ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        })
        .send(runtime.files.read(keyOf(brand.id, sha256)));
    },
  );
}
