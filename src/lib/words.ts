/** What fills the gaps of a sentence. */
export type Values = Readonly<Record<string, unknown>>;

/** The form for a count, out of `one|many`: `1 group`, `2 groups`, `1.5 k groups`. */
export function formFor(count: unknown, forms: string): string {
  const [one = "", many = one] = forms.split("|");
  return String(count) === "1" ? one : many;
}

/** Fills `{{name}}`, and `{{count, group|groups}}` with the form that goes with the count. */
export function fill(sentence: string, values: Values = {}): string {
  return sentence.replace(/\{\{(\w+)(?:,\s*([^}]*))?\}\}/g, (_, name: string, forms?: string) => {
    const value = values[name] ?? "";
    if (forms !== undefined) return formFor(value, forms);
    return typeof value === "number" ? value.toLocaleString("en-US") : String(value);
  });
}
