/** Brings the chosen of some tabs or views into sight where there is not room for all. */
export function showChosen(list: HTMLElement | null): void {
  const chosen = list?.querySelector<HTMLElement>("[aria-selected=true], [aria-checked=true]");
  if (!list || !chosen) return;
  for (let box: HTMLElement | null = list; box && box.scrollWidth >= box.clientWidth; box = box.parentElement) {
    if (box.scrollWidth > box.clientWidth) {
      const [outer, inner] = [box.getBoundingClientRect(), chosen.getBoundingClientRect()];
      box.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
      return;
    }
  }
}
