import { Refusal } from "../../lib/refusal.ts";
import type { ByteSource } from "./bytes.ts";
import { BATCH_CHARACTERS, MOST_CHARACTERS, MOST_COLUMNS, type SheetFormat, type SheetRow, sizeOf } from "./format.ts";
import { numberText, serialText } from "./serials.ts";
import { PackedStrings } from "./strings.ts";
import { openBook, readDateStyles, readStrings, unescaped } from "./xlsx-book.ts";
import { hearXml, type XmlEars } from "./xml.ts";

/** `AB12` → 27 */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column - 1;
}

interface Manner {
  dateStyles: readonly boolean[];
  is1904: boolean;
}

/** A row as the sheet writes it: texts that the book shares stand there by their number. */
interface HeardRow {
  line: number;
  cells: (string | number)[];
}

function refuseLong(characters: number, line: number): void {
  if (characters > MOST_CHARACTERS) throw new Refusal("invalid", "sheets.row-too-long", { line });
}

/** Hears a sheet and gathers its rows; of formulas it takes the value they last had. */
class SheetHearer implements XmlEars {
  rows: HeardRow[] = [];
  private readonly manner: Manner;
  private cells: (string | number)[] = [];
  /** Of the row, without what the book shares. */
  private characters = 0;
  private line = 0;
  private column = -1;
  private type = "";
  private style = 0;
  private value = "";
  private isValue = false;

  constructor(manner: Manner) {
    this.manner = manner;
  }

  open = (name: string, at: Record<string, string>): void => {
    if (name === "row") {
      this.line = at.r ? Number(at.r) : this.line + 1;
      this.cells = [];
      this.characters = 0;
      this.column = -1;
    } else if (name === "c") {
      this.column = at.r ? columnOf(at.r) : this.column + 1;
      this.type = at.t ?? "n";
      this.style = Number(at.s ?? 0);
      this.value = "";
    } else this.isValue = name === "v" || name === "t";
  };

  text = (piece: string): void => {
    if (!this.isValue) return;
    this.value += piece;
    this.characters += piece.length;
    refuseLong(this.characters, this.line);
  };

  close = (name: string): void => {
    if (name === "v" || name === "t") this.isValue = false;
    else if (name === "c") this.put();
    else if (name === "row" && this.cells.length > 0) this.rows.push({ line: this.line, cells: this.cells });
  };

  private put(): void {
    if (this.value === "") return;
    if (this.column >= MOST_COLUMNS) throw new Refusal("invalid", "sheets.too-many-columns", { most: MOST_COLUMNS });
    while (this.cells.length < this.column) this.cells.push("");
    this.cells[this.column] = this.read();
  }

  private read(): string | number {
    const { value, type } = this;
    if (type === "s") return Number(value);
    if (type === "n") return this.manner.dateStyles[this.style] ? this.date() : numberText(value);
    if (type === "b") return value === "1" ? "TRUE" : "FALSE";
    return type === "str" || type === "inlineStr" ? unescaped(value) : value;
  }

  private date(): string {
    const serial = Number(this.value);
    return serial >= 0 && serial < 2_958_466 ? serialText(serial, this.manner.is1904) : this.value;
  }
}

/** A row with the texts it shares in their places. */
function wholeRow({ line, cells }: HeardRow, strings: PackedStrings): SheetRow {
  let characters = 0;
  const texts = cells.map((cell) => {
    const text = typeof cell === "number" ? strings.get(cell) : cell;
    characters += text.length;
    refuseLong(characters, line);
    return text;
  });
  return { line, cells: texts };
}

/** A piece of a sheet names a long text as often as it likes: its rows are made whole a few at a time. */
function* wholeRows(heard: readonly HeardRow[], strings: PackedStrings): Generator<SheetRow[]> {
  let rows: SheetRow[] = [];
  let characters = 0;
  for (const row of heard) {
    const whole = wholeRow(row, strings);
    rows.push(whole);
    characters += sizeOf(whole.cells);
    if (characters < BATCH_CHARACTERS) continue;
    yield rows;
    rows = [];
    characters = 0;
  }
  if (rows.length > 0) yield rows;
}

/** The rows of one sheet, those without any value left out. Holds what its cells share, never the sheet. */
export async function* xlsxRows(source: ByteSource, format: Extract<SheetFormat, { kind: "xlsx" }>): AsyncGenerator<SheetRow[]> {
  const { zip, sheets, is1904 } = await openBook(source);
  const strings = new PackedStrings();
  try {
    const sheet = sheets.find((one) => one.name === format.sheet) ?? sheets[0];
    if (!sheet) return;
    await readStrings(zip, strings);
    const hearer = new SheetHearer({ dateStyles: await readDateStyles(zip), is1904 });
    for await (const _ of hearXml(await zip.open(sheet.part), hearer)) {
      const { rows } = hearer;
      hearer.rows = [];
      yield* wholeRows(rows, strings);
    }
  } finally {
    strings.close();
    zip.close();
  }
}
