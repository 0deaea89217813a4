import { useState } from "react";

export interface Selection {
  keys: readonly string[];
  count: number;
  has: (key: string) => boolean;
  /** With the keys in sight, selects everything from the last one touched to this one. */
  toggle: (key: string, inOrder?: readonly string[]) => void;
  setAll: (keys: readonly string[], selected: boolean) => void;
  clear: () => void;
}

/** The rows that are ticked, over pages. */
export function useSelection(): Selection {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState("");

  const setAll = (keys: readonly string[], selected: boolean) => {
    const next = new Set(picked);
    for (const key of keys) {
      if (selected) next.add(key);
      else next.delete(key);
    }
    setPicked(next);
  };
  const toggle = (key: string, inOrder?: readonly string[]) => {
    const [from, to] = [inOrder?.indexOf(last) ?? -1, inOrder?.indexOf(key) ?? -1];
    setLast(key);
    if (inOrder && from >= 0 && to >= 0) setAll(inOrder.slice(Math.min(from, to), Math.max(from, to) + 1), true);
    else setAll([key], !picked.has(key));
  };
  return { keys: [...picked], count: picked.size, has: (key) => picked.has(key), toggle, setAll, clear: () => setPicked(new Set()) };
}
