const channel = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);

/** Relative luminance of `#rrggbb`, 0 to 1, as WCAG 2 defines it. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of white text on a colour, 1 to 21 (WCAG 2). */
export function contrastOfWhite(hex: string): number {
  return 1.05 / (luminance(hex) + 0.05);
}

/** What WCAG 2 asks of text of usual size. */
export const MIN_CONTRAST = 4.5;

/** The colour, darkened in steps of 2 % until white text on it can be read. */
export function darkenForWhiteText(hex: string): string {
  let color = hex.toLowerCase();
  while (contrastOfWhite(color) < MIN_CONTRAST) {
    color = `#${[1, 3, 5]
      .map((at) =>
        Math.floor(Number.parseInt(color.slice(at, at + 2), 16) * 0.98)
          .toString(16)
          .padStart(2, "0"),
      )
      .join("")}`;
  }
  return color;
}
