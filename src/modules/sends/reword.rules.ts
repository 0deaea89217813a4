import type { ContentBody } from "../contents/body.contract.ts";

export type Rewording =
  | { verdict: "same" }
  | { verdict: "refuse"; reason: "nothing-to-say" }
  | { verdict: "change"; body: ContentBody; draftedText: string | null };

/** What a delivery says after its person changed the words; the first words are kept as long as they differ from those that leave. */
export function decideRewording(facts: { body: ContentBody; draftedText: string | null; text: string | null }): Rewording {
  const { body } = facts;
  const first = facts.draftedText ?? body.text;
  const text = facts.text ?? first;
  if (text === body.text) return { verdict: "same" };
  if (text === "" && body.format === "text") return { verdict: "refuse", reason: "nothing-to-say" };
  return { verdict: "change", body: { ...body, text }, draftedText: text === first ? null : first };
}
