import { getHeapStatistics } from "node:v8";

interface Entry<V> {
  version: number;
  value: V;
}

/**
 * What this process remembers of rows, each with the version it was read under. Whoever changes such a row draws the version anew in the
 * same transaction, so what is asked for under the version that stands now is true; no version is ever drawn twice. Two generations:
 * what was not asked for while the younger filled is forgotten.
 */
export class Recall<V> {
  private readonly half: number;
  private young = new Map<string, Entry<V>>();
  private old = new Map<string, Entry<V>>();

  constructor(most: number) {
    this.half = Math.ceil(most / 2);
  }

  get(key: string, version: number): V | undefined {
    let entry = this.young.get(key);
    if (!entry) {
      entry = this.old.get(key);
      if (entry) this.keep(key, entry);
    }
    return entry?.version === version ? entry.value : undefined;
  }

  set(key: string, version: number, value: V): void {
    this.keep(key, { version, value });
  }

  drop(key: string): void {
    this.young.delete(key);
    this.old.delete(key);
  }

  private keep(key: string, entry: Entry<V>): void {
    if (this.young.size >= this.half) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, entry);
  }
}

/** What a process keeps of one database: made when first asked for, and gone with the platform that was opened on it. */
export function perHome<V>(make: () => V): (home: object) => V {
  const kept = new WeakMap<object, V>();
  return (home) => {
    const known = kept.get(home) ?? make();
    kept.set(home, known);
    return known;
  };
}

/** What one entry takes with its key, about. */
const ENTRY_BYTES = 400;
const HEAP_SHARE = 0.1;

/** How many entries a memory may have in a heap of this size: the command that imports files is let have little, and remembers less. */
export const mostIn = (heapBytes: number, asked: number): number => Math.min(asked, Math.floor((heapBytes * HEAP_SHARE) / ENTRY_BYTES));

/** One memory for each database this process works on, by the context's `home`. */
export function recallPerHome<V>(asked: number): (home: object) => Recall<V> {
  const most = mostIn(getHeapStatistics().heap_size_limit, asked);
  return perHome(() => new Recall<V>(most));
}
