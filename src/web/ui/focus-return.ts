import { findPlace, placesOf } from "./kept-focus.ts";
import { isDialogOpen } from "./use-keys.ts";

const floating = ".ant-modal-root, [role=dialog], .ant-popover, .ant-dropdown, .toasts";

let outside: HTMLElement | null = null;
let places: string[] = [];
/** The last thing that had the focus floated. */
let isInside = false;

/** Where the focus was before something began to float over the page, or what stands in its place now. */
export function lastOutside(): HTMLElement | null {
  return outside?.isConnected ? outside : findPlace(places);
}

/** Leads the focus back to where it was when a dialog goes away with the focus in it; answers how to stop. */
export function returnFocus(): () => void {
  const remember = (event: FocusEvent) => {
    if (!(event.target instanceof HTMLElement)) return;
    isInside = event.target.closest(floating) !== null;
    if (isInside) return;
    outside = event.target;
    places = placesOf(outside);
  };
  const observer = new MutationObserver((changes) => {
    const isGone = changes.some((change) => change.removedNodes.length > 0);
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (isGone && isLost && isInside && !isDialogOpen()) lastOutside()?.focus({ preventScroll: true });
  });
  document.addEventListener("focusin", remember);
  observer.observe(document.body, { childList: true });
  return () => {
    document.removeEventListener("focusin", remember);
    observer.disconnect();
  };
}
