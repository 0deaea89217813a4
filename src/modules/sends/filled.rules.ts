import type { ContentBody } from "../contents/body.contract.ts";

const TOKEN = /\{([^{}\s]{1,12})\}/g;

export interface FilledPart {
  text: string;
  /** The variable this part was filled from, null for words that every group gets. */
  variable: string | null;
}

const literal = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Where the variables of a template stand in the text that was made from it; the whole text as one part where the two do not fit. */
export function findFilled(template: string, filled: string): FilledPart[] {
  const names: string[] = [];
  let pattern = "^";
  let from = 0;
  for (const match of template.matchAll(TOKEN)) {
    pattern += `(${literal(template.slice(from, match.index))})([\\s\\S]*?)`;
    names.push(match[1] ?? "");
    from = match.index + match[0].length;
  }
  const found = new RegExp(`${pattern}(${literal(template.slice(from))})$`).exec(filled);
  if (!found || names.length === 0) return [{ text: filled, variable: null }];
  const parts = found.slice(1).map((text, n) => ({ text, variable: n % 2 === 1 ? (names[(n - 1) / 2] ?? null) : null }));
  return parts.filter((part) => part.text !== "").map((part) => (part.text === `{${part.variable}}` ? { ...part, variable: null } : part));
}

/** What goes onto the clipboard for one group: the text, and a card's title and address under it. */
export function wordsToCopy(body: ContentBody): string {
  const lines = body.format === "link" ? [body.text, body.title, body.url] : [body.text];
  return lines.filter(Boolean).join("\n");
}
