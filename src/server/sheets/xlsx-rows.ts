import { Refusal } from "../../lib/refusal.ts";
import type { ByteSource } from "./bytes.ts";
import { MOST_CHARACTERS, MOST_COLUMNS, type SheetFormat, type SheetRow } from "./format.ts";
import { numberText, serialText } from "./serials.ts";
import type { PackedStrings } from "./strings.ts";
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
  strings: PackedStrings;
  dateStyles: readonly boolean[];
  is1904: boolean;
}

/** Hears a sheet and gathers its rows; of formulas it takes the value they last had. */
class SheetHearer implements XmlEars {
  rows: SheetRow[] = [];
  private readonly manner: Manner;
  private cells: string[] = [];
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
    if (this.value.length > MOST_CHARACTERS) throw new Refusal("invalid", "sheets.row-too-long", { line: this.line });
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

  private read(): string {
    const { value, type } = this;
    if (type === "s") return this.manner.strings.get(Number(value));
    if (type === "n") return this.manner.dateStyles[this.style] ? this.date() : numberText(value);
    if (type === "b") return value === "1" ? "TRUE" : "FALSE";
    return type === "str" || type === "inlineStr" ? unescaped(value) : value;
  }

  private date(): string {
    const serial = Number(this.value);
    return serial >= 0 && serial < 2_958_466 ? serialText(serial, this.manner.is1904) : this.value;
  }
}

/** The rows of one sheet, those without any value left out. Holds what its cells share, never the sheet. */
export async function* xlsxRows(source: ByteSource, format: Extract<SheetFormat, { kind: "xlsx" }>): AsyncGenerator<SheetRow[]> {
  const { zip, sheets, is1904 } = await openBook(source);
  try {
    const sheet = sheets.find((one) => one.name === format.sheet) ?? sheets[0];
    if (!sheet) return;
    const hearer = new SheetHearer({ strings: await readStrings(zip), dateStyles: await readDateStyles(zip), is1904 });
    for await (const _ of hearXml(await zip.open(sheet.part), hearer)) {
      if (hearer.rows.length === 0) continue;
      const { rows } = hearer;
      hearer.rows = [];
      yield rows;
    }
  } finally {
    zip.close();
  }
}
