/** Two columns closer than this crowd each other out. */
export const CLASH_MINUTES = 15;

export interface Slot {
  columnId: string;
  /** 1 Monday … 7 Sunday. */
  weekday: number;
  /** Minutes since midnight on the brand's clock. */
  minute: number;
}

export interface SlotClash {
  weekday: number;
  first: Slot;
  second: Slot;
}

/** Neighbouring slots of one weekday that stand closer than `CLASH_MINUTES`. */
export function findSlotClashes(slots: readonly Slot[]): SlotClash[] {
  const sorted = [...slots].sort((a, b) => a.weekday - b.weekday || a.minute - b.minute || a.columnId.localeCompare(b.columnId));
  return sorted.flatMap((second, n) => {
    const first = sorted[n - 1];
    const isClose = first && first.weekday === second.weekday && second.minute - first.minute < CLASH_MINUTES;
    return isClose ? [{ weekday: second.weekday, first, second }] : [];
  });
}

/** Slots of the week without an issue that can be sent, of those still to come. */
export function countGaps(cells: readonly { hasContent: boolean; isPast: boolean }[]): number {
  return cells.filter((cell) => !cell.hasContent && !cell.isPast).length;
}
