import { NumberReader, writeNumber } from "../../lib/packed-numbers.ts";
import { PeopleUnion } from "../../lib/people-set.ts";
import type { BuyersAlike } from "./buyers.rules.ts";
import type { OrderSums } from "./orders.rules.ts";

/** An order as its group's pack holds it. */
export interface OrderToPack {
  /** The member's number; 0 where nobody is known. */
  buyer: number;
  /** Whole minutes since 1970, rounded down. */
  minute: number;
  paidFen: number;
  refundedFen: number;
  source: string;
  title: string;
}

/** The orders of a group, by buyer and time: words first, then numbers of seven bits a byte. */
export type OrderPack = Uint8Array;

/** Minutes are told from here on, so that none is below nought: a century before 1970. */
const FIRST_MINUTE = -36_525 * 24 * 60;

const byBuyerAndTime = (a: OrderToPack, b: OrderToPack) => a.buyer - b.buyer || a.minute - b.minute;

function writeWords(bytes: number[], words: readonly string[]): void {
  writeNumber(bytes, words.length);
  for (const word of words) {
    const text = Buffer.from(word);
    writeNumber(bytes, text.length);
    for (const byte of text) bytes.push(byte);
  }
}

/** The place of each word among those that were named before it. */
function numbered(words: Iterable<string>): Map<string, number> {
  const places = new Map<string, number>();
  for (const word of words) if (!places.has(word)) places.set(word, places.size);
  return places;
}

export function packOrders(orders: readonly OrderToPack[]): OrderPack {
  const sources = numbered(orders.map((order) => order.source));
  const titles = numbered(orders.map((order) => order.title));
  const words: number[] = [];
  writeWords(words, [...sources.keys()]);
  writeWords(words, [...titles.keys()]);
  const bytes: number[] = [];
  writeNumber(bytes, words.length);
  for (const byte of words) bytes.push(byte);
  let last = 0;
  for (const [buyer, own] of Map.groupBy(orders.toSorted(byBuyerAndTime), (order) => order.buyer)) {
    writeNumber(bytes, buyer - last);
    writeNumber(bytes, own.length);
    let minute = FIRST_MINUTE;
    for (const order of own) {
      writeNumber(bytes, order.minute - minute);
      writeNumber(bytes, order.paidFen);
      writeNumber(bytes, order.refundedFen);
      writeNumber(bytes, sources.get(order.source) ?? 0);
      writeNumber(bytes, titles.get(order.title) ?? 0);
      minute = order.minute;
    }
    last = buyer;
  }
  return Uint8Array.from(bytes);
}

/** Goes through a pack order by order; the fields are those of the order it stands at, so that a million orders make no garbage. */
class PackReader {
  buyer = 0;
  minute = 0;
  paidFen = 0;
  refundedFen = 0;
  source = 0;
  title = 0;
  #left = 0;
  readonly #numbers: NumberReader;
  readonly #wordsEnd: number;

  constructor(pack: OrderPack) {
    this.#numbers = new NumberReader(pack);
    const wordBytes = this.#numbers.read();
    this.#wordsEnd = this.#numbers.at + wordBytes;
  }

  /** The words of the pack; to be asked before the first order. */
  readWords(): { sources: string[]; titles: string[] } {
    return { sources: this.#readList(), titles: this.#readList() };
  }

  /** Begins with the orders. */
  toOrders(): void {
    this.#numbers.at = this.#wordsEnd;
  }

  next(): boolean {
    const numbers = this.#numbers;
    if (this.#left === 0) {
      if (numbers.isAtEnd) return false;
      this.buyer += numbers.read();
      this.#left = numbers.read();
      this.minute = FIRST_MINUTE;
    }
    this.#left--;
    this.minute += numbers.read();
    this.paidFen = numbers.read();
    this.refundedFen = numbers.read();
    this.source = numbers.read();
    this.title = numbers.read();
    return true;
  }

  #readList(): string[] {
    return Array.from({ length: this.#numbers.read() }, () => {
      const length = this.#numbers.read();
      const from = this.#numbers.at;
      this.#numbers.at += length;
      return Buffer.from(this.#numbers.bytes.buffer, this.#numbers.bytes.byteOffset + from, length).toString();
    });
  }
}

/** Whose part a number is: of somebody merged the number of the whole. */
export type Wholes = ReadonlyMap<number, number>;

/** Which orders are meant; bounds are whole minutes since 1970, the first counts, the last does not. */
export interface PackFilter {
  from: number;
  before: number;
  refunded: boolean | undefined;
  source: string | undefined;
  /** Null: whatever was sold. */
  titles: ReadonlySet<string> | null;
}

/** Which places in the words of a pack are meant; null where all are. */
function wantedPlaces(reader: PackReader, { source, titles }: PackFilter): { source: number | null; titles: readonly boolean[] | null } {
  if (source === undefined && titles === null) return { source: null, titles: null };
  const words = reader.readWords();
  return {
    source: source === undefined ? null : words.sources.indexOf(source),
    titles: titles && words.titles.map((title) => titles.has(title)),
  };
}

/** Adds up the orders in packs that are meant, pack by pack; merged buyers count once. */
export class PackSums {
  readonly #sums: Omit<OrderSums, "buyers"> = { orders: 0, paidFen: 0, refundedFen: 0 };
  readonly #buyers = new PeopleUnion();
  readonly #filter: PackFilter;
  readonly #wholes: Wholes;

  constructor(filter: PackFilter, wholes: Wholes) {
    this.#filter = filter;
    this.#wholes = wholes;
  }

  add(pack: OrderPack): void {
    const sums = this.#sums;
    const reader = new PackReader(pack);
    const places = wantedPlaces(reader, this.#filter);
    reader.toOrders();
    let last = 0;
    while (reader.next()) {
      if (!fits(reader, this.#filter, places)) continue;
      sums.orders++;
      sums.paidFen += reader.paidFen;
      sums.refundedFen += reader.refundedFen;
      if (reader.buyer === last) continue;
      last = reader.buyer;
      this.#buyers.add(this.#wholes.get(last) ?? last);
    }
  }

  read(): OrderSums {
    return { ...this.#sums, buyers: this.#buyers.count };
  }
}

function fits(order: PackReader, { from, before, refunded }: PackFilter, places: ReturnType<typeof wantedPlaces>): boolean {
  if (order.minute < from || order.minute >= before) return false;
  if (refunded !== undefined && refunded !== order.refundedFen > 0) return false;
  if (places.source !== null && places.source !== order.source) return false;
  return places.titles === null || places.titles[order.title] === true;
}

/** Months in one mask. */
const MASK_MONTHS = 32;

/** What each buyer bought, one place a buyer. */
class Buyers {
  /** One more than the place of a number; nought where it has none. */
  #places = new Int32Array(1024);
  readonly orders: number[] = [];
  readonly netFen: number[] = [];
  readonly first: number[] = [];
  /** As many masks a buyer as the months need. */
  readonly masks: number[] = [];
  readonly width: number;

  constructor(months: number) {
    this.width = Math.ceil(months / MASK_MONTHS);
  }

  placeOf(buyer: number): number {
    if (buyer >= this.#places.length) this.#grow(buyer);
    const known = this.#places[buyer] ?? 0;
    if (known > 0) return known - 1;
    this.#places[buyer] = this.orders.push(0);
    this.netFen.push(0);
    this.first.push(Infinity);
    for (let n = 0; n < this.width; n++) this.masks.push(0);
    return this.orders.length - 1;
  }

  add(place: number, order: PackReader, month: number): void {
    this.orders[place] = (this.orders[place] ?? 0) + 1;
    this.netFen[place] = (this.netFen[place] ?? 0) + order.paidFen - order.refundedFen;
    if (order.minute < (this.first[place] ?? 0)) this.first[place] = order.minute;
    const mask = place * this.width + Math.floor(month / MASK_MONTHS);
    this.masks[mask] = (this.masks[mask] ?? 0) | (1 << (month % MASK_MONTHS));
  }

  masksOf(place: number): number[] {
    return this.masks.slice(place * this.width, (place + 1) * this.width);
  }

  #grow(buyer: number): void {
    const wider = new Int32Array(Math.max(buyer + 1, this.#places.length * 2));
    wider.set(this.#places);
    this.#places = wider;
  }
}

/** One character a month, the first month first. */
const monthsOf = (masks: readonly number[], count: number) =>
  masks
    .map((mask) => (mask >>> 0).toString(2).padStart(MASK_MONTHS, "0").split("").toReversed().join(""))
    .join("")
    .slice(0, count);

/** In minutes since 1970: when each month begins, the earliest first, and between which moments the first order lies. */
export interface MonthsAsk {
  starts: readonly number[];
  from: number;
  before: number;
}

/** Tells the buyers in packs by the months in which they bought, pack by pack; merged ones are the whole person, what was wholly refunded is no order. */
export class PackBuyers {
  readonly #buyers: Buyers;
  readonly #ask: MonthsAsk;
  readonly #wholes: Wholes;

  constructor(ask: MonthsAsk, wholes: Wholes) {
    this.#buyers = new Buyers(ask.starts.length);
    this.#ask = ask;
    this.#wholes = wholes;
  }

  add(pack: OrderPack): void {
    addBuyers(this.#buyers, pack, this.#ask.starts, this.#wholes);
  }

  read(): BuyersAlike[] {
    const buyers = this.#buyers;
    const { starts, from, before } = this.#ask;
    const alike = new Map<string | number, BuyersAlike>();
    for (const [place, orders] of buyers.orders.entries()) {
      const first = buyers.first[place] ?? 0;
      if (first < from || first >= before) continue;
      const key = buyers.width === 1 ? (buyers.masks[place] ?? 0) : buyers.masksOf(place).join(" ");
      const one = alike.get(key) ?? { months: monthsOf(buyers.masksOf(place), starts.length), buyers: 0, again: 0, orders: 0, netFen: 0 };
      alike.set(key, one);
      one.buyers++;
      one.again += Number(orders > 1);
      one.orders += orders;
      one.netFen += buyers.netFen[place] ?? 0;
    }
    return [...alike.values()];
  }
}

function addBuyers(buyers: Buyers, pack: OrderPack, starts: readonly number[], wholes: Wholes): void {
  const reader = new PackReader(pack);
  reader.toOrders();
  let [buyer, place, month] = [0, 0, 0];
  while (reader.next()) {
    if (reader.buyer === 0 || (reader.refundedFen > 0 && reader.refundedFen >= reader.paidFen)) continue;
    if (reader.buyer !== buyer) {
      buyer = reader.buyer;
      place = buyers.placeOf(wholes.get(buyer) ?? buyer);
      month = 0;
    }
    while ((starts[month + 1] ?? Infinity) <= reader.minute) month++;
    buyers.add(place, reader, month);
  }
}
