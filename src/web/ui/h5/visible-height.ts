import { useLayoutEffect } from "react";

/** Keeps `--visible-height` at the height the keyboard leaves free, and the page from being pushed up by it. */
export function useVisibleHeight(): void {
  useLayoutEffect(() => {
    const port = window.visualViewport;
    if (!port) return;
    const root = document.documentElement;
    const follow = () => {
      root.style.setProperty("--visible-height", `${port.height}px`);
      if (port.scale === 1) window.scrollTo(0, 0);
    };
    follow();
    port.addEventListener("resize", follow);
    return () => {
      port.removeEventListener("resize", follow);
      root.style.removeProperty("--visible-height");
    };
  }, []);
}
