import i18next from "i18next";
import { joint } from "../../../web/i18n/joint.ts";
import { callEndpoint } from "../../../web/api.ts";
import type { BrandState } from "../../../web/brand-state.ts";
import type { PaletteSource } from "../../../web/ui/command-palette.tsx";
import { listGroupsEndpoint } from "../group-list.contract.ts";

const SHOWN = 6;

/** Finds groups by name, code or owner in ⌘K. */
export function groupPalette(brand: BrandState): PaletteSource | null {
  if (!brand.can("groups.read")) return null;
  return {
    key: "groups",
    title: i18next.t("groups:title"),
    search: async (q, signal) => {
      const { items } = await callEndpoint(listGroupsEndpoint, { q, limit: SHOWN }, { signal });
      return items.map((group) => ({
        key: group.id,
        title: group.name,
        note: [group.orgPath, group.code].filter(Boolean).join(joint("parts")),
        icon: "groups" as const,
        to: `groups/${group.id}`,
      }));
    },
  };
}
