import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LOW_BITS, MORE, writeNumber } from "../../lib/packed-numbers.ts";
import { Refusal } from "../../lib/refusal.ts";

/** Small, for a sheet that was sorted names its texts in any order, and each miss reads one. */
const BLOCK_BYTES = 1 << 14;
const BLOCKS_KEPT = 256;
const MOST_BYTES = 512 * 1024 * 1024;
const MOST_TEXTS = 8_000_000;
/** Of so many one place is kept; those before one are passed over by their lengths. */
const TEXTS_A_PLACE = 4;

interface Room {
  /** Where the file is made. */
  folder: string;
  mostBytes: number;
  mostTexts: number;
}

/** Many texts in little memory: their lengths and UTF-8 one after another, the last of it here and the rest in a file of the system's folder for such. */
export class PackedStrings {
  private readonly room: Room;
  private readonly tail = Buffer.allocUnsafe(BLOCK_BYTES);
  /** Where every fourth begins. */
  private places = new Uint32Array(1024);
  private count = 0;
  /** Of all texts, and of those in the file. */
  private bytes = 0;
  private written = 0;
  private handle: number | undefined;
  /** By number, the one looked into last at the end. */
  private readonly blocks = new Map<number, Buffer>();

  constructor(room: Partial<Room> = {}) {
    this.room = { folder: tmpdir(), mostBytes: MOST_BYTES, mostTexts: MOST_TEXTS, ...room };
  }

  add(text: string): void {
    const bytes = Buffer.from(text);
    const { mostBytes, mostTexts } = this.room;
    if (this.bytes + bytes.length > mostBytes || this.count === mostTexts)
      throw new Refusal("invalid", "sheets.strings-too-many", { limitBytes: mostBytes });
    if (this.count % TEXTS_A_PLACE === 0) this.notePlace();
    const length: number[] = [];
    writeNumber(length, bytes.length);
    this.append(Buffer.from(length));
    this.append(bytes);
    this.count++;
  }

  get(index: number): string {
    if (index >= this.count) return "";
    let at = this.places[Math.floor(index / TEXTS_A_PLACE)] ?? 0;
    let begin = at - (at % BLOCK_BYTES);
    let block = this.block(begin / BLOCK_BYTES);
    const toBlockOf = (place: number) => {
      at = place;
      if (at < begin + BLOCK_BYTES) return;
      begin = at - (at % BLOCK_BYTES);
      block = this.block(begin / BLOCK_BYTES);
    };
    for (let before = index % TEXTS_A_PLACE; ; before--) {
      let length = 0;
      for (let scale = 1, byte = MORE; byte >= MORE; scale *= MORE) {
        byte = block[at - begin] ?? 0;
        length += (byte & LOW_BITS) * scale;
        toBlockOf(at + 1);
      }
      const end = at + length;
      if (before > 0) toBlockOf(end);
      else return end <= begin + BLOCK_BYTES ? block.toString("utf8", at - begin, end - begin) : this.textAt(at, end);
    }
  }

  close(): void {
    if (this.handle !== undefined) closeSync(this.handle);
    this.handle = undefined;
  }

  private append(bytes: Buffer): void {
    for (let from = 0; from < bytes.length;) {
      const copied = bytes.copy(this.tail, this.bytes - this.written, from);
      from += copied;
      this.bytes += copied;
      if (this.bytes - this.written === BLOCK_BYTES) this.putAway();
    }
  }

  /** A text that lies in several blocks. */
  private textAt(from: number, to: number): string {
    const pieces: Buffer[] = [];
    for (let at = from; at < to;) {
      const number = Math.floor(at / BLOCK_BYTES);
      const piece = this.block(number).subarray(at % BLOCK_BYTES, to - number * BLOCK_BYTES);
      pieces.push(piece);
      at += piece.length;
    }
    return Buffer.concat(pieces).toString();
  }

  private notePlace(): void {
    const at = this.count / TEXTS_A_PLACE;
    if (at === this.places.length) this.widen();
    this.places[at] = this.bytes;
  }

  private putAway(): void {
    this.handle ??= openNameless(this.room.folder);
    for (let from = 0; from < BLOCK_BYTES;) from += writeSync(this.handle, this.tail, from);
    this.written += BLOCK_BYTES;
  }

  private block(number: number): Buffer {
    if (number * BLOCK_BYTES >= this.written) return this.tail.subarray(0, this.bytes - this.written);
    const known = this.blocks.get(number);
    const block = known ?? this.read(number);
    this.blocks.delete(number);
    this.blocks.set(number, block);
    if (this.blocks.size > BLOCKS_KEPT) for (const oldest of this.blocks.keys()) if (this.blocks.delete(oldest)) break;
    return block;
  }

  private read(number: number): Buffer {
    const block = Buffer.allocUnsafe(BLOCK_BYTES);
    if (this.handle === undefined) throw new Error("the texts were closed");
    for (let from = 0; from < BLOCK_BYTES;) {
      const read = readSync(this.handle, block, from, BLOCK_BYTES - from, number * BLOCK_BYTES + from);
      if (read === 0) throw new Error("the file of the texts was cut");
      from += read;
    }
    return block;
  }

  private widen(): void {
    const wider = new Uint32Array(this.places.length * 2);
    wider.set(this.places);
    this.places = wider;
  }
}

/** A file that is gone with who has it open, killed or not: customers' names and phones lie in it. */
function openNameless(parent: string): number {
  const folder = mkdtempSync(join(parent, "qunce-texts-"));
  const handle = openSync(join(folder, "texts"), "wx+", 0o600);
  rmSync(folder, { recursive: true });
  return handle;
}
