import { useSearchParams } from "react-router";

export interface UrlState {
  /** Empty where it is not set. */
  get: (name: string) => string;
  /** Several values, joined by commas in the address. */
  list: (name: string) => string[];
  /** Empty takes the condition away; other conditions stay. Replaces the address, so Back leaves the page. */
  set: (changes: Record<string, string | readonly string[] | undefined>) => void;
  clear: (...names: string[]) => void;
}

/** Filters, sort, tab and view of a page, kept in the address so that a link shows the same. */
export function useUrlState(): UrlState {
  const [params, setParams] = useSearchParams();
  const set: UrlState["set"] = (changes) => {
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          const text = typeof value === "object" ? value.join(",") : (value ?? "");
          if (text) next.set(name, text);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  };
  return {
    get: (name) => params.get(name) ?? "",
    list: (name) => (params.get(name) ?? "").split(",").filter(Boolean),
    set,
    clear: (...names) => set(Object.fromEntries(names.map((name) => [name, ""]))),
  };
}
