import { Refusal } from "../../lib/refusal.ts";

const PIECE_BYTES = 1 << 20;
/** Of the texts and of where each lies. */
const MOST_BYTES = 128 * 1024 * 1024;
const PLACE_BYTES = 3 * Uint32Array.BYTES_PER_ELEMENT;

/** Many texts in little memory: their UTF-8 in a few large pieces, each read when it is asked for. */
export class PackedStrings {
  private readonly pieces: Buffer[] = [];
  private last = Buffer.alloc(0);
  private used = 0;
  private bytes = 0;
  private places = new Uint32Array(3 * 1024);
  private count = 0;

  add(text: string): void {
    const length = Buffer.byteLength(text);
    this.bytes += length + PLACE_BYTES;
    if (this.bytes > MOST_BYTES) throw new Refusal("invalid", "sheets.strings-too-many", { limitBytes: MOST_BYTES });
    if (this.used + length > this.last.length) {
      this.last = Buffer.allocUnsafe(Math.max(PIECE_BYTES, length));
      this.pieces.push(this.last);
      this.used = 0;
    }
    this.last.write(text, this.used);
    if (3 * this.count === this.places.length) this.grow();
    this.places.set([this.pieces.length - 1, this.used, length], 3 * this.count);
    this.used += length;
    this.count++;
  }

  get(index: number): string {
    const [piece = 0, from = 0, length = 0] = this.places.subarray(3 * index, 3 * index + 3);
    return index < this.count ? (this.pieces[piece]?.toString("utf8", from, from + length) ?? "") : "";
  }

  private grow(): void {
    const wider = new Uint32Array(this.places.length * 2);
    wider.set(this.places);
    this.places = wider;
  }
}
