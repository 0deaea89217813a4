import { type RefObject, useEffect, useRef } from "react";

/**
 * The names of the places an element stands in, nearest first, as `data-place` gives them: one or more a place, of which the first is the
 * closest. What is drawn anew under the same name takes the focus over.
 */
export function placesOf(element: Element): string[] {
  const place = element.closest<HTMLElement>("[data-place]");
  if (!place) return [];
  return [...(place.dataset["place"] ?? "").split(" "), ...(place.parentElement ? placesOf(place.parentElement) : [])];
}

const focusable = "button:not(:disabled), a[href], input:not(:disabled), [tabindex='0']";

/** What stands now in the nearest of the places that is still there. */
export function findPlace(places: readonly string[]): HTMLElement | null {
  for (const name of places) {
    const place = document.querySelector<HTMLElement>(`[data-place~="${CSS.escape(name)}"]`);
    const heir = place?.matches(focusable) ? place : place?.querySelector<HTMLElement>(focusable);
    if (heir) return heir;
  }
  return null;
}

/** Keeps the focus in a box whose parts come and go: where the one that had it is gone, what stands in its place has it. */
export function useKeptFocus<T extends HTMLElement>(): RefObject<T | null> {
  const box = useRef<T>(null);
  const last = useRef<{ element: HTMLElement; places: string[] } | null>(null);
  useEffect(() => {
    const node = box.current;
    const enter = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement) last.current = { element: target, places: placesOf(target) };
    };
    // What is taken out of the page while it has the focus did not give it away.
    const leave = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        if (target instanceof HTMLElement && target.isConnected) last.current = null;
      });
    node?.addEventListener("focusin", enter);
    node?.addEventListener("focusout", leave);
    return () => {
      node?.removeEventListener("focusin", enter);
      node?.removeEventListener("focusout", leave);
    };
  }, []);
  useEffect(() => {
    const was = last.current;
    if (was && !was.element.isConnected && document.activeElement === document.body) findPlace(was.places)?.focus({ preventScroll: true });
  });
  return box;
}
