/** What fills the gaps of a sentence. */
export type Values = Readonly<Record<string, unknown>>;

/** The form for a count, out of `one|many`: `1 group`, `2 groups`, `1.5 k groups`. */
export function formFor(count: unknown, forms: string): string {
  const [one = "", many = one] = forms.split("|");
  return String(count) === "1" ? one : many;
}

/** Gaps that hold the name of something, though it is a number: 60020. */
const named = new Set(["code", "errcode", "version"]);

/** A number is a count, `3,312`, unless its gap holds names. */
export function written(value: unknown, gap: string): string {
  return typeof value === "number" && !named.has(gap) ? value.toLocaleString("en-US") : String(value ?? "");
}

/** Fills `{{name}}`, and `{{count, group|groups}}` with the form that goes with the count. */
export function fill(sentence: string, values: Values = {}): string {
  return sentence.replace(/\{\{(\w+)(?:,\s*([^}]*))?\}\}/g, (_, name: string, forms?: string) => {
    const value = values[name];
    return forms === undefined ? written(value, name) : formFor(value ?? "", forms);
  });
}
