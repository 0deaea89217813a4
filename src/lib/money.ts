/** `¥1,234.50` */
export function formatFen(fen: number): string {
  const sign = fen < 0 ? "−" : "";
  const abs = Math.abs(fen);
  const yuan = Math.floor(abs / 100).toLocaleString("en-US");
  return `${sign}¥${yuan}.${String(abs % 100).padStart(2, "0")}`;
}

/** Reads `1,234.5`, `¥29.90`, `-3`; answers null where it is not an amount with at most two decimals. */
export function parseFen(text: string): number | null {
  const match = /^\s*([-−]?)\s*[¥￥]?\s*([-−]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?\s*元?\s*$/.exec(text);
  if (!match) return null;
  const [, sign1, sign2, whole = "", frac = ""] = match;
  const fen = Number(whole.replaceAll(",", "")) * 100 + Number(frac.padEnd(2, "0"));
  return sign1 || sign2 ? -fen : fen;
}
