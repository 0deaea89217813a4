import type { Level } from "../../../web/ui/stage-chip.tsx";

const levels: readonly Level[] = [1, 2, 3, 4, 5];

/** A stage as the chip draws it. */
export function levelOf(stage: number | null): Level | undefined {
  return levels.find((level) => level === stage);
}
