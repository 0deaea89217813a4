import { pinyin } from "pinyin-pro";

/** A word of a question: the terms of any one of these sets, all of them, make it fit. */
export type WordMatch = readonly (readonly string[])[];

const HAN = /\p{Script=Han}/u;
const RUNS = /\p{Script=Han}+|[\p{L}\p{N}]+/gu;
/** Marks terms made of pinyin initials, so that they never meet letters that were written. */
const INITIAL = "~";
const MAX_TERMS = 400;

const fold = (text: string) => text.normalize("NFKC").toLowerCase();
const runsOf = (text: string) =>
  fold(text)
    .match(/\p{Script=Han}+|[^\s\p{Script=Han}]+/gu)
    ?.flatMap((part) => part.match(RUNS) ?? []) ?? [];

function grams(chars: readonly string[], size: number): string[] {
  return chars.slice(0, Math.max(0, chars.length - size + 1)).map((_, at) => chars.slice(at, at + size).join(""));
}

/** The first letter of each character's reading, `柳岸` → `["l", "a"]`; what has no reading is left out. */
export function initialsOf(text: string): string[] {
  const han = [...fold(text)].filter((char) => HAN.test(char)).join("");
  if (han === "") return [];
  return pinyin(han, { pattern: "first", toneType: "none", type: "array" }).filter((letter) => /^[a-z]$/.test(letter));
}

/**
 * What a text is found by: each character, each pair, of letters and digits also each three, and of the pinyin initials the
 * first, each pair and each three.
 * Equality is all that an index answers under row-level security.
 */
export function searchTerms(...texts: readonly string[]): string[] {
  const terms = new Set<string>();
  for (const text of texts) {
    for (const run of runsOf(text)) {
      const chars = [...run];
      for (const term of [...chars, ...grams(chars, 2), ...(HAN.test(run) ? [] : grams(chars, 3))]) terms.add(term);
    }
    const initials = initialsOf(text);
    if (initials[0]) terms.add(INITIAL + initials[0]);
    for (const term of [...grams(initials, 2), ...grams(initials, 3)]) terms.add(INITIAL + term);
  }
  return [...terms].slice(0, MAX_TERMS);
}

/** The longest terms that a text with this run must have: pairs of characters, threes of letters and digits. */
const asWritten = (chars: readonly string[], isHan: boolean) => grams(chars, Math.min(chars.length, isHan ? 2 : 3));

function initialTerms(letters: readonly string[]): string[] {
  return grams(letters, Math.min(letters.length, 3)).map((term) => INITIAL + term);
}

/** The words of a question, every one of which must fit; letters fit as written or as initials. Empty where nothing can be searched for. */
export function queryTerms(question: string): WordMatch[] {
  return runsOf(question).map((run) => {
    const chars = [...run];
    const written = [...new Set(asWritten(chars, HAN.test(run)))];
    return /^[a-z]+$/.test(run) ? [written, [...new Set(initialTerms(chars))]] : [written];
  });
}
