import { useLayoutEffect, useSyncExternalStore, type ReactNode } from "react";
import type { OutputOf } from "../../lib/define.ts";
import type { phoneOpeningEndpoint } from "../../modules/members/phone.contract.ts";
import { useMember, type ApiError } from "./api.ts";
import { brandSlug } from "./place.ts";
import type { Now } from "./times.ts";

export type Opening = OutputOf<typeof phoneOpeningEndpoint>;

const memory = `brand:${brandSlug}`;

function paint(color: string, onColor: string): void {
  document.documentElement.style.setProperty("--brand", color);
  document.documentElement.style.setProperty("--on-brand", onColor);
}

/** The colours of the last visit, before the first answer, so that the page does not change its dress. */
export function paintFromMemory(): void {
  try {
    const [color, onColor] = (localStorage.getItem(memory) ?? "").split(" ");
    if (color && onColor) paint(color, onColor);
  } catch {
    // A web view may forbid storage: the page then starts in the default colours.
  }
}

export function useOpening(): { data: Opening | undefined; error: ApiError | null; refetch: () => unknown } {
  const { data, error, refetch } = useMember<typeof phoneOpeningEndpoint>("GET /phone/opening", {});
  return { data, error, refetch };
}

/** Keeps the page in the brand's colours. */
export function BrandPaint({ children }: { children: ReactNode }) {
  const { data } = useOpening();
  const color = data?.brand.color;
  const onColor = data?.brand.onColor;
  useLayoutEffect(() => {
    if (!color || !onColor) return;
    paint(color, onColor);
    try {
      localStorage.setItem(memory, `${color} ${onColor}`);
    } catch {
      // As above.
    }
  }, [color, onColor]);
  return children;
}

const MINUTE_MS = 60_000;

const thisMinute = () => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;

function everyMinute(listener: () => void): () => void {
  const timer = setInterval(listener, MINUTE_MS / 4);
  return () => clearInterval(timer);
}

/** The minute it is, for words like 今天; in China's zone until the first answer. */
export function useNow(): Now {
  const { data } = useOpening();
  return { nowMs: useSyncExternalStore(everyMinute, thisMinute), offsetMinutes: data?.brand.offsetMinutes ?? 480 };
}
