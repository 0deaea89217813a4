import type { Tone } from "../../../web/ui/chip.tsx";
import type { Code, CodeGroup } from "../codes.contract.ts";

export const codeTones: Record<Code["status"], Tone> = { making: "warn", live: "good", failed: "bad", gone: "plain" };
/** Of a group in a code. */
export const standingTones: Record<CodeGroup["standing"], Tone> = { open: "good", waiting: "plain", full: "warn" };
