import { useTranslation } from "react-i18next";
import { Chip, type Tone } from "../../../web/ui/chip.tsx";
import type { ConnectionState } from "../connections.contract.ts";

const tones: Record<ConnectionState, Tone> = { unchecked: "plain", ready: "good", faulty: "bad", off: "plain" };

export function StateChip({ state }: { state: ConnectionState }) {
  const { t } = useTranslation("connections");
  return <Chip tone={tones[state]}>{t(`states.${state}`)}</Chip>;
}
