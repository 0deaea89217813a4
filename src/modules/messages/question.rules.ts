/** Words that ask something: a question mark, or a Chinese particle or word of asking at the end. */
export function looksLikeQuestion(text: string): boolean {
  const words = text.trim();
  return /[?？]/.test(words) || /(吗|呢|么|不|没有|多少|怎么|哪里|哪儿|几点|啥)[。.!！~～\s]*$/.test(words);
}
