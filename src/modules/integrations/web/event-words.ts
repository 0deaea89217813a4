import type { Language } from "../../../lib/language.ts";
import { type OutsideEvent, outsideEvents } from "../events.contract.ts";

const words = new Map<string, { zh: string; en: string }>(outsideEvents.map(({ event, zh, en }) => [event.name, { zh, en }]));

/** An event in words, without what a programmer needs behind the semicolon; one that has none is named as it is. */
export function eventWord(name: string, language: Language): string {
  const known = words.get(name);
  if (!known) return name;
  return (language === "en" ? known.en : known.zh).split(";")[0] ?? name;
}

/** Those of the events that somebody may hear, by the first word of their names. */
export function eventAreas(mayHear: (one: OutsideEvent) => boolean): { area: string; names: string[] }[] {
  const areas = Map.groupBy(outsideEvents.filter(mayHear), ({ event }) => event.name.split(".")[0] ?? "");
  return [...areas].map(([area, all]) => ({ area, names: all.map(({ event }) => event.name) }));
}
