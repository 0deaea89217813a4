import type { KeyboardEvent } from "react";

const ways: Record<string, readonly [number, number]> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
/** How much dearer it is to go aside than ahead. */
const ASIDE = 4;

const centre = (element: Element) => {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return [(left + right) / 2, (top + bottom) / 2] as const;
};

/** The arrow keys go from one `data-walk` of a box to the nearest in their direction, as they are laid out. */
export function walkByArrows(event: KeyboardEvent<HTMLElement>): void {
  const way = ways[event.key];
  if (!way || !(event.target instanceof HTMLElement) || event.target.dataset["walk"] === undefined) return;
  const [x, y] = centre(event.target);
  const found = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-walk]:not(:disabled)")].flatMap((element) => {
    const [toX, toY] = centre(element);
    const [dx, dy] = [toX - x, toY - y];
    const ahead = dx * way[0] + dy * way[1];
    return ahead > 1 ? [{ element, far: ahead + ASIDE * Math.abs(dx * way[1] + dy * way[0]) }] : [];
  });
  const nearest = found.toSorted((a, b) => a.far - b.far)[0];
  if (!nearest) return;
  event.preventDefault();
  nearest.element.focus();
}
