import { useEffect, useState } from "react";
import type { PaletteItem, PaletteSource } from "./command-palette.tsx";

export interface PalettePart {
  key: string;
  title: string;
  items: PaletteItem[];
  failed: boolean;
}

const pauseMs = 150;

async function ask(source: PaletteSource, q: string, signal: AbortSignal): Promise<PalettePart> {
  const part = { key: source.key, title: source.title };
  try {
    return { ...part, items: await source.search(q, signal), failed: false };
  } catch {
    return { ...part, items: [], failed: true };
  }
}

/** What the sources find, in their order; each part appears as soon as its source answers. */
export function usePaletteResults(sources: PaletteSource[], typed: string): { parts: PalettePart[]; settled: boolean } {
  const q = typed.trim();
  const [found, setFound] = useState<{ q: string; parts: PalettePart[]; settled: boolean }>({ q: "", parts: [], settled: false });
  useEffect(() => {
    const stop = new AbortController();
    const run = () => {
      const asked = sources.filter((source) => source.always || q !== "");
      const parts = new Map<string, PalettePart>();
      for (const source of asked) {
        void ask(source, q, stop.signal).then((part) => {
          if (stop.signal.aborted) return;
          parts.set(part.key, part);
          const inOrder = asked.flatMap((one) => parts.get(one.key) ?? []).filter((one) => one.items.length > 0 || one.failed);
          setFound({ q, parts: inOrder, settled: parts.size === asked.length });
        });
      }
    };
    const timer = setTimeout(run, q === "" ? 0 : pauseMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [sources, q]);
  return { parts: found.parts, settled: found.settled && found.q === q };
}
