/** Where a function is highest, and how high. */
export interface Maximum {
  point: readonly number[];
  value: number;
}

/** Points are done with when the corners lie this close. */
const CLOSE = 1e-6;
const MOST_LOOKS = 1_500;

/** The search for a maximum: it yields points, is told the value at each, and ends with the best it saw. */
export type Search = Generator<readonly number[], Maximum, number>;

const between = (a: readonly number[], b: readonly number[], share: number) => a.map((from, i) => from + ((b[i] ?? 0) - from) * share);

const spreadOf = (corners: readonly Maximum[]) =>
  Math.max(
    ...(corners[0]?.point ?? []).map((_, i) => {
      const along = corners.map((corner) => corner.point[i] ?? 0);
      return Math.max(...along) - Math.min(...along);
    }),
  );

function* look(point: readonly number[]): Search {
  const value = yield point;
  return { point, value: Number.isNaN(value) ? -Infinity : value };
}

/** A corner in place of the worst: mirrored, further out or drawn in; none where all of these are worse. */
function* replace(corners: readonly Maximum[], worst: Maximum): Generator<readonly number[], Maximum | undefined, number> {
  const others = corners.slice(0, -1);
  const [best, second] = [others[0] ?? worst, others.at(-1) ?? worst];
  const middle = best.point.map((_, i) => others.reduce((sum, one) => sum + (one.point[i] ?? 0), 0) / others.length);
  const mirrored = yield* look(between(middle, worst.point, -1));
  if (mirrored.value > best.value) {
    const further = yield* look(between(middle, worst.point, -2));
    return further.value > mirrored.value ? further : mirrored;
  }
  if (mirrored.value > second.value) return mirrored;
  const drawnIn = yield* look(between(middle, mirrored.value > worst.value ? mirrored.point : worst.point, 0.5));
  return drawnIn.value > Math.max(mirrored.value, worst.value) ? drawnIn : undefined;
}

/** The simplex of Nelder and Mead (1965), `step` wide at first. The function may be −∞ or no number where it is not known. */
export function* climb(start: readonly number[], step: number): Search {
  let corners: Maximum[] = [yield* look(start)];
  for (const i of start.keys()) corners.push(yield* look(start.map((at, j) => (i === j ? at + step : at))));
  for (let looks = corners.length; looks < MOST_LOOKS; looks++) {
    corners = corners.toSorted((a, b) => b.value - a.value);
    const [best, worst] = [corners[0], corners.at(-1)];
    if (!best || !worst || spreadOf(corners) < CLOSE) break;
    const better = yield* replace(corners, worst);
    if (better) corners = [...corners.slice(0, -1), better];
    else {
      const shrunk: Maximum[] = [best];
      for (const corner of corners.slice(1)) shrunk.push(yield* look(between(best.point, corner.point, 0.5)));
      corners = shrunk;
    }
  }
  return corners.reduce((best, one) => (one.value > best.value ? one : best));
}
