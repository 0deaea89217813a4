import { deflateSync } from "node:zlib";
import { encodeQR } from "qr";
import type { FastifyInstance } from "fastify";
import type { World } from "./world.ts";

/** Codes, faces and files, under the addresses that calls tell. */

const QUIET = 4;

/** One piece of a PNG: its length, name, bytes and check. */
function chunk(name: string, bytes: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), bytes]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(bytes.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** A QR code in black on white, one bit a dot. */
export function codePng(text: string, dot = 8): Buffer {
  const squares = encodeQR(text, "raw", { ecc: "medium", border: QUIET });
  const size = squares.length * dot;
  const row = Math.ceil(size / 8);
  const lines = squares.flatMap((squaresOfRow) => {
    const line = Buffer.alloc(row + 1, 0xff);
    line[0] = 0;
    squaresOfRow.forEach((isDark, at) => {
      for (let x = at * dot; isDark && x < (at + 1) * dot; x += 1) line[1 + (x >> 3)] = (line[1 + (x >> 3)] ?? 0) & ~(0x80 >> (x & 7));
    });
    return Array.from({ length: dot }, () => line);
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head[8] = 1;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(Buffer.concat(lines))), chunk("IEND", Buffer.alloc(0))]);
}

const COLOURS = ["#5b8c85", "#c58940", "#6c7cc2", "#b0637f", "#7a9a4f", "#4f86a8", "#a3705a", "#7d6aa6"];

/** A face of one letter, the same for the same name. */
function face(name: string): string {
  const colour = COLOURS[[...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % COLOURS.length] ?? "#5b8c85";
  const letter = ([...name].at(0) ?? "?").replace(/[<&>]/, "?");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect width="80" height="80" rx="12" fill="${colour}"/><text x="40" y="42" fill="#fff" font-family="PingFang SC, Noto Sans CJK SC, sans-serif" font-size="36" text-anchor="middle" dominant-baseline="middle">${letter}</text></svg>`;
}

const nameOf = ({ state }: World, id: string) =>
  state.customers.get(id)?.name ?? state.users.get(id)?.name ?? state.chats.get(id)?.name.at(-1)?.value ?? id;

export function pictureRoutes(app: FastifyInstance, world: World): void {
  const { state } = world;
  app.get<{ Params: { file: string } }>("/qr/:file", (request, reply) => {
    const { configId, kind } = /^(?<configId>[0-9a-f]{32})\.(?<kind>png|svg)$/.exec(request.params.file)?.groups ?? {};
    if (!configId || !(state.contactWays.has(configId) || state.joinWays.has(configId))) return reply.code(404).send();
    const address = `${world.baseUrl}/scan/${configId}`;
    if (kind === "svg") return reply.type("image/svg+xml").send(encodeQR(address, "svg", { ecc: "medium", border: QUIET }));
    return reply.type("image/png").send(codePng(address));
  });
  /** Whoever reads a code with a real phone or browser lands on the customer's screen with the code in hand. */
  app.get<{ Params: { configId: string } }>("/scan/:configId", (request, reply) =>
    reply.redirect(`/phone?code=${encodeURIComponent(request.params.configId)}`),
  );
  app.get<{ Params: { file: string } }>("/avatar/:file", (request, reply) => {
    const id = request.params.file.replace(/\.svg$/, "");
    return reply
      .type("image/svg+xml")
      .header("cache-control", "max-age=3600")
      .send(face(nameOf(world, id)));
  });
  app.get<{ Params: { id: string } }>("/media/:id", (request, reply) => {
    const media = state.media.get(request.params.id);
    if (!media) return reply.code(404).send();
    return reply.type(media.mime).send(media.bytes);
  });
}
