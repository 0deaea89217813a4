/** A hundred million yuan: more is a mistake. */
const MOST_FEN = 10_000_000_000;

const MARKS = /[¥$€£]|rmb|cny|usd|hk\$|元|圆|块/gi;
const PLAIN = /^\d+(?:\.\d+)?$/;
const GROUPED = /^\d{1,3}(?:([,.' ])\d{3})(?:\1\d{3})*(?:[.,]\d+)?$/;
const COMMA = /^\d+,\d{1,2}$/;

/** The number a text writes with thousands marks and a decimal mark of whatever country; null where it is none. */
function plainNumber(text: string): string | null {
  if (PLAIN.test(text)) return text;
  if (COMMA.test(text)) return text.replace(",", ".");
  const mark = GROUPED.exec(text)?.[1];
  if (mark === undefined) return null;
  const decimal = mark === "." ? /,/ : mark === "," ? /\./ : /[.,]/;
  const bare = text.split(mark).join("").replace(decimal, ".");
  return PLAIN.test(bare) ? bare : null;
}

/**
 * An amount in fen as people write it: `¥1,234.50`, `1,234`, `(12.00)`, `１２．５元`, `-3`, `1.2万`; null where it is none. `unitFen` is
 * how many fen one unit of the file is; what is finer than a fen is rounded.
 */
export function readFen(cell: string, unitFen: number): number | null {
  const text = cell.normalize("NFKC").replace(MARKS, "").replaceAll("−", "-").trim();
  const parts = /^([-(]?)\s*([-]?)\s*([\d.,' ]*\d)\s*(万?)\s*(\)?)$/.exec(text);
  if (!parts) return null;
  const [, sign, inner, digits = "", wan, close] = parts;
  if ((sign === "(") !== (close === ")")) return null;
  const number = plainNumber(digits.trim());
  if (number === null) return null;
  const fen = Math.round(Number((Number(number) * unitFen * (wan ? 10_000 : 1)).toPrecision(15)));
  if (fen > MOST_FEN) return null;
  return (sign || inner) && fen > 0 ? -fen : fen;
}

/** `3`, `3.0`, `3 件`; null where it is no whole number from 1 on. */
export function readCount(cell: string): number | null {
  const match = /^(\d{1,7})(?:\.0+)?\s*\p{L}{0,2}$/u.exec(cell.normalize("NFKC").trim());
  const count = Number(match?.[1] ?? 0);
  return count >= 1 && count <= 1_000_000 ? count : null;
}

const yes = new Set(["是", "y", "yes", "true", "1", "同意", "接受", "√", "✓", "有"]);
const no = new Set(["否", "n", "no", "false", "0", "不同意", "拒绝", "×", "无", "没有"]);

export function readYes(cell: string): boolean | null {
  const word = cell.normalize("NFKC").trim().toLowerCase();
  return yes.has(word) ? true : no.has(word) ? false : null;
}
