/** A clock that jumps from one thing to the next: hours of waiting in a second. What waits for the real world is told by `real`. */
export interface VirtualTime {
  nowMs: () => number;
  sleep: (ms: number) => Promise<void>;
  /** Time stands still while this goes on. */
  real: <T>(work: Promise<T>) => Promise<T>;
  /** Sleeps inside of something real: time passes meanwhile. */
  nap: (ms: number) => Promise<void>;
  /** Lets time pass until the work is done. */
  run: <T>(work: Promise<T>) => Promise<T>;
}

interface Timer {
  atMs: number;
  order: number;
  wake: () => void;
}

/** A heap by moment, then by the order of asking. */
class Timers {
  private readonly heap: Timer[] = [];

  push(timer: Timer): void {
    const { heap } = this;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.isBefore(at, parent)) break;
      this.swap(at, parent);
      at = parent;
    }
  }

  peek(): Timer | undefined {
    return this.heap[0];
  }

  pop(): Timer | undefined {
    const { heap } = this;
    const [first] = heap;
    const last = heap.pop();
    if (!first || !last || first === last) return first;
    heap[0] = last;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const least = left + 1 < heap.length && this.isBefore(left + 1, left) ? left + 1 : left;
      if (least >= heap.length || !this.isBefore(least, at)) break;
      this.swap(at, least);
      at = least;
    }
    return first;
  }

  private isBefore(a: number, b: number): boolean {
    const [one, other] = [this.heap[a], this.heap[b]];
    if (!one || !other) return false;
    return one.atMs - other.atMs < 0 || (one.atMs === other.atMs && one.order < other.order);
  }

  private swap(a: number, b: number): void {
    const [one, other] = [this.heap[a], this.heap[b]];
    if (one && other) [this.heap[a], this.heap[b]] = [other, one];
  }
}

const turn = () => new Promise<void>((done) => setImmediate(done));

export function openVirtualTime(startMs = Date.parse("2026-11-22T02:00:00Z")): VirtualTime {
  const timers = new Timers();
  let nowMs = startMs;
  let order = 0;
  let waiting = 0;
  const sleep = (ms: number) => new Promise<void>((wake) => timers.push({ atMs: nowMs + Math.max(0, ms), order: (order += 1), wake }));
  return {
    nowMs: () => nowMs,
    sleep,
    nap: async (ms) => {
      waiting -= 1;
      await sleep(ms);
      waiting += 1;
    },
    real: async (work) => {
      waiting += 1;
      try {
        return await work;
      } finally {
        waiting -= 1;
      }
    },
    run: async (work) => {
      let isOver = false;
      const ended = work.finally(() => {
        isOver = true;
      });
      ended.catch(() => undefined);
      while (!isOver) {
        await turn();
        if (isOver || waiting > 0) continue;
        const next = timers.peek();
        if (!next) continue;
        nowMs = Math.max(nowMs, next.atMs);
        while (timers.peek() && (timers.peek()?.atMs ?? 0) <= nowMs) timers.pop()?.wake();
      }
      return ended;
    },
  };
}
