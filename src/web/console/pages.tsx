import type { ComponentType } from "react";
import type { SectionKey } from "./sections.ts";

export interface PageEntry {
  /** Below `/b/<brand>/`; `:name` parts are read with `useParams`. The first page of a section is where its navigation row leads. */
  path: string;
  section: SectionKey;
  /** What the person must hold to see it; every staff member when left out. */
  permission?: string;
  load: () => Promise<ComponentType>;
}

/** Every page of the console, one line each. */
export const pages: PageEntry[] = [];
