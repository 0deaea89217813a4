import type { ReactNode } from "react";
import { cx } from "./cx.ts";

const tones = {
  plain: "bg-sunken text-ink-2",
  chat: "bg-plain-tag text-ink-2",
  brand: "bg-brand-tint text-brand-strong",
  ok: "bg-ok-tint text-ok",
  warn: "bg-warn-tint text-warn",
  info: "bg-info-tint text-info",
} as const;

/** 20 high: brand = state of an offer or staff, warn = deadline, ok = granted, info = bot, plain = fact (`chat` on the page's ground). */
export function Tag({ tone = "plain", children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <span className={cx("inline-flex h-5 flex-none items-center rounded-tag px-1.5 text-cap font-medium whitespace-nowrap", tones[tone])}>
      {children}
    </span>
  );
}

export function Count({ value }: { value: number }) {
  return (
    <span className="inline-block h-5 min-w-5 rounded-full bg-brand px-1.5 text-center text-cap/5 font-semibold text-on-brand">
      {value > 99 ? "99+" : value}
    </span>
  );
}
