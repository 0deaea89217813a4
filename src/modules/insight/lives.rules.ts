import { NumberReader, writeNumber } from "../../lib/packed-numbers.ts";

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

/** Later than every day; a small whole number, as all others are, reads faster than infinity. */
const NEVER = 2 ** 30;

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

class Reader extends NumberReader {
  /** What was written as null counts as never. */
  readAfter(day: number): number {
    const days = this.read();
    return days === 0 ? NEVER : day + days - 1;
  }
}

/** What one person did, as far as a period asks; read anew for each, so that a million people make no garbage. */
class Person {
  hasCome = false;
  isPresent = false;
  atStart = false;
  atEnd = false;
  hasLeft = false;
  /** Came within the period; the first coming of it is the one that counts for speaking. */
  isNew = false;
  isActive = false;
  isIn = false;
  isBuyer = false;
  hasPaid = false;
  hasInvited = false;
  private readonly from: number;
  private readonly to: number;

  constructor(from: number, to: number) {
    this.from = from;
    this.to = to;
  }

  read(reader: Reader): void {
    this.hasCome = this.isPresent = this.atStart = this.atEnd = this.hasLeft = this.isNew = this.isActive = this.isIn = false;
    for (let stays = reader.read(); stays > 0; stays--) {
      const came = reader.read() + FIRST_DAY;
      this.#stay(came, reader.readAfter(came), reader.readAfter(came));
    }
    this.#readBought(reader);
    this.hasInvited = reader.readAfter(FIRST_DAY) <= this.to;
  }

  addTo(sums: LivesCount): void {
    sums.everJoined += Number(this.hasCome);
    sums.present += Number(this.isPresent);
    sums.leftPeople += Number(this.hasLeft);
    sums.retained += Number(this.atStart && this.atEnd);
    sums.buyers += Number(this.isBuyer);
    sums.converted += Number(this.isBuyer && this.isPresent);
    for (let step = 0, made = this.reach(); step < made; step++) sums.steps[step] = (sums.steps[step] ?? 0) + 1;
  }

  /** How many steps of the funnel they made. */
  private reach(): number {
    if (!this.isNew) return 0;
    if (!this.isActive) return 1;
    if (!this.isIn) return 2;
    if (!this.hasPaid) return 3;
    return this.hasInvited ? 5 : 4;
  }

  #stay(came: number, gone: number, said: number): void {
    if (came > this.to) return;
    this.hasCome = true;
    if (gone >= this.from) this.#sat(came < this.from, gone > this.to);
    if (came >= this.from) this.#cameNew(said <= this.to, gone > this.to);
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

  #readBought(reader: Reader): void {
    this.isBuyer = this.hasPaid = false;
    let day = FIRST_DAY;
    for (let days = reader.read(); days > 0; days--) {
      day += reader.read();
      if (day > this.to) continue;
      this.hasPaid = true;
      this.isBuyer ||= day >= this.from;
    }
  }
}

/** Adds what a group's lives come to over a period to `sums`. */
export function countLives(packed: PackedLives, from: number, to: number, sums: LivesCount): void {
  const reader = new Reader(packed);
  const person = new Person(from, to);
  while (!reader.isAtEnd) {
    person.read(reader);
    person.addTo(sums);
  }
}

/** Adds what was counted of some to what was counted of others. */
export function addLives(sums: LivesCount, more: LivesCount): void {
  sums.everJoined += more.everJoined;
  sums.present += more.present;
  sums.leftPeople += more.leftPeople;
  sums.retained += more.retained;
  sums.buyers += more.buyers;
  sums.converted += more.converted;
  for (const [step, people] of more.steps.entries()) sums.steps[step] = (sums.steps[step] ?? 0) + people;
}
