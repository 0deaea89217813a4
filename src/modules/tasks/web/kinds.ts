import type { IconName } from "../../../web/ui/icons.tsx";
import type { TaskKind } from "../tasks.contract.ts";

export const kindIcons: Record<TaskKind, IconName> = {
  send: "send",
  reply: "message",
  review: "image",
  duty: "calendar",
  check: "help",
  other: "flag",
};
