import { hash } from "node:crypto";
import { decryptCallback } from "../../channels/wecom/wecom.crypto.ts";
import { Coalescer } from "../../server/coalesce.ts";
import type { Context } from "../../server/context.ts";
import * as store from "./callbacks.store.ts";
import { findSealed } from "./connections.store.ts";
import { echoOf, encryptedOf, headOf, type IntakeOutcome, isStale, type RefusedOutcome } from "./intake.rules.ts";
import { countCallback } from "./meters.actions.ts";
import { sealedFor } from "./sealed.rules.ts";

/** What the address of a callback leads to. */
export interface Place {
  brandId: number;
  connectionId: string;
  keys: { token: string; encodingAesKey: string; receiveId: string };
  isOff: boolean;
  readAtMs: number;
}

/** A door for what comes from outside any brand: rows of schema platform, and a way into the brand. */
export interface IntakeDoor {
  platform: Context["db"];
  now(): Date;
  enter(brandId: number): Promise<Context>;
}

export interface Asked {
  pathToken: string;
  query: Readonly<Record<string, unknown>>;
}

export type IntakeAnswer = { verdict: "taken"; place: Place } | { verdict: "refused"; outcome: RefusedOutcome } | { verdict: "unknown" };

const KEEP_MS = 5_000;
const MAX_PLACES = 1_000;
const HOUR_MS = 3_600_000;
const FLUSH_MS = 2_000;
const MAX_BATCH = 500;

/** Takes in what platforms tell: checked, opened, and durable before it is answered; many calls share a statement. */
export class Intake {
  private readonly door: IntakeDoor;
  private readonly places = new Map<string, Place>();
  private readonly queue: Coalescer<store.NewCallback, IntakeOutcome>;
  private counts = new Map<string, store.HourCount>();
  private received = new Set<string>();

  constructor(door: IntakeDoor) {
    this.door = door;
    this.queue = new Coalescer({ maxBatch: MAX_BATCH, maxWaitMs: 0 }, (rows) => this.keep(rows));
  }

  /** The platform's question whether the address is ours; answers the bare text to give back. */
  async verify(asked: Asked): Promise<{ echo: string } | IntakeAnswer> {
    const place = await this.placeOf(asked.pathToken);
    if (!place) return { verdict: "unknown" };
    const encrypted = echoOf(asked.query);
    const opened = this.open(place, asked.query, encrypted);
    if ("outcome" in opened) return this.refuse(place, opened.outcome);
    await store.markVerified(this.door.platform, place.connectionId, this.door.now());
    return { echo: opened.text };
  }

  async take(asked: Asked & { body: string }): Promise<IntakeAnswer> {
    const place = await this.placeOf(asked.pathToken);
    if (!place) return { verdict: "unknown" };
    const opened = this.open(place, asked.query, encryptedOf(asked.body));
    if ("outcome" in opened) return this.refuse(place, opened.outcome);
    // NUL is the one letter that the database cannot keep.
    const body = opened.text.replaceAll("\u0000", "\uFFFD");
    const outcome = await this.queue.add({
      brandId: place.brandId,
      connectionId: place.connectionId,
      digest: hash("sha256", body, "buffer"),
      signature: opened.signature,
      body,
      receivedAt: this.door.now(),
    });
    this.count(place, outcome);
    this.received.add(place.connectionId);
    return { verdict: "taken", place };
  }

  /** Too long to be read at all. */
  async refuseOversize(pathToken: string): Promise<void> {
    const place = await this.placeOf(pathToken);
    if (place) this.count(place, "oversize");
  }

  /** Writes what was counted. */
  async flush(): Promise<void> {
    const counts = [...this.counts.values()];
    const received = [...this.received];
    this.counts = new Map();
    this.received = new Set();
    if (counts.length > 0) await store.addHours(this.door.platform, counts);
    if (received.length > 0) await store.markReceived(this.door.platform, received, this.door.now());
  }

  readonly flushMs = FLUSH_MS;

  private open(
    place: Place,
    query: Asked["query"],
    encrypted: string | null,
  ): { text: string; signature: string } | { outcome: RefusedOutcome } {
    const head = headOf(query);
    if (place.isOff) return { outcome: "off" };
    if (!head || !encrypted) return { outcome: "malformed" };
    if (isStale(head.timestamp, this.door.now().getTime())) return { outcome: "stale" };
    const opened = decryptCallback(place.keys, { ...head, encrypted });
    if (opened.verdict === "opened") return { text: opened.text, signature: head.signature };
    return { outcome: opened.reason === "signature" ? "forged" : opened.reason };
  }

  private refuse(place: Place, outcome: RefusedOutcome): IntakeAnswer {
    this.count(place, outcome);
    return { verdict: "refused", outcome };
  }

  private count({ brandId, connectionId }: Place, outcome: IntakeOutcome): void {
    countCallback(outcome);
    const hourMs = Math.floor(this.door.now().getTime() / HOUR_MS) * HOUR_MS;
    const key = `${connectionId} ${hourMs} ${outcome}`;
    const known = this.counts.get(key);
    if (known) known.count += 1;
    else this.counts.set(key, { brandId, connectionId, hour: new Date(hourMs), outcome, count: 1 });
  }

  private async keep(rows: readonly store.NewCallback[]): Promise<IntakeOutcome[]> {
    const fresh = await store.insertCallbacks(this.door.platform, rows);
    if (fresh.size === rows.length) return rows.map(() => "received");
    const known = await store.findSignatures(
      this.door.platform,
      rows.filter((_row, i) => !fresh.has(i)),
    );
    return rows.map((row, i) => (fresh.has(i) ? "received" : known.has(row.signature) ? "replayed" : "doubled"));
  }

  /** Keys are remembered for some seconds, so that a flood costs no statement each. */
  private async placeOf(pathToken: string): Promise<Place | null> {
    const nowMs = this.door.now().getTime();
    const known = this.places.get(pathToken);
    if (known && nowMs - known.readAtMs < KEEP_MS && nowMs >= known.readAtMs) return known;
    const place = await this.readPlace(pathToken, nowMs);
    if (this.places.size > MAX_PLACES) this.places.clear();
    if (place) this.places.set(pathToken, place);
    return place;
  }

  private async readPlace(pathToken: string, nowMs: number): Promise<Place | null> {
    if (!/^[A-Za-z0-9_-]{22}$/.test(pathToken)) return null;
    const lane = await store.findLane(this.door.platform, pathToken);
    if (!lane) return null;
    const ctx = await this.door.enter(lane.brandId);
    const row = await findSealed(ctx.db, lane.brandId, lane.connectionId);
    if (!row) return null;
    const open = (sealed: Uint8Array, field: "callback-token" | "aes-key") => ctx.seal.open(sealed, sealedFor(lane.brandId, row.id, field));
    const keys = { token: open(row.callbackToken, "callback-token"), encodingAesKey: open(row.aesKey, "aes-key"), receiveId: row.scope };
    return { ...lane, keys, isOff: row.state === "off", readAtMs: nowMs };
  }
}
