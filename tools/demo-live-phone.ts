import { WebSocket } from "ws";
import { z } from "zod";
import { uuidV7 } from "../src/lib/ids.ts";
import { LIVE_SILENCE_MS } from "../src/lib/live-line.ts";

const Joining = z.object({
  state: z.string(),
  group: z.object({ name: z.string() }),
  rules: z.object({ version: z.string() }),
  notice: z.object({ version: z.string() }),
  marketing: z.object({ version: z.string() }),
});
const Joined = z.object({ groupId: z.string() });
const Said = z.object({ seq: z.number() });
const Uploaded = z.object({ fileId: z.string() });
const Page = z.object({ items: z.array(Said), lastSeq: z.number() });
const Refused = z.object({ code: z.string(), details: z.object({ retryAfterMs: z.number().optional() }).optional() });
const Frame = z.discriminatedUnion("t", [
  z.object({ t: z.literal("said"), items: z.array(Said) }),
  z.object({ t: z.literal("behind"), lastSeq: z.number() }),
  z.object({ t: z.enum(["watching", "changed", "group", "unseated", "tick"]) }),
]);

/** The server said no; `retryAfterMs` where it said when to ask again. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryAfterMs: number;

  constructor(status: number, code: string, retryAfterMs: number) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

function refusalOf(response: Response, content: unknown): Refusal {
  const refused = Refused.safeParse(content).data;
  const waitMs = Number(response.headers.get("retry-after") ?? 5) * 1_000;
  return new Refusal(response.status, refused?.code ?? "unreadable", refused?.details?.retryAfterMs ?? waitMs);
}

/** A join link taken apart: `http://host/m/<brand>/join/<token>`. */
export interface Way {
  origin: string;
  brand: string;
  token: string;
}

export function readLink(link: string): Way {
  const { origin, pathname } = new URL(link);
  const match = /^\/m\/([^/]+)\/join\/([^/]+)$/.exec(pathname);
  if (!match?.[1] || !match[2]) throw new Error(`${link} is no join link; one looks like http://localhost:7300/m/<brand>/join/<token>.`);
  return { origin, brand: match[1], token: match[2] };
}

/** A member's phone as the server sees it: a cookie, calls over HTTP, one live line that comes back by itself. */
export class DemoPhone {
  readonly nickname: string;
  groupId = "";
  /** Up to where this phone has heard the talk. */
  heardSeq = 0;
  deliveries = 0;
  gaps = 0;
  private readonly way: Way;
  private cookie = "";
  private socket: WebSocket | undefined;
  private silence: NodeJS.Timeout | undefined;
  private over = false;

  constructor(way: Way, nickname: string) {
    this.way = way;
    this.nickname = nickname;
  }

  private async call<T extends z.ZodType>(
    answer: T,
    method: "GET" | "POST",
    path: string,
    body?: Record<string, unknown> | Uint8Array<ArrayBuffer>,
  ): Promise<z.output<T>> {
    const headers: Record<string, string> = this.cookie ? { cookie: this.cookie } : {};
    if (body) headers["content-type"] = body instanceof Uint8Array ? "image/jpeg" : "application/json";
    const bytes = body instanceof Uint8Array || !body ? body : JSON.stringify(body);
    const response = await fetch(`${this.way.origin}/api/v1/b/${this.way.brand}${path}`, {
      method,
      headers,
      ...(bytes ? { body: bytes } : {}),
    });
    const fresh = response.headers.getSetCookie().find((cookie) => cookie.startsWith("qunce_member_"));
    if (fresh) this.cookie = fresh.split(";")[0] ?? "";
    const content: unknown = await response.json().catch(() => ({}));
    if (!response.ok) throw refusalOf(response, content);
    return answer.parse(content);
  }

  /** Looks at the way in, agrees to the rules, takes a seat and listens from now on; answers the group's name. */
  async join(wantsOffers: boolean): Promise<string> {
    const path = `/phone/joins/${this.way.token}`;
    const page = await this.call(Joining, "GET", path);
    if (page.state !== "open") throw new Refusal(409, `the way in is ${page.state}`, 0);
    const accepted = { rulesVersion: page.rules.version, noticeVersion: page.notice.version };
    const joined = await this.call(Joined, "POST", path, {
      nickname: this.nickname,
      accepted,
      marketingVersion: wantsOffers ? page.marketing.version : null,
    });
    this.groupId = joined.groupId;
    this.heardSeq = (await this.call(Page, "GET", `${this.path()}/messages?limit=1`)).lastSeq;
    this.openLine();
    return page.group.name;
  }

  private path(): string {
    return `/phone/groups/${this.groupId}`;
  }

  /** Says it once, however often the net makes it go out again; answers its number. */
  async say(body: { kind: "text"; text: string } | { kind: "picture"; fileId: string }): Promise<number> {
    const clientId = uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
    for (let round = 1; ; round++) {
      try {
        return (await this.call(Said, "POST", `${this.path()}/messages`, { clientId, body })).seq;
      } catch (error) {
        const isRefused = error instanceof Refusal && error.status < 500 && error.status !== 429;
        if (round === 4 || isRefused) throw error;
        await new Promise((resolve) =>
          setTimeout(resolve, error instanceof Refusal ? Math.min(15_000, error.retryAfterMs) : 1_000 * round),
        );
      }
    }
  }

  async showPicture(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
    const { fileId } = await this.call(Uploaded, "POST", `${this.path()}/pictures`, bytes);
    return this.say({ kind: "picture", fileId });
  }

  async markRead(): Promise<void> {
    await this.call(z.unknown(), "POST", `${this.path()}/read`, { seq: this.heardSeq });
  }

  async leave(): Promise<void> {
    await this.call(z.unknown(), "POST", `${this.path()}/leave`, {});
    this.hangUp();
  }

  hangUp(): void {
    this.over = true;
    clearTimeout(this.silence);
    this.socket?.terminate();
  }

  /** As when a train goes into a tunnel. */
  loseNet(): void {
    this.socket?.terminate();
  }

  private openLine(): void {
    if (this.over) return;
    const socket = new WebSocket(`${this.way.origin.replace(/^http/, "ws")}/api/v1/b/${this.way.brand}/live`, {
      headers: { cookie: this.cookie },
    });
    this.socket = socket;
    const listen = () => {
      clearTimeout(this.silence);
      this.silence = setTimeout(() => socket.terminate(), LIVE_SILENCE_MS);
      this.silence.unref();
    };
    socket.on("open", () => {
      listen();
      socket.send(JSON.stringify({ t: "watch", groups: [{ id: this.groupId, afterSeq: this.heardSeq }] }));
    });
    socket.on("message", (bytes: Buffer) => {
      listen();
      this.hear(bytes.toString("utf8"));
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      if (!this.over && this.socket === socket) setTimeout(() => this.openLine(), 500 + Math.random() * 1_500).unref();
    });
  }

  private hear(text: string): void {
    const frame = Frame.safeParse(JSON.parse(text)).data;
    if (frame?.t === "behind") this.heardSeq = Math.max(this.heardSeq, frame.lastSeq);
    if (frame?.t === "unseated") this.hangUp();
    if (frame?.t !== "said") return;
    for (const { seq } of frame.items) {
      if (seq > this.heardSeq + 1) this.gaps++;
      if (seq <= this.heardSeq) continue;
      this.heardSeq = seq;
      this.deliveries++;
    }
  }

  /** Resolves when this phone has heard a number, or gave up waiting. */
  async untilHeard(seq: number, timeoutMs: number): Promise<boolean> {
    const endMs = performance.now() + timeoutMs;
    while (this.heardSeq < seq && performance.now() < endMs && !this.over) await new Promise((resolve) => setTimeout(resolve, 25));
    return this.heardSeq >= seq;
  }
}
