import { useTranslation } from "react-i18next";
import { Chip, Legend } from "../../../web/ui/chip.tsx";
import type { Tone } from "../../../web/ui/chip.tsx";
import type { IconName } from "../../../web/ui/icons.tsx";
import type { ContentState } from "../approval.rules.ts";
import type { Direction, Format } from "../body.contract.ts";

/** One colour a direction, the same on every page. */
export const directionColors: Record<Direction, string> = { engage: "var(--c1)", convert: "var(--c2)", brand: "var(--c3)" };
export const formatIcons: Record<Format, IconName> = { text: "message", image: "image", link: "link" };
const tones: Record<ContentState, Tone> = { draft: "plain", pending: "warn", approved: "good", retired: "outline" };

export function StateChip({ state }: { state: ContentState }) {
  const { t } = useTranslation("contents");
  return (
    <Chip tone={tones[state]} dot={state === "approved"}>
      {t(`state.${state}`)}
    </Chip>
  );
}

export function DirectionLegend({ direction }: { direction: Direction }) {
  const { t } = useTranslation("contents");
  return <Legend color={directionColors[direction]}>{t(`direction.${direction}`)}</Legend>;
}
