import type { ReactNode } from "react";
import { cx } from "./cx.ts";

/** One phone page: its title goes to the web view's bar; `wash` gives it the brand's light at the top. */
export function Page({ title, wash, dock, children }: { title: string; wash?: boolean; dock?: ReactNode; children: ReactNode }) {
  return (
    <div className={cx("min-h-dvh", wash && "bg-[linear-gradient(var(--brand-wash),var(--color-bg)_260px)] bg-no-repeat")}>
      <title>{title}</title>
      <div className="mx-auto flex min-h-dvh max-w-[480px] flex-col">
        <main className="flex-1 px-4 pt-4 pb-6">{children}</main>
        {dock}
      </div>
    </div>
  );
}

/** Sticky foot: the sum or the condition, then the main action. */
export function Dock({ children }: { children: ReactNode }) {
  return <div className="pad-foot sticky bottom-0 z-5 bg-card px-4 pt-0.5 shadow-dock">{children}</div>;
}
