import { contentPalette } from "../../modules/contents/web/content-palette.ts";
import { groupPalette } from "../../modules/groups/web/group-palette.ts";
import { memberPalette } from "../../modules/members/web/palette.ts";
import type { BrandState } from "../brand-state.ts";
import type { PaletteSource } from "../ui/command-palette.tsx";

/** What ⌘K finds besides pages, one line each; a source a person may not read is left out by answering null. */
export const paletteSources: ((brand: BrandState) => PaletteSource | null)[] = [groupPalette, memberPalette, contentPalette];
