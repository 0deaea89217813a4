import { LOW_BITS, MORE, writeNumber } from "./packed-numbers.rules.ts";

/** The local days of one person in one group, as whole numbers; who only bought there has no stays. */
export interface Life {
  /** In the order of coming; `gone` null: still there. `said`: the first day on which they spoke of the week that began with coming, if they did. */
  stays: readonly { came: number; gone: number | null; said: number | null }[];
  /** Days with orders that were not all paid back, ascending, each once. */
  bought: readonly number[];
  /** The first day on which they brought somebody. */
  invited: number | null;
}

/** The lives of a group's people, seven bits a byte. */
export type PackedLives = Uint8Array;

/** Days are told from here on, so that none is below nought: a century before day nought. */
const FIRST_DAY = -36_525;

/** Null is 0, everything else one more. */
const maybe = (value: number | null) => (value === null ? 0 : value + 1);

export function packLives(lives: readonly Life[]): PackedLives {
  const bytes: number[] = [];
  const write = (value: number) => writeNumber(bytes, value);
  for (const { stays, bought, invited } of lives) {
    write(stays.length);
    for (const { came, gone, said } of stays) {
      write(came - FIRST_DAY);
      write(maybe(gone === null ? null : gone - came));
      write(maybe(said === null ? null : said - came));
    }
    write(bought.length);
    let last = FIRST_DAY;
    for (const day of bought) {
      write(day - last);
      last = day;
    }
    write(maybe(invited === null ? null : invited - FIRST_DAY));
  }
  return Uint8Array.from(bytes);
}

/** People of a group over a period of days, both counted, once each. */
export interface LivesCount {
  /** Whoever came up to its end, gone or not. */
  everJoined: number;
  present: number;
  leftPeople: number;
  /** There when it began and when it ended. */
  retained: number;
  buyers: number;
  /** Those of them who were there within the period. */
  converted: number;
  /** How many who came within the period reached each step of the funnel by its end. */
  steps: [acquired: number, activated: number, retained: number, paid: number, referred: number];
}

export const noLives = (): LivesCount => ({
  everJoined: 0,
  present: 0,
  leftPeople: 0,
  retained: 0,
  buyers: 0,
  converted: 0,
  steps: [0, 0, 0, 0, 0],
});

type Read = () => number;

function readerOf(packed: PackedLives): { read: Read; isAtEnd: () => boolean } {
  let at = 0;
  const read = () => {
    let value = 0;
    for (let scale = 1; ; scale *= MORE) {
      const byte = packed[at++] ?? 0;
      value += (byte & LOW_BITS) * scale;
      if ((byte & MORE) === 0) return value;
    }
  };
  return { read, isAtEnd: () => at >= packed.length };
}

/** What was written as null counts as never. */
function dayAfter(came: number, read: Read): number {
  const days = read();
  return days === 0 ? Infinity : came + days - 1;
}

/** What one person's stays say of a period. */
class Stays {
  hasCome = false;
  isPresent = false;
  atStart = false;
  atEnd = false;
  hasLeft = false;
  /** Came within the period; the first coming of it is the one that counts for speaking. */
  isNew = false;
  isActive = false;
  isIn = false;

  constructor(read: Read, from: number, to: number) {
    for (let stays = read(); stays > 0; stays--) {
      const came = read() + FIRST_DAY;
      const gone = dayAfter(came, read);
      const said = dayAfter(came, read);
      if (came > to) continue;
      this.hasCome = true;
      if (gone >= from) this.#sat(came < from, gone > to);
      if (came >= from) this.#cameNew(said <= to, gone > to);
    }
  }

  #sat(sinceBefore: boolean, staysOn: boolean): void {
    this.isPresent = true;
    this.atStart ||= sinceBefore;
    this.atEnd ||= staysOn;
    this.hasLeft ||= !staysOn;
  }

  #cameNew(hasSpoken: boolean, staysOn: boolean): void {
    if (!this.isNew) this.isActive = hasSpoken;
    this.isNew = true;
    this.isIn ||= staysOn;
  }
}

/** The first day of buying, and whether any lies within the period. */
function readBought(read: Read, from: number, to: number): { first: number; isWithin: boolean } {
  let [first, isWithin, day] = [Infinity, false, FIRST_DAY];
  for (let days = read(); days > 0; days--) {
    day += read();
    first = Math.min(first, day);
    isWithin ||= day >= from && day <= to;
  }
  return { first, isWithin };
}

/** Adds what a group's lives come to over a period to `sums`. */
export function countLives(packed: PackedLives, from: number, to: number, sums: LivesCount): void {
  const { read, isAtEnd } = readerOf(packed);
  while (!isAtEnd()) {
    const stays = new Stays(read, from, to);
    const bought = readBought(read, from, to);
    const invited = dayAfter(FIRST_DAY, read);
    sums.everJoined += Number(stays.hasCome);
    sums.present += Number(stays.isPresent);
    sums.leftPeople += Number(stays.hasLeft);
    sums.retained += Number(stays.atStart && stays.atEnd);
    sums.buyers += Number(bought.isWithin);
    sums.converted += Number(bought.isWithin && stays.isPresent);
    const made = [stays.isNew, stays.isActive, stays.isIn, bought.first <= to, invited <= to];
    for (let step = 0; made[step]; step++) sums.steps[step] = (sums.steps[step] ?? 0) + 1;
  }
}
