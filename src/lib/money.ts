/**
 * Shares `totalFen` over `weights` so that the parts are integers and add up to it exactly: each part is floored, and the
 * fen left over go to the largest remainders, the earlier one first among equals. All weights zero: shared evenly.
 */
export function allocateFen(totalFen: number, weights: readonly number[]): number[] {
  if (weights.length === 0) return [];
  const sum = weights.reduce((a, b) => a + b, 0);
  const even = sum === 0;
  const exact = weights.map((w) => (even ? totalFen / weights.length : (totalFen * w) / sum));
  const parts = exact.map(Math.floor);
  let left = totalFen - parts.reduce((a, b) => a + b, 0);
  const order = exact.map((e, i) => ({ i, rest: e - Math.floor(e) })).sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (let k = 0; left > 0; k = (k + 1) % order.length, left--) {
    const i = order[k]?.i ?? 0;
    parts[i] = (parts[i] ?? 0) + 1;
  }
  return parts;
}

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
