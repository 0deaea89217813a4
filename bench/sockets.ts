import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { WebSocketServer } from "ws";
import { modules } from "../src/app.ts";
import { postToGroups } from "../src/modules/messages/index.ts";
import type { Context } from "../src/server/context.ts";
import type { Runtime } from "../src/server/runtime.ts";
import { openServer } from "../src/server/serve.ts";
import { listen, openWebGroup, seatPhones } from "../src/testing/phones.ts";
import type { ReaderOrder, ReaderReport } from "./socket-readers.ts";
import { median, percentile } from "./report.ts";

export interface SocketsAsk {
  runtime: Runtime;
  /** A brand of its own, and a context that may do all in it. */
  brand: Context["brand"];
  headquartersId: string;
  ctx: () => Context;
  sockets?: number;
  /** Said in one round; each reaches every socket. */
  messages?: number;
  rounds?: number;
  say?: (line: string) => void;
}

export interface SocketsFigures {
  sockets: number;
  messages: number;
  rounds: number;
  /** Deliveries a second, stored in PostgreSQL first; median of the rounds. */
  oursPerS: number;
  /** The same bytes sent by a plain `ws` server, one message and one socket after the other, stored nowhere. */
  naivePerS: number;
  /** Ours to theirs round by round. */
  medianRatio: number;
  worstRatio: number;
  /** From the call that writes a message to a phone having read it, at a steady pace. */
  p50Ms: number;
  p95Ms: number;
  steadyPerS: number;
  /** Of the server's process, for each socket that listens. */
  kilobytesPerSocket: number;
  connectS: number;
}

const POST = 20;
const STEADY_ROUNDS = 50;
const STEADY_EVERY_MS = 100;

/** The process that holds the other ends of the sockets. */
class Readers {
  private readonly child: ChildProcess = fork(join(import.meta.dirname, "socket-readers.ts"), { execArgv: process.execArgv });

  private async ask<T extends ReaderReport["t"]>(order: ReaderOrder, answer: T): Promise<Extract<ReaderReport, { t: T }>> {
    this.child.send(order);
    for (;;) {
      const [report] = (await once(this.child, "message")) as [ReaderReport];
      if (report.t === answer) return report as Extract<ReaderReport, { t: T }>;
    }
  }

  connect(url: string, cookies: (string | null)[], watch: string | null) {
    return this.ask({ t: "connect", url, cookies, watch }, "ready");
  }

  /** Resolves when every socket has come to a number; fails where one missed a number or got it twice. */
  async expect(seq: number, deliveries: number): Promise<number[]> {
    const report = await this.ask({ t: "expect", seq }, "reached");
    if (report.faults.length > 0) throw new Error(`not every socket saw every number: ${report.faults.join("; ")}`);
    if (report.deliveries !== deliveries) throw new Error(`${report.deliveries} deliveries, not ${deliveries}`);
    return report.latenciesMs;
  }

  async close(): Promise<void> {
    await this.ask({ t: "close" }, "closed");
    this.child.disconnect();
  }
}

const nowMs = () => performance.timeOrigin + performance.now();
const textOf = (seq: number) => `第 ${seq} 句：今天到的砂糖橘很甜，小区门口自提，坏果包赔|${nowMs().toFixed(1)}`;

/** The live line with this many phones in one group, beside the plainest server that does the same. */
export async function benchSockets(ask: SocketsAsk): Promise<SocketsFigures> {
  const { sockets = 2_000, messages = 200, rounds = 5, say = () => undefined } = ask;
  const ours = await openOurs(ask, sockets);
  const naive = await openNaive(sockets);
  say(`${sockets} phones connected in ${ours.connectS.toFixed(1)} s, ${ours.kilobytesPerSocket.toFixed(1)} kB each`);
  try {
    await ours.round(messages);
    await naive.round(messages);
    const pairs: { ours: number; naive: number }[] = [];
    for (let i = 0; i < rounds; i++) {
      const pair = {
        ours: (sockets * messages) / (await ours.round(messages)),
        naive: (sockets * messages) / (await naive.round(messages)),
      };
      pairs.push(pair);
      say(`round ${i + 1}: ours ${Math.round(pair.ours)} deliveries/s, naive ${Math.round(pair.naive)}`);
    }
    const latencies = await ours.steady();
    const ratios = pairs.map((pair) => pair.ours / pair.naive);
    return {
      sockets,
      messages,
      rounds,
      oursPerS: median(pairs.map((pair) => pair.ours)),
      naivePerS: median(pairs.map((pair) => pair.naive)),
      medianRatio: median(ratios),
      worstRatio: Math.min(...ratios),
      p50Ms: percentile(latencies, 0.5),
      p95Ms: percentile(latencies, 0.95),
      steadyPerS: 1_000 / STEADY_EVERY_MS,
      kilobytesPerSocket: ours.kilobytesPerSocket,
      connectS: ours.connectS,
    };
  } finally {
    await ours.close();
    await naive.close();
  }
}

async function openOurs(ask: SocketsAsk, sockets: number) {
  const app = await openServer(ask.runtime, modules, { isTrustedOrigin: () => false, perMinute: 1_000_000 });
  const base = await listen(app);
  const place = { brand: ask.brand, as: ask.ctx, system: ask.ctx, headquartersId: ask.headquartersId };
  const groupId = await openWebGroup(place, "大群", { capacity: 100_000, targetMembers: sockets });
  const names = Array.from({ length: sockets }, (_, i) => `群友${i}`);
  const phones = await seatPhones(place, base, names, [groupId]);
  const readers = new Readers();
  const before = process.memoryUsage().rss;
  const beganMs = performance.now();
  await readers.connect(
    `${base.replace("http", "ws")}/api/v1/b/${ask.brand.slug}/live`,
    phones.map((phone) => phone.cookie),
    groupId,
  );
  const connectS = (performance.now() - beganMs) / 1_000;
  const kilobytesPerSocket = (process.memoryUsage().rss - before) / 1_024 / sockets;
  let seq = 0;
  const post = async (count: number) => {
    const posts = Array.from({ length: count }, () => {
      seq++;
      return {
        key: `bench:${groupId}:${seq}`,
        groupId,
        memberId: null,
        seatKind: "bot" as const,
        senderName: "小枝",
        format: "text" as const,
        text: textOf(seq),
      };
    });
    await postToGroups(ask.ctx(), posts);
  };
  return {
    connectS,
    kilobytesPerSocket,
    /** Seconds until all have read all. */
    round: async (messages: number) => {
      const begunMs = performance.now();
      const reached = readers.expect(seq + messages, sockets * messages);
      for (let left = messages; left > 0; left -= POST) await post(Math.min(POST, left));
      await reached;
      return (performance.now() - begunMs) / 1_000;
    },
    steady: async () => {
      const reached = readers.expect(seq + STEADY_ROUNDS, sockets * STEADY_ROUNDS);
      for (let i = 0; i < STEADY_ROUNDS; i++) {
        await post(1);
        await new Promise((resolve) => setTimeout(resolve, STEADY_EVERY_MS));
      }
      return reached;
    },
    close: async () => {
      await readers.close();
      await app.close();
    },
  };
}

/** Each message to each socket as it comes, by the library's own `send`. */
async function openNaive(sockets: number) {
  const http = createServer().listen(0, "127.0.0.1");
  await once(http, "listening");
  const server = new WebSocketServer({ server: http });
  const readers = new Readers();
  // A server that listens on a port has an address of this form.
  await readers.connect(
    `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
    Array.from({ length: sockets }, () => null),
    null,
  );
  let seq = 0;
  const broadcast = () => {
    seq++;
    const message = {
      id: `m${seq}`,
      seq,
      at: new Date().toISOString(),
      clientId: null,
      sender: { id: "bot", kind: "bot", name: "小枝", badge: null, avatarUrl: null },
      body: { kind: "text", text: textOf(seq) },
    };
    for (const socket of server.clients) socket.send(JSON.stringify({ t: "said", groupId: "g", items: [message] }));
  };
  return {
    round: async (messages: number) => {
      const begunMs = performance.now();
      const reached = readers.expect(seq + messages, sockets * messages);
      for (let i = 0; i < messages; i++) {
        broadcast();
        await new Promise((resolve) => setImmediate(resolve));
      }
      await reached;
      return (performance.now() - begunMs) / 1_000;
    },
    close: async () => {
      await readers.close();
      server.close();
      http.close();
    },
  };
}
