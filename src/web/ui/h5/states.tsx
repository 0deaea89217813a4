import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { cx } from "./cx.ts";
import { Icon, type IconName } from "./icons.tsx";
import { t } from "../../h5/words.ts";

/** A grey piece of the size of what comes. */
export function Bone({ className }: { className: string }) {
  return <span aria-hidden="true" className={cx("block animate-breathe rounded-tag bg-line", className)} />;
}

/** Rows of a list on their way. */
export function RowBones({ rows }: { rows: number }) {
  return (
    <div className="overflow-hidden rounded-card border border-line bg-card" aria-busy="true" aria-label={t("common.reading")}>
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className={cx("mx-4 flex min-h-[68px] items-center gap-3", i > 0 && "border-t border-line")}>
          <Bone className="size-10 rounded-ctl!" />
          <span className="flex-1 space-y-2.5">
            <Bone className="h-3.5 w-3/5" />
            <Bone className="h-3.5 w-5/6 opacity-60" />
          </span>
        </div>
      ))}
    </div>
  );
}

interface StateProps {
  icon: IconName;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}

/** What is missing, and the first step. */
export function EmptyState({ icon, title, children, action }: StateProps) {
  return (
    <div className="rounded-card border border-line bg-card px-6 py-7 text-center shadow-lift">
      <span className="mx-auto mb-3 grid size-16 place-items-center rounded-[20px] bg-[#fbf3d6] text-warn">
        <Icon name={icon} size="l" />
      </span>
      <h2 className="text-head font-bold">{title}</h2>
      <div className="mt-1 text-small text-ink-2">{children}</div>
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}

/** What happened, what is kept, what to do; `problem` is the number staff can look up. */
export function ErrorState({
  title,
  children,
  problem,
  onRetry,
}: {
  title: string;
  children: ReactNode;
  problem?: string | undefined;
  onRetry?: () => void;
}) {
  return (
    <div role="alert">
      <EmptyState
        icon="info"
        title={title}
        action={
          onRetry && (
            <Button small kind="tint" onClick={onRetry}>
              {t("common.again")}
            </Button>
          )
        }
      >
        {children}
        {problem && <span className="mt-1 block text-cap text-ink-3">{t("common.problem", { id: problem })}</span>}
      </EmptyState>
    </div>
  );
}

/** One line under the top edge or above the composer: warn = the net, bad = something failed. */
export function Strip({
  tone,
  children,
  action,
  onAction,
}: {
  tone: "warn" | "bad";
  children: ReactNode;
  action?: string;
  onAction?: () => void;
}) {
  return (
    <div
      role="status"
      className={cx(
        "flex min-h-11 items-center gap-2 rounded-ctl px-3.5 py-2 text-small",
        tone === "warn" ? "bg-warn-tint text-warn-ink" : "bg-bad-tint text-bad",
      )}
    >
      <Icon name="info" size="s" />
      <span className="flex-1">{children}</span>
      {action && (
        <button type="button" onClick={onAction} className="-my-3 min-h-11 min-w-11 px-1 font-semibold whitespace-nowrap">
          {action}
        </button>
      )}
    </div>
  );
}
