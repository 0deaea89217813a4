import type { Socket } from "node:net";
import type { WebSocket } from "@fastify/websocket";
import type { FastifyRequest } from "fastify";
import { LIVE_TICK_MS, liveClose } from "../../lib/live-line.ts";
import { Refusal } from "../../lib/refusal.ts";
import type { RawServer } from "../../server/module.ts";
import { hashToken } from "../../server/random.ts";
import { phoneToken } from "../../server/runtime.ts";
import { LIVE_PATH, LiveAsk } from "./live.contract.ts";
import { BrandLine } from "./live-line.live.ts";
import { frame, type Reader } from "./live-rooms.live.ts";

/** With this much waiting on one line its reader is cut off; he comes back and resumes. */
const SLOW_BYTES = 1_048_576;
/** What a reader may ask in ten seconds, and how many asks may wait. */
const ASKS_PER_SPAN = 20;
const ASK_SPAN_MS = 10_000;
const ASKS_WAITING = 4;
/** Lines of one session at once: pages of one phone, tabs of one colleague. */
const LINES_PER_SESSION = 12;
/** After the close frame; then the line is cut. */
const FAREWELL_MS = 2_000;

type LiveRequest = FastifyRequest<{ Params: { brand: string }; Querystring: { as?: string } }>;

/** One socket with what is known of it. */
class Line {
  readonly reader: Reader;
  /** Whose lines are counted together. */
  readonly session: string;
  brandLine: BrandLine | undefined;
  heard = true;
  private readonly socket: WebSocket;
  /** The same bytes go to many sockets, so they are written below the library, which would frame them for each. */
  private readonly wire: Socket;
  private asks = 0;
  private spanEndsMs = 0;
  private waiting = 0;
  private last: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, request: LiveRequest, raw: RawServer) {
    this.socket = socket;
    this.wire = request.raw.socket;
    const slug = request.params.brand;
    const isStaff = request.query.as === "staff";
    const token = isStaff ? undefined : phoneToken(request.headers.cookie, slug);
    this.session = `${slug}:${token ?? request.headers.cookie ?? request.id}`;
    this.reader = {
      renew: () => raw.contextOf(request, slug, isStaff ? "staff" : "member"),
      tokenHash: token ? hashToken(token) : null,
      isOpen: () => socket.readyState === socket.OPEN,
      send: (frames) => this.send(frames),
      end: (code) => this.end(code),
    };
    socket.on("pong", () => (this.heard = true));
  }

  private send(frames: readonly Buffer[]): void {
    if (frames.length === 0 || !this.reader.isOpen()) return;
    if (this.wire.writableLength > SLOW_BYTES) return this.end(liveClose.slow);
    if (frames.length > 1) this.wire.cork();
    for (const bytes of frames) this.wire.write(bytes);
    if (frames.length > 1) this.wire.uncork();
  }

  end(code: number): void {
    this.brandLine?.remove(this.reader);
    this.socket.close(code);
    setTimeout(() => this.socket.terminate(), FAREWELL_MS).unref();
  }

  /** Asks are carried out one after the other; who asks too much is cut off. */
  onAsk(work: () => Promise<void>): void {
    const nowMs = performance.now();
    if (nowMs > this.spanEndsMs) [this.asks, this.spanEndsMs] = [0, nowMs + ASK_SPAN_MS];
    if (++this.asks > ASKS_PER_SPAN || this.waiting >= ASKS_WAITING) return this.end(liveClose.slow);
    this.waiting++;
    this.last = this.last.then(work).finally(() => this.waiting--);
  }

  /** False where nothing was heard since the last time: the other end is gone. */
  beat(tick: Buffer): boolean {
    if (!this.heard) return false;
    this.heard = false;
    this.send([tick]);
    if (this.reader.isOpen()) this.socket.ping();
    return true;
  }

  cut(): void {
    this.brandLine?.remove(this.reader);
    this.socket.terminate();
  }
}

/** The live lines of this process: `GET /api/v1/b/:brand/live`, upgraded. */
export function serveLive(raw: RawServer): void {
  const brands = new Map<number, BrandLine>();
  const lines = new Map<string, Set<Line>>();
  raw.runtime.onEvents((brandId) => brands.get(brandId)?.wake());

  const brandLine = (brandId: number): BrandLine => {
    const known = brands.get(brandId) ?? new BrandLine(() => raw.inBrand(brandId, "live"), raw.log);
    brands.set(brandId, known);
    return known;
  };
  const forget = (line: Line) => {
    const others = lines.get(line.session);
    others?.delete(line);
    if (others?.size === 0) lines.delete(line.session);
    line.brandLine?.remove(line.reader);
  };
  const all = () => [...lines.values()].flatMap((set) => [...set]);

  /** Lets the reader in, or closes with the reason; what he asked meanwhile waits. */
  const admit = async (line: Line) => {
    const ctx = await line.reader.renew();
    if (!line.reader.isOpen()) return;
    line.brandLine = brandLine(ctx.brand.id);
    line.brandLine.add(line.reader);
  };
  const hear = async (line: Line, text: string) => {
    const ask = readAsk(text);
    if (!line.reader.isOpen()) return;
    if (!ask) return line.end(liveClose.unreadable);
    await line.brandLine?.watch(line.reader, ask.groups);
  };
  const guard = (line: Line, work: () => Promise<void>) => () => work().catch((error: unknown) => line.end(closeCodeOf(error, raw)));

  raw.app.get<{ Params: { brand: string }; Querystring: { as?: string } }>(
    `/api/v1/b/:brand${LIVE_PATH}`,
    { websocket: true, config: { rateLimit: { max: 6_000, timeWindow: 60_000 } } },
    (socket, request) => {
      const line = new Line(socket, request, raw);
      const { origin, host } = request.headers;
      if (origin !== undefined && !isOwnPage(origin, host, raw)) return line.end(liveClose.refused);
      const others = lines.get(line.session) ?? new Set();
      if (others.size >= LINES_PER_SESSION) return line.end(liveClose.slow);
      lines.set(line.session, others.add(line));
      socket.on("close", () => forget(line));
      line.onAsk(guard(line, () => admit(line)));
      socket.on("message", (bytes: Buffer, isBinary: boolean) => {
        line.heard = true;
        line.onAsk(guard(line, () => hear(line, isBinary ? "" : bytes.toString("utf8"))));
      });
    },
  );

  const beat = setInterval(() => {
    const tick = frame({ t: "tick", at: raw.runtime.now().toISOString() });
    for (const line of all()) if (!line.beat(tick)) line.cut();
  }, LIVE_TICK_MS);
  raw.onClose(async () => {
    clearInterval(beat);
    for (const line of all()) line.end(liveClose.drain);
    for (const one of brands.values()) one.stop();
    await farewell(all);
  });
}

/** Gives readers a moment to answer the close; then the rest are cut. */
async function farewell(all: () => Line[]): Promise<void> {
  for (let waitedMs = 0; waitedMs < 500 && all().length > 0; waitedMs += 20) await new Promise((resolve) => setTimeout(resolve, 20));
  for (const line of all()) line.cut();
}

function isOwnPage(origin: string, host: string | undefined, raw: RawServer): boolean {
  return URL.canParse(origin) && (new URL(origin).host === host || raw.isTrustedOrigin(origin));
}

function readAsk(text: string): LiveAsk | undefined {
  try {
    return LiveAsk.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Whom we do not know stays away; whom we cannot serve now comes back. */
function closeCodeOf(error: unknown, raw: RawServer): number {
  if (error instanceof Refusal) return error.kind === "unauthenticated" ? liveClose.signedOut : liveClose.refused;
  raw.log.error({ err: error }, "live ask");
  return liveClose.drain;
}
