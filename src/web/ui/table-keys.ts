import type { KeyboardEvent } from "react";
import type { Selection } from "./use-selection.ts";

const steps: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

function focusOn(row: Element | null): void {
  if (row instanceof HTMLElement) row.focus();
}

/** Walks the rows of a `tbody`, and selects the one in focus. */
export function useTableKeys(selection: Selection | undefined) {
  return (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const row = event.target;
    if (!(row instanceof HTMLTableRowElement) || event.metaKey || event.ctrlKey || event.altKey) return;
    const step = steps[event.key];
    if (step !== undefined) {
      focusOn(step > 0 ? row.nextElementSibling : row.previousElementSibling);
      event.preventDefault();
    } else if (event.key === "x" && selection && row.dataset["key"]) {
      selection.toggle(row.dataset["key"]);
      event.preventDefault();
    }
  };
}
