import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { WebSocket } from "ws";
import { uuidV7 } from "../lib/ids.ts";
import { createGroup } from "../modules/groups/index.ts";
import { beginPhoneSession, resolveMembers, seatMembers } from "../modules/members/index.ts";
import type { ChatMessage } from "../modules/messages/chat.contract.ts";
import { LIVE_PATH, LIVE_STAFF_PATH, type LiveFrame } from "../modules/messages/live.contract.ts";
import type { Actor, Brand, Context } from "../server/context.ts";

/** What phones need of a brand: a door into it, and where its server listens. */
export interface Place {
  brand: Brand;
  as: (actor?: Actor) => Context;
  system: () => Context;
  headquartersId: string;
}

export async function listen(app: FastifyInstance): Promise<string> {
  if (!app.server.listening) await app.listen({ port: 0, host: "127.0.0.1" });
  // A server that listens on a port has an address of this form.
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

export async function openWebGroup(place: Place, name: string, over: Partial<Parameters<typeof createGroup>[1]> = {}): Promise<string> {
  const group = await createGroup(place.as(), {
    name,
    orgId: place.headquartersId,
    positioning: "benefit",
    commercialType: "refined",
    channel: "web",
    ownerStaffId: null,
    open: true,
    ...over,
  });
  return group.id;
}

export const newClientId = (atMs = Date.now()) => uuidV7(atMs, crypto.getRandomValues(new Uint8Array(10)));

export interface Answer<T> {
  status: number;
  body: T & { code?: string; details?: Record<string, unknown> };
}

/** A member's phone: a session of its own and the calls a page makes. */
export class Phone {
  readonly memberId: string;
  readonly cookie: string;
  readonly base: string;
  readonly slug: string;

  constructor(base: string, slug: string, memberId: string, cookie: string) {
    this.base = base;
    this.slug = slug;
    this.memberId = memberId;
    this.cookie = cookie;
  }

  async call<T>(method: "GET" | "POST", path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const response = await fetch(`${this.base}/api/v1/b/${this.slug}${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        ...(body instanceof Uint8Array || body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
    });
    // Checked border: the server parses its answers with their contracts in tests.
    return { status: response.status, body: (await response.json()) as Answer<T>["body"] };
  }

  say(groupId: string, text: string, clientId = newClientId()): Promise<Answer<ChatMessage>> {
    return this.call("POST", `/phone/groups/${groupId}/messages`, { clientId, body: { kind: "text", text } });
  }

  history(groupId: string, query = ""): Promise<Answer<{ items: ChatMessage[]; firstSeq: number; lastSeq: number }>> {
    return this.call("GET", `/phone/groups/${groupId}/messages${query}`);
  }

  line(options: LineOptions = {}): Promise<TestLine> {
    return openLine(this.base, this.slug, { cookie: this.cookie, ...options });
  }
}

/** New members with seats in these groups, each holding a phone. */
export async function seatPhones(place: Place, base: string, nicknames: readonly string[], groupIds: readonly string[]): Promise<Phone[]> {
  const ctx = place.system();
  const ids = await resolveMembers(
    ctx,
    nicknames.map((nickname) => ({ kind: "web", scope: "", externalId: randomUUID(), nickname, at: ctx.now })),
  );
  await seatMembers(
    ctx,
    ids.flatMap((memberId, i) =>
      groupIds.map((groupId) => ({ groupId, memberId, kind: "member" as const, nickname: nicknames[i] ?? "", at: ctx.now })),
    ),
  );
  const phones: Phone[] = [];
  for (const id of ids) phones.push(await phoneOf(place, base, id));
  return phones;
}

/** Another phone of a member. */
export async function phoneOf(place: Place, base: string, memberId: string): Promise<Phone> {
  const token = await beginPhoneSession(place.system(), memberId);
  return new Phone(base, place.brand.slug, memberId, `qunce_member_${place.brand.slug}=${token}`);
}

export interface LineOptions {
  cookie?: string;
  origin?: string;
  staff?: boolean;
}

/** One end of a live line, with all it heard. */
export class TestLine {
  readonly socket: WebSocket;
  readonly frames: LiveFrame[] = [];
  closeCode: number | undefined;
  private waiting: (() => void)[] = [];

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (bytes: Buffer) => {
      // Checked border: frames of the server under test.
      this.frames.push(JSON.parse(bytes.toString("utf8")) as LiveFrame);
      this.stir();
    });
    socket.on("close", (code) => {
      this.closeCode = code;
      this.stir();
    });
    socket.on("error", () => undefined);
  }

  private stir(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }

  watch(groups: readonly { id: string; afterSeq: number }[]): void {
    this.socket.send(JSON.stringify({ t: "watch", groups }));
  }

  /** Waits until `test` answers something, looking anew after each frame. */
  async until<T>(test: (line: TestLine) => T | undefined | false | null, what: string, timeoutMs = 60_000): Promise<T> {
    const endMs = performance.now() + timeoutMs;
    for (;;) {
      const value = test(this);
      if (value) return value;
      const leftMs = endMs - performance.now();
      if (leftMs <= 0)
        throw new Error(
          `waited ${timeoutMs} ms for ${what}; heard ${JSON.stringify(this.frames).slice(0, 2_000)}, close code ${this.closeCode}`,
        );
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, leftMs);
        this.waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  of<K extends LiveFrame["t"]>(kind: K): Extract<LiveFrame, { t: K }>[] {
    return this.frames.filter((frame): frame is Extract<LiveFrame, { t: K }> => frame.t === kind);
  }

  said(groupId: string): ChatMessage[] {
    return this.of("said").flatMap((frame) => (frame.groupId === groupId ? frame.items : []));
  }

  untilSeq(groupId: string, seq: number, timeoutMs?: number): Promise<true> {
    return this.until((line) => (line.said(groupId).at(-1)?.seq ?? 0) >= seq, `seq ${seq}`, timeoutMs);
  }

  untilClosed(): Promise<number> {
    return this.until((line) => line.closeCode, "the close");
  }

  close(): void {
    this.socket.close();
  }
}

export function openLine(base: string, slug: string, options: LineOptions): Promise<TestLine> {
  const headers = { ...(options.cookie ? { cookie: options.cookie } : {}), ...(options.origin ? { origin: options.origin } : {}) };
  const socket = new WebSocket(`${base.replace("http", "ws")}/api/v1/b/${slug}${options.staff ? LIVE_STAFF_PATH : LIVE_PATH}`, { headers });
  const line = new TestLine(socket);
  return new Promise((resolve, reject) => {
    socket.once("open", () => resolve(line));
    socket.once("error", reject);
  });
}

/** Ends the open sockets of a test. */
export function closeAll(lines: readonly TestLine[]): void {
  for (const line of lines) line.socket.terminate();
}
