import { Suspense, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";
import type { SessionBrand } from "../../modules/brands/brands.contract.ts";
import type { BrandState } from "../brand-state.ts";
import { useBrand } from "../brand.tsx";
import { CommandPalette } from "../ui/command-palette.tsx";
import { returnFocus } from "../ui/focus-return.ts";
import type { PaletteSource } from "../ui/command-palette.tsx";
import { Toasts } from "../ui/toast.tsx";
import { BrandSwitch } from "./brand-switch.tsx";
import { HeldBar } from "./held-bar.tsx";
import { KeysSheet } from "./keys-sheet.tsx";
import { Navigation, sectionsFor } from "./navigation.tsx";
import { PageSkeleton } from "./page-frame.tsx";
import { paletteSources } from "./palette-sources.ts";
import { UserMenu } from "./user-menu.tsx";
import "./shell.css";
import "./narrow.css";

function usePalette(brand: BrandState): PaletteSource[] {
  const { t } = useTranslation(["shell", "ui"]);
  return useMemo(() => {
    const places = sectionsFor(brand).map(({ section, path }) => ({
      key: section.key,
      title: t(`shell:nav.${section.key}`),
      icon: section.icon,
      to: path,
    }));
    const pageSource: PaletteSource = {
      key: "pages",
      title: t("ui:palette.pages"),
      always: true,
      search: (q) => places.filter((place) => place.title.toLowerCase().includes(q.toLowerCase())),
    };
    return [pageSource, ...paletteSources.flatMap((make) => make(brand) ?? [])];
  }, [brand, t]);
}

/** Navigation at the left, the page at the right, and what floats over both. */
export function Shell({ brands }: { brands: SessionBrand[] }) {
  const { t } = useTranslation("shell");
  const brand = useBrand();
  const sources = usePalette(brand);
  useEffect(returnFocus, []);
  return (
    <div className="app">
      <a className="skip" href="#main">
        {t("skip")}
      </a>
      <aside className="nav">
        <BrandSwitch brands={brands} />
        <Navigation />
        <UserMenu />
      </aside>
      <main className="main" id="main" tabIndex={-1}>
        <HeldBar />
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </main>
      <CommandPalette sources={sources} />
      <KeysSheet />
      <Toasts />
    </div>
  );
}
