import { queryTerms, searchTerms, type WordMatch } from "../../lib/search-terms.ts";
import { phoneTerm } from "./phone-number.rules.ts";

/** Everything a member is found by: nickname, name, the tail of the phone number. */
export function termsOf(member: { nickname: string; name?: string; phone?: string | null }): string[] {
  const terms = searchTerms(member.nickname, member.name ?? "");
  return member.phone ? [...terms, phoneTerm(member.phone)] : terms;
}

const LONGEST_TAIL = 11;

/** The words of a question; digits also fit as the tail of a phone number. */
export function memberQuery(question: string): WordMatch[] {
  const digits = question.normalize("NFKC").replaceAll(/[\s-]/g, "");
  if (/^\d{4,}$/.test(digits) && digits.length <= LONGEST_TAIL) {
    const written = queryTerms(digits);
    return [[...(written[0] ?? []), [phoneTerm(digits)]]];
  }
  return queryTerms(question);
}

/** The digits of a question that can only be a phone number's tail of more than its term says. */
export function phoneTail(question: string): string | null {
  const digits = question.normalize("NFKC").replaceAll(/[\s-]/g, "");
  return /^\d{5,11}$/.test(digits) ? digits : null;
}
