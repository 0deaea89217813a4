import { useSyncExternalStore } from "react";

function onResize(notify: () => void): () => void {
  globalThis.addEventListener("resize", notify);
  return () => globalThis.removeEventListener("resize", notify);
}

/** The width of the window in px. */
export function useWindowWidth(): number {
  return useSyncExternalStore(onResize, () => globalThis.innerWidth);
}
