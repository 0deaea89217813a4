import i18next from "i18next";
import { callEndpoint } from "../../../web/api.ts";
import type { BrandState } from "../../../web/brand-state.ts";
import type { PaletteSource } from "../../../web/ui/command-palette.tsx";
import { listContentsEndpoint } from "../contents.contract.ts";
import { formatIcons } from "./labels.tsx";

/** Contents by name, words or initials. */
export function contentPalette(brand: BrandState): PaletteSource | null {
  if (!brand.can("contents.read")) return null;
  return {
    key: "contents",
    title: i18next.t("contents:noResult"),
    search: async (q, signal) => {
      const { items } = await callEndpoint(listContentsEndpoint, { q, limit: 5 }, { signal });
      return items.map((row) => ({
        key: row.id,
        title: row.name,
        note: i18next.t(`contents:state.${row.state}`),
        icon: formatIcons[row.format],
        to: `contents?open=${row.id}`,
      }));
    },
  };
}
