import type { IconName } from "../ui/icons.tsx";

/** The navigation in the operator's words, in order; a section without a page the person may see is not drawn. */
export const sections = [
  { key: "today", icon: "today", band: 1 },
  { key: "groups", icon: "groups", band: 1 },
  { key: "members", icon: "member", band: 1 },
  { key: "contents", icon: "content", band: 1 },
  { key: "flows", icon: "flow", band: 1 },
  { key: "reach", icon: "send", band: 1 },
  { key: "insight", icon: "insight", band: 2 },
  { key: "settings", icon: "settings", band: 3 },
] as const satisfies readonly { key: string; icon: IconName; band: number }[];

export type Section = (typeof sections)[number];
export type SectionKey = Section["key"];
