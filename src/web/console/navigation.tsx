import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { matchPath, useLocation } from "react-router";
import type { BrandState } from "../brand-state.ts";
import { useBrand } from "../brand.tsx";
import { formatCount } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { Link } from "../ui/link.tsx";
import { badges } from "./badges.ts";
import type { Badge } from "./badges.ts";
import { pages } from "./pages.ts";
import type { Section } from "./sections.ts";
import { sections } from "./sections.ts";

/** The sections a person has a page in, each with the path of its first one. */
export function sectionsFor(brand: BrandState): { section: Section; path: string }[] {
  return sections.flatMap((section) => {
    const page = pages.find(
      (one) => one.section === section.key && !one.path.includes(":") && (!one.permission || brand.can(one.permission)),
    );
    return page ? [{ section, path: page.path }] : [];
  });
}

function Count({ badge }: { badge: Badge }) {
  const { t } = useTranslation("shell");
  const count = badge.use();
  if (!count) return null;
  return (
    <span className={badge.hot ? "n hot" : "n"} title={badge.hot ? t("late", { count }) : undefined}>
      {formatCount(count)}
    </span>
  );
}

/** The section of the page that is open. */
function useCurrentSection(): string | undefined {
  const { pathname } = useLocation();
  return pages.find((page) => matchPath(`/b/:brand/${page.path}`, pathname))?.section;
}

export function Navigation() {
  const { t } = useTranslation("shell");
  const brand = useBrand();
  const current = useCurrentSection();
  const rows = sectionsFor(brand);
  return (
    <nav aria-label={t("nav.label")}>
      <ul>
        {rows.map(({ section, path }, n) => (
          <Fragment key={section.key}>
            {n > 0 && rows[n - 1]?.section.band !== section.band ? <li className="sep" aria-hidden /> : null}
            <li className={section.key === current ? "on" : undefined}>
              <Link to={path} title={t(`nav.${section.key}`)} aria-current={section.key === current ? "page" : undefined}>
                <Icon name={section.icon} />
                {t(`nav.${section.key}`)}
                {badges
                  .filter((badge) => badge.section === section.key)
                  .map((badge, at) => (
                    <Count key={at} badge={badge} />
                  ))}
              </Link>
            </li>
          </Fragment>
        ))}
      </ul>
    </nav>
  );
}
