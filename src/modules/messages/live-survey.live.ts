import { liveClose } from "../../lib/live-line.ts";
import { Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import * as actions from "./live.actions.ts";
import { changeKept, frameMessages } from "./live-room.rules.ts";
import { factsKey, frame, type LiveRoom, type Rooms } from "./live-rooms.live.ts";

/** Seats, names, counts and what was taken back are looked at so often, sooner after a commit of this process. */
const SURVEY_MS = 1_000;
const SURVEY_SOON_MS = 250;
const SESSIONS_MS = 5_000;
const STAFF_MS = 30_000;
/** A transaction may commit so long after the moment it writes. */
const LATE_COMMIT_MS = 60_000;
const TAKEN_BACK_MOST = 500;

/** Looks at what has no number in the talk: whether readers may still follow, what their groups are called, what was taken back. */
export class Survey {
  private readonly rooms: Rooms;
  private readonly doneAtMs = { seats: 0, sessions: 0, staff: 0 };

  constructor(rooms: Rooms) {
    this.rooms = rooms;
  }

  async run(ctx: Context, isWoken: boolean): Promise<void> {
    if (!this.isDue("seats", isWoken ? SURVEY_SOON_MS : SURVEY_MS)) return;
    if (this.isDue("sessions", SESSIONS_MS)) await this.endSessions(ctx);
    if (this.isDue("staff", STAFF_MS)) await this.renewStaff();
    if (this.rooms.byGroup.size === 0) return;
    await this.unseat(ctx);
    await this.tellFacts(ctx);
    await this.tellTakenBack(ctx);
  }

  private isDue(what: keyof typeof this.doneAtMs, everyMs: number): boolean {
    if (performance.now() - this.doneAtMs[what] < everyMs) return false;
    this.doneAtMs[what] = performance.now();
    return true;
  }

  /** Ends the lines of phones whose session is over: signed out, run out, erased. */
  private async endSessions(ctx: Context): Promise<void> {
    const phones = [...this.rooms.ofReader.keys()].flatMap((reader) => (reader.tokenHash ? [{ reader, tokenHash: reader.tokenHash }] : []));
    const living = await actions.readLivingSessions(ctx, [...new Set(phones.map((one) => one.tokenHash))]);
    for (const { reader, tokenHash } of phones) if (!living.has(tokenHash)) reader.end(liveClose.signedOut);
  }

  /** Asks for each colleague whether the session holds and which groups are still in sight. */
  private async renewStaff(): Promise<void> {
    for (const [reader, rooms] of this.rooms.ofReader) {
      if (reader.tokenHash) continue;
      try {
        // He may come into further rooms while this is being asked.
        const asked = [...rooms];
        const visible = await actions.listVisibleGroups(
          await reader.renew(),
          asked.map((room) => room.groupId),
        );
        for (const room of asked) if (rooms.has(room) && !visible.has(room.groupId)) this.rooms.drop(room, reader);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        reader.end(liveClose.signedOut);
      }
    }
  }

  private async unseat(ctx: Context): Promise<void> {
    const seated = [...this.rooms.byGroup.values()].flatMap((room) =>
      [...room.readers].flatMap(([reader, { seatId }]) => (seatId ? [{ room, reader, seatId }] : [])),
    );
    const open = await actions.readOpenSeats(ctx, [...new Set(seated.map((one) => one.seatId))]);
    for (const { room, reader, seatId } of seated) {
      if (!open.has(seatId) && room.readers.get(reader)?.seatId === seatId) this.rooms.drop(room, reader);
    }
  }

  private async tellFacts(ctx: Context): Promise<void> {
    const changed: LiveRoom[] = [];
    for (const facts of await actions.readFacts(ctx, [...this.rooms.byGroup.keys()])) {
      const room = this.rooms.byGroup.get(facts.id);
      const key = factsKey(facts);
      if (!room) continue;
      const isOther = room.facts !== null && room.facts !== key;
      if (isOther || (room.version !== null && room.version !== facts.version)) changed.push(room);
      room.facts = key;
      room.version = facts.version;
    }
    if (changed.length === 0) return;
    const told = await actions.readToldFacts(
      ctx,
      changed.map((room) => room.groupId),
    );
    for (const room of changed) {
      const group = told.get(room.groupId);
      if (group) this.rooms.tell(room, [frame({ t: "group", groupId: room.groupId, group })]);
    }
  }

  private async tellTakenBack(ctx: Context): Promise<void> {
    const sinceMs = ctx.now.getTime() - LATE_COMMIT_MS;
    const found = await actions.readTakenBack(ctx, [...this.rooms.byGroup.keys()], new Date(sinceMs), TAKEN_BACK_MOST);
    for (const [groupId, list] of found) {
      const room = this.rooms.byGroup.get(groupId);
      const fresh = list.filter((one) => room && !room.takenBack.has(one.id) && one.seq <= room.lastSeq);
      if (!room || fresh.length === 0) continue;
      for (const [id, atMs] of room.takenBack) if (atMs < sinceMs - LATE_COMMIT_MS) room.takenBack.delete(id);
      for (const one of fresh) room.takenBack.set(one.id, ctx.now.getTime());
      changeKept(room, fresh);
      this.rooms.tell(room, frameMessages("changed", groupId, fresh));
    }
  }
}
