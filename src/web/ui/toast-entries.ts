export interface ToastEntry {
  id: number;
  text: string;
  bad: boolean;
  seconds: number;
  onUndo?: () => void;
  /** What it offers to take back: a later offer about the same takes its place. */
  about?: string | undefined;
  /** Something was done since that has a history of its own: Ctrl+Z is that one's, the button still stands. */
  isBehind?: boolean;
  act?: { label: string; run: () => void };
}

let entries: readonly ToastEntry[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function put(next: readonly ToastEntry[]): void {
  entries = next;
  for (const tell of listeners) tell();
}

export const listToasts = (): readonly ToastEntry[] => entries;

export function listenToToasts(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

/** How many stand at once, but for those that offer something: an offer is never cut short. */
const SHOWN = 3;

export function showToast(entry: Omit<ToastEntry, "id">): void {
  const standing = entries.filter((one) => entry.about === undefined || one.about !== entry.about);
  const passing = standing.filter((one) => !one.onUndo && !one.act);
  const dropped = new Set(passing.slice(0, Math.max(0, standing.length - SHOWN + 1)));
  put([...standing.filter((one) => !dropped.has(one)), { ...entry, id: ++lastId }]);
}

export const dropToast = (id: number) => put(entries.filter((entry) => entry.id !== id));

/** Takes back what an entry offers to. */
export function takeUp(entry: ToastEntry): void {
  entry.onUndo?.();
  dropToast(entry.id);
}

/** The offer that Ctrl+Z takes up. */
export const offerOfKey = (): ToastEntry | undefined => entries.findLast((entry) => entry.onUndo && !entry.isBehind);

/** Something was done that Ctrl+Z takes back by a history of its own, before what was offered until now. */
export function leaveKeyToHistory(): void {
  if (offerOfKey()) put(entries.map((entry) => (entry.onUndo ? { ...entry, isBehind: true } : entry)));
}
