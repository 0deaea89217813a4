import { Suspense } from "react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";
import { useBrand } from "../brand.tsx";
import { EmptyState } from "../ui/states.tsx";
import { RowsSkeleton } from "../ui/skeleton.tsx";
import type { PageEntry } from "./pages.ts";
import { pages } from "./pages.ts";
import { sections } from "./sections.ts";

/** While a page's part of the program is fetched: its bar and rows. */
export function PageSkeleton() {
  return (
    <>
      <header className="top" aria-busy>
        <span className="skb" style={{ width: 96 }} />
      </header>
      <div className="page">
        <RowsSkeleton rows={8} />
      </div>
    </>
  );
}

/** A page of the list, once the person may see it. */
export function PageFrame({ page, Shown }: { page: PageEntry; Shown: ComponentType }) {
  const { t } = useTranslation("shell");
  const brand = useBrand();
  if (page.permission && !brand.can(page.permission)) {
    return (
      <div className="page">
        <EmptyState icon="lock" title={t("forbidden.title")} text={t("forbidden.why")} />
      </div>
    );
  }
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Shown />
    </Suspense>
  );
}

/** `/b/<brand>`: the first page of the navigation. */
export function BrandHome() {
  const { t } = useTranslation("shell");
  const brand = useBrand();
  const first = sections
    .map((section) => pages.find((page) => page.section === section.key && (!page.permission || brand.can(page.permission))))
    .find((page) => page !== undefined);
  if (first) return <Navigate to={`/b/${brand.slug}/${first.path}`} replace />;
  return (
    <div className="page">
      <EmptyState icon="lock" title={t("noPages.title")} text={t("noPages.why")} />
    </div>
  );
}
