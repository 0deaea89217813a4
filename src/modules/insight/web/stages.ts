import type { TFunction } from "i18next";
import type { Level } from "../../../web/ui/stage-chip.tsx";

/** 1–5 as the kit's level; anything else is the first. */
export function levelOf(stage: number): Level {
  return stage === 2 || stage === 3 || stage === 4 || stage === 5 ? stage : 1;
}

export function stageName(t: TFunction<"insight">, stage: number): string {
  return t(`stage.${levelOf(stage)}`);
}
