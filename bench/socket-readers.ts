import { WebSocket } from "ws";

/** What the measuring process tells this one. */
export type ReaderOrder =
  | { t: "connect"; url: string; cookies: (string | null)[]; watch: string | null }
  /** Answer once every socket has come to this number. */
  | { t: "expect"; seq: number }
  | { t: "close" };

/** What this process answers. */
export type ReaderReport =
  | { t: "ready"; sockets: number }
  | { t: "reached"; seq: number; faults: string[]; deliveries: number; latenciesMs: number[] }
  | { t: "closed" };

/** One in so many sockets reads every frame whole and times it; the others read the numbers at both ends. */
const SAMPLE = 20;
const BATCH = 100;

interface Reading {
  socket: WebSocket;
  lastSeq: number;
  isSampled: boolean;
}

let readings: Reading[] = [];
let faults: string[] = [];
let latenciesMs: number[] = [];
let deliveries = 0;
let wanted: { seq: number; missing: number } | undefined;

const send = (report: ReaderReport) => process.send?.(report);
const marker = Buffer.from('"seq":');

function numberAt(bytes: Buffer, at: number): number {
  let value = 0;
  for (let i = at + marker.length; i < bytes.length; i++) {
    const digit = (bytes[i] ?? 0) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return value;
}

/** Counts a frame, and notes any number that does not follow the one before. */
function read(reading: Reading, bytes: Buffer): void {
  const first = bytes.indexOf(marker);
  if (first < 0 || !bytes.subarray(0, 12).includes('"said"')) return;
  const [from, to] = [numberAt(bytes, first), numberAt(bytes, bytes.lastIndexOf(marker))];
  if (from !== reading.lastSeq + 1) faults.push(`after ${reading.lastSeq} came ${from}`);
  if (reading.isSampled) readWhole(bytes, from, to);
  deliveries += to - from + 1;
  const before = reading.lastSeq;
  reading.lastSeq = to;
  if (wanted && before < wanted.seq && to >= wanted.seq) reach();
}

function readWhole(bytes: Buffer, from: number, to: number): void {
  const nowMs = performance.timeOrigin + performance.now();
  // Checked border: frames of the server under measure.
  const { items } = JSON.parse(bytes.toString("utf8")) as { items: { seq: number; body: { text: string } }[] };
  if (items.some((item, i) => item.seq !== from + i) || items.length !== to - from + 1)
    faults.push(`a frame from ${from} to ${to} has a hole`);
  for (const item of items) latenciesMs.push(nowMs - Number(item.body.text.split("|")[1]));
}

function reach(): void {
  if (!wanted || --wanted.missing > 0) return;
  send({ t: "reached", seq: wanted.seq, faults: faults.slice(0, 10), deliveries, latenciesMs });
  wanted = undefined;
  [faults, latenciesMs, deliveries] = [[], [], 0];
}

function open(url: string, cookie: string | null, watch: string | null, isSampled: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, cookie ? { headers: { cookie } } : {});
    const reading: Reading = { socket, lastSeq: 0, isSampled };
    readings.push(reading);
    socket.once("error", reject);
    socket.once("open", () => {
      if (!watch) return resolve();
      socket.send(JSON.stringify({ t: "watch", groups: [{ id: watch, afterSeq: 0 }] }));
    });
    socket.on("message", (data: Buffer) => {
      if (data.subarray(0, 20).includes('"watching"')) resolve();
      else read(reading, data);
    });
  });
}

async function connect(order: Extract<ReaderOrder, { t: "connect" }>): Promise<void> {
  for (let from = 0; from < order.cookies.length; from += BATCH) {
    const batch = order.cookies.slice(from, from + BATCH);
    await Promise.all(batch.map((cookie, i) => open(order.url, cookie, order.watch, (from + i) % SAMPLE === 0)));
  }
  send({ t: "ready", sockets: readings.length });
}

process.on("message", (order: ReaderOrder) => {
  if (order.t === "connect") void connect(order);
  else if (order.t === "expect") {
    const missing = readings.filter((reading) => reading.lastSeq < order.seq).length;
    wanted = { seq: order.seq, missing: missing + 1 };
    reach();
  } else {
    for (const { socket } of readings) socket.terminate();
    readings = [];
    send({ t: "closed" });
  }
});
process.on("disconnect", () => process.exit(0));
