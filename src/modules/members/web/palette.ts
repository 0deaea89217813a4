import i18next from "i18next";
import { callEndpoint } from "../../../web/api.ts";
import type { BrandState } from "../../../web/brand-state.ts";
import type { PaletteSource } from "../../../web/ui/command-palette.tsx";
import { listMembersEndpoint } from "../members.contract.ts";

/** ⌘K finds members by name, initials or the tail of a phone number. */
export function memberPalette(brand: BrandState): PaletteSource | null {
  if (!brand.can("members.read")) return null;
  return {
    key: "members",
    title: i18next.t("members:title"),
    search: async (q, signal) => {
      const { items } = await callEndpoint(listMembersEndpoint, { q, limit: 5 }, { signal });
      return items.map((one) => ({
        key: one.id,
        icon: "member" as const,
        title: one.name || one.nickname,
        note: one.phoneMasked ?? one.city,
        to: `members?id=${one.id}`,
      }));
    },
  };
}
