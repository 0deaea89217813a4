/** The form of JSON, without its values: for comparing our answers with samples of the platform. */
export type Shape = string | { [key: string]: Shape } | { each: Shape };

const NOTHING = "nothing";

/** Rows of a list may leave fields out: the form of a list is that of all its rows together; an empty one says nothing. */
function merged(all: readonly Shape[]): Shape {
  const shapes = all.filter((shape) => shape !== NOTHING);
  if (shapes.length === 0) return NOTHING;
  if (shapes.some((shape) => typeof shape === "string"))
    return [...new Set(shapes.map((shape) => (typeof shape === "string" ? shape : "object")))].join("|");
  const keys = new Set(shapes.flatMap((shape) => Object.keys(shape)));
  return Object.fromEntries(
    [...keys].map((key) => [key, merged(shapes.flatMap((shape) => (typeof shape === "string" ? [] : (Reflect.get(shape, key) ?? []))))]),
  );
}

export function shapeOf(value: unknown): Shape {
  if (Array.isArray(value)) return { each: merged(value.map(shapeOf)) };
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]));
  return typeof value;
}

/** Where two forms differ, as paths: `-` only in the sample, `+` only in ours, `≠` of another type. */
export function differences(sample: Shape, ours: Shape, path = ""): string[] {
  if (typeof sample === "string" || typeof ours === "string") return JSON.stringify(sample) === JSON.stringify(ours) ? [] : [`≠ ${path}`];
  const keys = new Set([...Object.keys(sample), ...Object.keys(ours)]);
  return [...keys].toSorted().flatMap((key) => {
    const [theirs, own]: (Shape | undefined)[] = [Reflect.get(sample, key), Reflect.get(ours, key)];
    const here = key === "each" ? `${path}[]` : `${path}.${key}`;
    if (theirs === undefined) return [`+ ${here}`];
    return own === undefined ? [`- ${here}`] : differences(theirs, own, here);
  });
}
