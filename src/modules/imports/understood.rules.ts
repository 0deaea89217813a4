import { readCount, readFen, readYes } from "./amount.rules.ts";
import { type FieldKey, shapeOf } from "./fields.contract.ts";
import type { ImportOptions } from "./options.contract.ts";
import { hasLostDigits, plainPhone } from "./reading.rules.ts";
import { dayText, readWhen, type When } from "./when.rules.ts";

const two = (n: number) => String(n).padStart(2, "0");

function clockText(second: number): string {
  const [h, m, s] = [Math.floor(second / 3_600), Math.floor(second / 60) % 60, second % 60];
  return s === 0 ? `${two(h)}:${two(m)}` : `${two(h)}:${two(m)}:${two(s)}`;
}

function whenText(when: When | null, isDay: boolean): string | null {
  if (!when) return null;
  if (when.kind === "instant") return `${new Date(when.ms).toISOString().slice(0, 19).replace("T", " ")} UTC`;
  return isDay || !when.hasClock ? dayText(when) : `${dayText(when)} ${clockText(when.secondOfDay)}`;
}

function fenText(fen: number | null): string | null {
  return fen === null ? null : (fen / 100).toLocaleString("en-US", { minimumFractionDigits: 2 });
}

const unitFen = ({ unit, rate }: ImportOptions) => (unit === "major" ? 100 : 1) * rate;

function yesText(yes: boolean | null): string | null {
  if (yes === null) return null;
  return yes ? "✓" : "✗";
}

function wordsOf(field: FieldKey, text: string): string | null {
  if (hasLostDigits(field, text)) return null;
  if (shapeOf[field] !== "phone") return text;
  return plainPhone(text).replaceAll(/[\s\-()]/g, "");
}

/** A cell as it will be understood, in the plainest way to write it; null where it cannot be. */
export function understood(field: FieldKey, cell: string, options: ImportOptions): string | null {
  const text = cell.trim();
  if (text === "") return "";
  const shape = shapeOf[field];
  if (shape === "money") return fenText(readFen(text, unitFen(options)));
  if (shape === "moment" || shape === "day") return whenText(readWhen(text, options.dayOrders[field]), shape === "day");
  if (shape === "count") return readCount(text)?.toString() ?? null;
  if (shape === "yes") return yesText(readYes(text));
  return wordsOf(field, text);
}
