import type { ReactNode } from "react";
import "./panel.css";

interface PanelProps {
  title: string;
  /** Grey facts behind the title. */
  facts?: ReactNode;
  /** Chips, segments, legends in the head, left. */
  mark?: ReactNode;
  /** Links and small buttons in the head, right. */
  actions?: ReactNode;
  /** True gives the content 16 px around it; lists and tables go edge to edge. */
  padded?: boolean;
  className?: string;
  children: ReactNode;
}

/** A card with a head of 44 px and no shadow. */
export function Panel({ title, facts, mark, actions, padded = false, className, children }: PanelProps) {
  return (
    <section className={className ? `card ${className}` : "card"} aria-label={title}>
      <div className="hd">
        <h2>{title}</h2>
        {facts ? <span className="mut">{facts}</span> : null}
        {mark}
        <span className="sp" />
        {actions}
      </div>
      {padded ? <div className="bd">{children}</div> : children}
    </section>
  );
}
