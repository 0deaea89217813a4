import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./icons.tsx";
import { Kbd } from "./kbd.tsx";
import { Link } from "./link.tsx";
import { openPalette } from "./palette-state.ts";
import "./page.css";

export interface Crumb {
  label: string;
  to: string;
}

interface PageProps {
  title: string;
  /** What stands above the page, before the title. */
  crumbs?: Crumb[];
  /** Chips behind the title. */
  mark?: ReactNode;
  /** One line of facts in grey, `<>1,248 个<Dot />23.21 万席位</>`. */
  facts?: ReactNode;
  /** What the page is limited to: a `Select`, or a `Segmented`. */
  scope?: ReactNode;
  /** Left of the search: progress, previous and next. */
  aside?: ReactNode;
  /** Right of the search: `<Button size="s">` each, at most one of them primary and last. */
  actions?: ReactNode;
  /** False leaves the search out where the bar is full. */
  search?: boolean;
  /** True draws the content from edge to edge (tables, calendars). */
  flush?: boolean;
  children: ReactNode;
}

/** The small dot between two facts. */
export function Dot() {
  return <s className="d" />;
}

function Crumbs({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav className="crumb">
      {crumbs.map((crumb) => (
        <span key={crumb.to} className="row g6">
          <Link to={crumb.to}>{crumb.label}</Link>
          <Icon name="right" size="xs" />
        </span>
      ))}
    </nav>
  );
}

function Find() {
  const { t } = useTranslation("ui");
  return (
    <button type="button" className="inp sm find" onClick={openPalette} aria-keyshortcuts="Meta+K Control+K">
      <Icon name="search" size="s" />
      <span className="el">{t("search")}</span>
      <Kbd keys="⌘K" />
    </button>
  );
}

/** A page: its bar and what stands under it. */
export function Page({ title, crumbs = [], mark, facts, scope, aside, actions, search = true, flush = false, children }: PageProps) {
  const { t } = useTranslation("shell");
  return (
    <>
      <title>{`${title} · ${t("product")}`}</title>
      <header className="top">
        {crumbs.length > 0 ? <Crumbs crumbs={crumbs} /> : null}
        <h1 title={title}>{title}</h1>
        {mark}
        {facts ? <span className="mut">{facts}</span> : null}
        {scope}
        <span className="sp" />
        {aside}
        {search ? <Find /> : null}
        {actions}
      </header>
      <div className={flush ? "page flush" : "page"}>{children}</div>
    </>
  );
}
