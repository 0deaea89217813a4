import { isPlain } from "../../lib/plain-text.ts";
import { readYes } from "./amount.rules.ts";
import type { FieldKey, ImportKind } from "./fields.contract.ts";
import { type OrderRead, OrderReader } from "./orders.rules.ts";
import { attempt, Cells, contentOf, Fault, type Manner, placesOf, type Row, type Unit } from "./reading.rules.ts";
import { toldApart } from "./sample.rules.ts";
import { keyOfDigest, Tally } from "./tally.rules.ts";

export interface RefundRead {
  source: string;
  orderExternalId: string;
  externalId: string;
  refundedAt: Date;
  fen: number;
}

export interface MemberRead {
  identity: { kind: string; externalId: string };
  nickname: string;
  phone: string;
  name: string;
  city: string;
  tags: string[];
  custom: Record<string, string>;
  group: string;
  joinedAt: Date | null;
  firstSeenAt: Date | null;
  marketing: boolean | null;
}

export interface ChatRead {
  room: string;
  externalId: string;
  sentAt: Date;
  userId: string;
  userName: string;
  text: string;
}

export const costKinds = ["pay", "prize", "material", "venue", "promotion", "red-packet", "tool", "other"] as const;

export interface CostRead {
  /** A hex digest of what the row says and how often it was said before. */
  digest: string;
  day: string;
  kind: (typeof costKinds)[number];
  fen: number;
  group: string;
  campaign: string;
  note: string;
}

/** What each kind of file is made of. */
export interface ReadOf {
  orders: OrderRead;
  refunds: RefundRead;
  members: MemberRead;
  chat: ChatRead;
  costs: CostRead;
}

/** Takes rows in their order; answers what is whole. */
export interface Reader<T> {
  push(row: Row): Unit<T>[];
  end(): Unit<T>[];
}

/** What a row is known by where it has no number: its content, and how often that stood in the file before. */
class OwnIds {
  private readonly seen = new Tally();
  private readonly manner: Manner;
  constructor(manner: Manner) {
    this.manner = manner;
  }
  next(row: Row): { digest: string; nth: number } {
    const digest = this.manner.digest(contentOf(row, this.manner.addedColumns));
    return { digest, nth: this.seen.count(keyOfDigest(digest)) };
  }
}

type RowReading<T> = (cells: Cells, ownId: string, own: { digest: string; nth: number }, row: Row) => T;

function rowByRow<T>(manner: Manner, read: RowReading<T>): Reader<T> {
  const places = placesOf(manner.options.columns);
  const ids = new OwnIds(manner);
  return {
    push: (row) => {
      const own = ids.next(row);
      const ownId = `row:${own.digest.slice(0, 22)}:${own.nth}`;
      return [{ rows: [row], read: attempt(row, () => read(new Cells(row, places, manner), ownId, own, row)) }];
    },
    end: () => [],
  };
}

const refunds = (manner: Manner) =>
  rowByRow<RefundRead>(manner, (cells, ownId) => {
    const fen = Math.abs(cells.fen("refunded") ?? 0);
    if (fen === 0) throw new Fault("refunded", cells.has("refunded") ? "not-an-amount" : "empty");
    return {
      source: (cells.text("source") || manner.options.source).slice(0, 80),
      orderExternalId: cells.needed("orderId"),
      externalId: cells.text("refundId") || ownId,
      refundedAt: cells.neededMoment("refundedAt"),
      fen,
    };
  });

/** Of a field of a brand's own. */
const LABEL_LIMIT = 20;

const members = (manner: Manner) => {
  const places = manner.options.columns.flatMap((field, column) => (field === "custom" ? [column] : []));
  const labels = toldApart(
    places.map((column) => manner.header[column]?.trim() ?? ""),
    LABEL_LIMIT,
  );
  return rowByRow<MemberRead>(manner, (cells, ownId, _own, row) => {
    const memberId = cells.text("memberId");
    const phone = cells.phone();
    const nickname = cells.text("nickname").slice(0, 60).toWellFormed();
    if (!memberId && !phone.text && !nickname) throw new Fault(null, "nobody");
    return {
      identity: memberId
        ? { kind: `shop:${manner.options.source}`.slice(0, 40), externalId: memberId }
        : phone.text
          ? { kind: "phone", externalId: phone.digits }
          : { kind: "import", externalId: ownId },
      nickname,
      phone: phone.text,
      name: cells.text("name").slice(0, 30).toWellFormed(),
      city: cells.text("city").slice(0, 30).toWellFormed(),
      tags: tagsOf(cells.text("tags")),
      custom: Object.fromEntries(places.flatMap((column, i) => customOf(labels[i] ?? "", row.cells[column] ?? ""))),
      group: cells.text("group"),
      joinedAt: cells.moment("joinedAt"),
      firstSeenAt: cells.moment("firstSeenAt"),
      marketing: yesOf(cells),
    };
  });
};

function customOf(label: string, cell: string): [string, string][] {
  const text = cell.trim();
  if (!isPlain(text)) throw new Fault("custom", "unreadable");
  return label === "" || text === "" ? [] : [[label, text.slice(0, 200).toWellFormed()]];
}

function tagsOf(text: string): string[] {
  const names = text.split(/[,，、;；|/\n]/).map((name) => name.trim().slice(0, 30).toWellFormed());
  return [...new Set(names.filter((name) => name !== ""))].slice(0, 20);
}

function yesOf(cells: Cells): boolean | null {
  const text = cells.text("marketing");
  if (text === "") return null;
  const answer = readYes(text);
  if (answer === null) throw new Fault("marketing", "not-yes-or-no");
  return answer;
}

const chat = (manner: Manner) =>
  rowByRow<ChatRead>(manner, (cells, ownId) => ({
    room: cells.needed("room"),
    externalId: cells.text("messageId") || ownId,
    sentAt: cells.neededMoment("sentAt"),
    userId: cells.needed("userId"),
    userName: cells.text("userName").slice(0, 60).toWellFormed(),
    text: cells.text("text"),
  }));

const kindWords = new Map<string, (typeof costKinds)[number]>([
  ["薪酬", "pay"],
  ["人工", "pay"],
  ["奖品", "prize"],
  ["物料", "material"],
  ["场地", "venue"],
  ["推广", "promotion"],
  ["红包", "red-packet"],
  ["工具", "tool"],
  ["其他", "other"],
  ["其它", "other"],
  ...costKinds.map((kind) => [kind, kind] as const),
]);

const costs = (manner: Manner) =>
  rowByRow<CostRead>(manner, (cells, _ownId, { digest, nth }) => {
    const word = cells.text("costKind").toLowerCase();
    const kind = word === "" ? "other" : kindWords.get(word);
    if (!kind) throw new Fault("costKind", "not-a-kind");
    const fen = cells.neededFen("cost");
    if (fen === 0) throw new Fault("cost", "not-an-amount");
    const [group, campaign] = [cells.text("group"), cells.text("campaign").slice(0, 60).toWellFormed()];
    if (!group && !campaign && !manner.options.groupId) throw new Fault("group", "no-place");
    return { digest: manner.digest(`${digest}:${nth}`), day: cells.neededDay("day"), kind, fen, group, campaign, note: cells.text("note") };
  });

/**
 * Reads rows of a kind of file from the first on; a file is always read whole, so that equal rows are told apart by their place. `torn` are
 * orders whose rows stand apart: the reader adds those it meets.
 */
export function readerOf<K extends ImportKind>(kind: K, manner: Manner, torn = new Tally()): Reader<ReadOf[K]> {
  const readers: { [Each in ImportKind]: () => Reader<ReadOf[Each]> } = {
    orders: () => new OrderReader(manner, torn),
    refunds: () => refunds(manner),
    members: () => members(manner),
    chat: () => chat(manner),
    costs: () => costs(manner),
  };
  return readers[kind]();
}

/** The room or group a row names; which field says so. */
export const placeField: Record<ImportKind, FieldKey | null> = {
  orders: "group",
  refunds: null,
  members: "group",
  chat: "room",
  costs: "group",
};
