/** A mainland mobile number as its 11 digits, other numbers as `+` and digits; null where it is none. */
export function normalizePhone(text: string): string | null {
  const digits = text.normalize("NFKC").replaceAll(/[\s\-()（）.]/g, "");
  const mainland = /^(?:\+?86)?(1[3-9]\d{9})$/.exec(digits);
  if (mainland) return mainland[1] ?? null;
  const other = /^\+?(\d{6,15})$/.exec(digits);
  return other ? `+${other[1]}` : null;
}

/** `138****2041`; of short numbers only the last two digits are shown. */
export function maskPhone(phone: string): string {
  if (/^1\d{10}$/.test(phone)) return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
  return `${phone.slice(0, 2)}****${phone.slice(-2)}`;
}

/** What a number is found by: its last four digits. */
export function phoneTerm(phone: string): string {
  return `#${phone.slice(-4)}`;
}
