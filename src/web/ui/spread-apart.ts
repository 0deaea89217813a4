/** A line of 12 px letters with air. */
const LINE_PX = 16;

/** Places along one side, moved apart as little as possible so that each has its line of text, in the same order and within the side. */
export function spreadApart(places: readonly number[], length: number, gap = LINE_PX): number[] {
  const order = places.map((place, n) => ({ place, n })).toSorted((a, b) => a.place - b.place);
  let clusters: { from: number; size: number; members: typeof order }[] = [];
  for (const one of order) {
    clusters.push({ from: one.place - gap / 2, size: gap, members: [one] });
    for (let at = clusters.length - 1; at > 0; at--) {
      const [before, here] = [clusters[at - 1], clusters[at]];
      if (!before || !here || before.from + before.size <= here.from) break;
      const members = [...before.members, ...here.members];
      const middle = members.reduce((sum, member) => sum + member.place, 0) / members.length;
      clusters = [...clusters.slice(0, at - 1), { from: middle - (members.length * gap) / 2, size: members.length * gap, members }];
    }
  }
  return fit(clusters, places.length, length, gap);
}

/** Clusters kept within the side: down from the top, then up from the bottom. */
function fit(clusters: { from: number; size: number; members: { n: number }[] }[], count: number, length: number, gap: number): number[] {
  let top = -gap / 2;
  const froms = clusters.map((one) => {
    const from = Math.max(one.from, top);
    top = from + one.size;
    return from;
  });
  let bottom = Math.max(length + gap / 2, top > length + gap / 2 ? count * gap - gap / 2 : 0);
  const placed = Array.from({ length: count }, () => 0);
  for (let at = clusters.length - 1; at >= 0; at--) {
    const { members, size } = clusters[at] ?? { members: [], size: 0 };
    const from = Math.min(froms[at] ?? 0, bottom - size);
    bottom = from;
    for (const [k, { n }] of members.entries()) placed[n] = from + gap / 2 + k * gap;
  }
  return placed;
}
