import { useGroupCount } from "../../modules/groups/web/use-group-count.ts";
import { useTaskCounts } from "../../modules/tasks/web/use-task-counts.ts";
import type { SectionKey } from "./sections.ts";

export interface Badge {
  section: SectionKey;
  /** A hook that answers the number beside the section, or undefined for none. */
  use: () => number | undefined;
  /** Red: only for what is late. */
  hot?: boolean;
}

/** The numbers in the navigation, one line each; every hook runs on every page. */
export const badges: Badge[] = [
  { section: "today", use: () => useTaskCounts()?.late, hot: true },
  { section: "groups", use: useGroupCount },
  { section: "reach", use: () => useTaskCounts()?.open },
];
