import { Refusal } from "../../lib/refusal.ts";
import type { ByteSource } from "./bytes.ts";
import { MOST_CHARACTERS } from "./format.ts";
import type { PackedStrings } from "./strings.ts";
import { isDateFormat } from "./serials.ts";
import { hearAll, hearXml } from "./xml.ts";
import { openZip, type Zip } from "./zip.ts";

/** A spreadsheet file: what its sheets share. */
export interface Book {
  zip: Zip;
  sheets: { name: string; part: string }[];
  is1904: boolean;
}

const WORKBOOK = "xl/workbook.xml";

export async function openBook(source: ByteSource): Promise<Book> {
  const zip = await openZip(source);
  try {
    if (!zip.has(WORKBOOK)) throw new Refusal("invalid", zip.has("content.xml") ? "sheets.ods" : "sheets.zip");
    return { zip, ...(await readWorkbook(zip)) };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** Where a relation's target lies in the file. */
const partOf = (target: string) => (target.startsWith("/") ? target.slice(1) : `xl/${target}`);

async function readWorkbook(zip: Zip): Promise<Omit<Book, "zip">> {
  const named: { name: string; relation: string }[] = [];
  let is1904 = false;
  await hearAll(await zip.open(WORKBOOK), {
    open: (name, at) => {
      if (name === "sheet") named.push({ name: at.name ?? "", relation: relationOf(at) });
      if (name === "workbookPr") is1904 = at.date1904 === "1" || at.date1904 === "true";
    },
  });
  const targets = new Map<string, string>();
  await hearAll(await zip.open("xl/_rels/workbook.xml.rels"), {
    open: (name, at) => {
      if (name === "Relationship" && (at.Type ?? "").endsWith("/worksheet")) targets.set(at.Id ?? "", partOf(at.Target ?? ""));
    },
  });
  const sheets = named.flatMap(({ name, relation }) => {
    const part = targets.get(relation);
    return part && zip.has(part) ? [{ name, part }] : [];
  });
  if (sheets.length === 0) throw new Refusal("invalid", "sheets.xlsx-broken", { near: WORKBOOK });
  return { sheets, is1904 };
}

/** `r:id`, whatever the prefix. */
function relationOf(attributes: Record<string, string>): string {
  return Object.entries(attributes).find(([name]) => /:id$/i.test(name))?.[1] ?? "";
}

/** Which of the cell styles show a date, by their number. */
export async function readDateStyles(zip: Zip): Promise<boolean[]> {
  if (!zip.has("xl/styles.xml")) return [];
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let inStyles = false;
  await hearAll(await zip.open("xl/styles.xml"), {
    open: (name, at) => {
      if (name === "numFmt") codes.set(Number(at.numFmtId), at.formatCode ?? "");
      if (name === "cellXfs") inStyles = true;
      if (name === "xf" && inStyles) styles.push(isDateFormat(Number(at.numFmtId ?? 0), codes.get(Number(at.numFmtId ?? 0))));
    },
    close: (name) => {
      if (name === "cellXfs") inStyles = false;
    },
  });
  return styles;
}

/** Adds the texts that cells name by number; what shows how to pronounce them is left out. */
export async function readStrings(zip: Zip, strings: PackedStrings): Promise<void> {
  if (!zip.has("xl/sharedStrings.xml")) return;
  let text = "";
  let isText = false;
  let isSound = false;
  const ears = {
    open: (name: string) => {
      if (name === "si") text = "";
      else if (name === "rPh") isSound = true;
      else if (name === "t") isText = !isSound;
    },
    text: (piece: string) => {
      if (!isText) return;
      text += piece;
      if (text.length > MOST_CHARACTERS) throw new Refusal("invalid", "sheets.text-too-long", { most: MOST_CHARACTERS });
    },
    close: (name: string) => {
      if (name === "t") isText = false;
      else if (name === "rPh") isSound = false;
      else if (name === "si") strings.add(unescaped(text));
    },
  };
  for await (const _ of hearXml(await zip.open("xl/sharedStrings.xml"), ears));
}

/** `_x000D_` is how a spreadsheet writes characters that XML has no place for. */
export function unescaped(text: string): string {
  return text.includes("_x")
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}
