import type { ReactNode } from "react";
import { Link } from "react-router";
import { cx } from "./cx.ts";
import { Icon } from "./icons.tsx";

/** White, one line, no coloured shadow; `flush` for rows that run to its edge. */
export function Card({ flush, className, children, label }: { flush?: boolean; className?: string; children: ReactNode; label?: string }) {
  return (
    <section
      aria-label={label}
      className={cx("rounded-card border border-line bg-card shadow-lift", flush ? "overflow-hidden" : "p-4", className)}
    >
      {children}
    </section>
  );
}

/** A titled stretch of a page; `more` stands at the right of its title. */
export function Section({ title, more, children }: { title: string; more?: ReactNode; children: ReactNode }) {
  return (
    <section className="mt-6">
      <div className="mb-3 flex min-h-7 items-center justify-between gap-3">
        <h2 className="text-head font-bold">{title}</h2>
        {more}
      </div>
      {children}
    </section>
  );
}

interface RowProps {
  title: ReactNode;
  note?: ReactNode;
  lead?: ReactNode;
  /** Stands at the right; without it a row that leads somewhere gets its arrow. */
  end?: ReactNode;
  tone?: "bad";
  to?: string;
  href?: string;
  onClick?: () => void;
}

const rowLook =
  "relative flex min-h-[68px] w-full items-center gap-3 px-4 py-3 text-left not-first:before:absolute not-first:before:inset-x-4 not-first:before:top-0 not-first:before:border-t not-first:before:border-line";

/** One row of a flush card: touchable when it leads somewhere, plain otherwise. */
export function ListRow({ to, href, onClick, ...words }: RowProps) {
  const leads = Boolean(to ?? href ?? onClick);
  const look = cx(rowLook, leads && "active:bg-sunken");
  const inside = <RowWords {...words} leads={leads} />;
  if (to)
    return (
      <Link to={to} className={look}>
        {inside}
      </Link>
    );
  if (href)
    return (
      <a href={href} className={look}>
        {inside}
      </a>
    );
  if (onClick)
    return (
      <button type="button" onClick={onClick} className={look}>
        {inside}
      </button>
    );
  return <div className={look}>{inside}</div>;
}

function RowWords({
  title,
  note,
  lead,
  end,
  tone,
  leads,
}: Pick<RowProps, "title" | "note" | "lead" | "end" | "tone"> & { leads: boolean }) {
  return (
    <>
      {lead && <span className={tone === "bad" ? "text-bad" : "text-ink-2"}>{lead}</span>}
      <span className="min-w-0 flex-1">
        <span className={cx("block text-body/[1.375rem] font-semibold", tone === "bad" && "text-bad")}>{title}</span>
        {note && <span className="block text-cap text-ink-3">{note}</span>}
      </span>
      {end ?? (leads && <Icon name="right" size="s" className="text-ink-3" />)}
    </>
  );
}

/** A grey remark with its sign. */
export function Note({ children }: { children: ReactNode }) {
  return (
    <p className="mt-3 flex gap-2 text-small text-ink-2">
      <Icon name="info" size="s" className="mt-0.5 text-ink-3" />
      <span>{children}</span>
    </p>
  );
}

/** Numbered sentences. */
export function Numbered({ items }: { items: readonly string[] }) {
  return (
    <ol className="space-y-1.5 text-note text-ink-2">
      {items.map((item, i) => (
        <li key={item} className="flex gap-2">
          <span className="w-4 flex-none text-ink-3">{i + 1}.</span>
          <span>{item}</span>
        </li>
      ))}
    </ol>
  );
}
