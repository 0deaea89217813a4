import type { Context } from "../../server/context.ts";
import { isPassing } from "../../server/db.ts";
import type { Log } from "../../server/log.ts";
import * as actions from "./live.actions.ts";
import { catchUp, growBack, growRoom } from "./live-room.rules.ts";
import { frame, type LiveRoom, type Place, type Reader, Rooms } from "./live-rooms.live.ts";
import { Survey } from "./live-survey.live.ts";

/** Frames go out at most this often, many messages in one. */
const TICK_MS = 40;
/** What other processes write is found by asking this often. */
const POLL_MS = 200;
/** Read of one group at once; one that is further ahead than `RUSH` sends its readers to the history. */
const STRETCH = 500;
const RUSH = 2_000;
const LONGEST_REST_MS = 5_000;

/**
 * The live line of one brand in this process: one loop that asks once for all groups that are followed, puts what is new into frames
 * once per group, and hands the same bytes to every reader.
 */
export class BrandLine {
  private readonly enter: () => Promise<Context>;
  private readonly log: Log;
  private readonly rooms = new Rooms();
  private readonly survey = new Survey(this.rooms);
  private timer: NodeJS.Timeout | undefined;
  private dueAtMs = 0;
  private running = false;
  private woken = false;
  private restUntilMs = 0;
  private failures = 0;

  constructor(enter: () => Promise<Context>, log: Log) {
    this.enter = enter;
    this.log = log;
  }

  get readers(): Iterable<Reader> {
    return this.rooms.ofReader.keys();
  }

  add(reader: Reader): void {
    this.rooms.ofReader.set(reader, new Set());
    this.plan(POLL_MS);
  }

  remove(reader: Reader): void {
    this.rooms.leaveAll(reader);
    this.rooms.ofReader.delete(reader);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.rooms.clear();
  }

  /** Something was committed in this process: look soon. */
  wake(): void {
    this.woken = true;
    this.plan(Math.max(0, this.restUntilMs - performance.now()));
  }

  /** Follows these groups and no others from now on: first what is missing, then what is new, in order and without a hole. */
  async watch(reader: Reader, asks: readonly actions.WatchAsk[]): Promise<void> {
    const ctx = await reader.renew();
    const followed = await actions.openWatch(ctx, asks);
    if (!reader.isOpen()) return;
    this.rooms.leaveAll(reader);
    const places = followed.map((one) => this.rooms.enter(reader, one));
    const allowed = new Set(followed.map((one) => one.groupId));
    const refused = asks.filter((ask) => !allowed.has(ask.id)).map((ask) => frame({ t: "unseated", groupId: ask.id }));
    reader.send([frame({ t: "watching", at: ctx.now.toISOString() }), ...refused]);
    await this.fill(ctx, places);
    const facts = await actions.readToldFacts(ctx, [...allowed]);
    for (const place of places) this.rooms.release(reader, place, facts.get(place.room.groupId));
  }

  /** Reads what those who come back need and the rooms do not have at hand: one question for all of them. */
  private async fill(ctx: Context, places: readonly Place[]): Promise<void> {
    const picks = places.flatMap(({ room, afterSeq, untilSeq }) => {
      const need = catchUp(room, afterSeq, untilSeq);
      return need.verdict === "read" ? [{ groupId: room.groupId, afterSeq: need.afterSeq, untilSeq: need.untilSeq }] : [];
    });
    if (picks.length === 0) return;
    const found = await actions.readStretches(ctx, picks, STRETCH);
    for (const { room } of places) growBack(room, found.get(room.groupId) ?? []);
  }

  private plan(inMs: number): void {
    if (this.rooms.ofReader.size === 0 || this.running) return;
    const atMs = performance.now() + inMs;
    if (this.timer && this.dueAtMs <= atMs) return;
    clearTimeout(this.timer);
    this.dueAtMs = atMs;
    this.timer = setTimeout(() => void this.turn(), inMs);
  }

  /** One round; it rests at least as long as it took, so that answering requests never starves. */
  private async turn(): Promise<void> {
    this.timer = undefined;
    this.running = true;
    const begunMs = performance.now();
    const isWoken = this.woken;
    this.woken = false;
    try {
      const ctx = await this.enter();
      await this.pump(ctx);
      await this.survey.run(ctx, isWoken);
      this.failures = 0;
    } catch (error) {
      this.failures++;
      if (!isPassing(error)) this.log.error({ err: error, failures: this.failures }, "live line");
    }
    this.running = false;
    this.rest(begunMs);
  }

  private rest(begunMs: number): void {
    const nowMs = performance.now();
    const afterFailureMs = nowMs + Math.min(LONGEST_REST_MS, POLL_MS * 2 ** this.failures);
    this.restUntilMs = this.failures > 0 ? afterFailureMs : Math.max(begunMs + TICK_MS, 2 * nowMs - begunMs);
    this.plan(this.woken || this.failures > 0 ? Math.max(0, this.restUntilMs - nowMs) : POLL_MS);
  }

  /** Tells every room what was said since. */
  private async pump(ctx: Context): Promise<void> {
    const lastSeqs = await actions.readLastSeqs(ctx, [...this.rooms.byGroup.keys()]);
    const grown = [...this.rooms.byGroup.values()].map((room) => ({
      room,
      groupId: room.groupId,
      afterSeq: room.lastSeq,
      untilSeq: lastSeqs.get(room.groupId) ?? 0,
    }));
    const picks = grown.filter(({ afterSeq, untilSeq }) => untilSeq > afterSeq && untilSeq - afterSeq <= RUSH);
    for (const { room, afterSeq, untilSeq } of grown) if (untilSeq - afterSeq > RUSH) this.restart(room, untilSeq);
    if (picks.length === 0) return;
    const found = await actions.readStretches(ctx, picks, STRETCH);
    for (const { room, untilSeq } of picks) {
      const stretch = found.get(room.groupId) ?? [];
      if (stretch.length === 0) this.restart(room, untilSeq);
      else if (growRoom(room, stretch)) this.rooms.tellSaid(room, stretch);
      else this.restart(room, room.lastSeq);
      if (room.lastSeq < untilSeq) this.woken = true;
    }
  }

  /** Sends all readers of a room to the history: more came than is told here, or a part of it is not kept any more. */
  private restart(room: LiveRoom, lastSeq: number): void {
    room.lastSeq = lastSeq;
    room.kept = [];
    this.rooms.tell(room, [frame({ t: "behind", groupId: room.groupId, lastSeq })]);
  }
}
