const moves = ["wheel", "touchmove", "keydown", "pointerdown"] as const;

/** As a `ref`: what somebody was led here for is brought into sight, and kept there while the page above it fills, until he moves it himself. */
export function intoSight(element: HTMLElement | null): (() => void) | undefined {
  if (!element) return undefined;
  const watch = new ResizeObserver(() => element.scrollIntoView({ block: "center" }));
  for (let around: Element | null = element; around; around = around.parentElement) watch.observe(around);
  const end = new AbortController();
  const leave = () => {
    watch.disconnect();
    end.abort();
  };
  for (const move of moves) document.addEventListener(move, leave, { signal: end.signal, passive: true });
  return leave;
}
