import type { ButtonHTMLAttributes, ReactNode } from "react";
import { cx } from "./cx.ts";

const kinds = {
  primary: "bg-brand text-on-brand",
  tint: "bg-brand-tint text-brand-strong",
  line: "bg-card inset-ring inset-ring-line-strong",
  bad: "bg-card text-bad inset-ring inset-ring-bad-line",
} as const;

export type ButtonKind = keyof typeof kinds;

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: ButtonKind;
  /** Drawn 36 high, touched at 44: inside rows only. */
  small?: boolean;
  wide?: boolean;
  /** The work is under way: the label stays, a second tap does nothing. */
  busy?: boolean;
  children: ReactNode;
}

export function buttonLook(kind: ButtonKind, small = false, wide = false): string {
  return cx(
    "inline-flex items-center justify-center gap-1.5 whitespace-nowrap font-semibold select-none transition-opacity active:opacity-80",
    small ? "touch-wide min-h-9 rounded-tile px-3.5 text-note" : "min-h-12 rounded-ctl px-5 text-label",
    wide && "w-full",
    kinds[kind],
  );
}

export function Button({ kind = "primary", small, wide, busy, disabled, className, children, ...rest }: Props) {
  const off = disabled ? "bg-sunken! text-ink-3! inset-ring-0! cursor-default" : busy ? "opacity-70" : "";
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : rest.onClick}
      className={cx(buttonLook(kind, small, wide), off, className)}
    >
      {children}
    </button>
  );
}
