import { setTimeout } from "node:timers/promises";

/** The world beyond the process, as code reaches it that talks with platforms for longer than a moment. */
export interface Outside {
  fetch: typeof fetch;
  /** The running clock; `ctx.now` is the moment a piece of work began. */
  nowMs: () => number;
  sleep: (ms: number) => Promise<void>;
  /** Another address of a platform's API that this installation uses: a relay, a stand-in. */
  platformUrls: Readonly<Record<string, string>>;
  /** Where the open internet reaches this installation; null where nobody said. */
  publicUrl: string | null;
}

export function openOutside(given: Partial<Outside> = {}): Outside {
  return {
    fetch: (input, init) => fetch(input, init),
    nowMs: () => Date.now(),
    sleep: async (ms) => {
      await setTimeout(ms);
    },
    platformUrls: {},
    publicUrl: null,
    ...given,
  };
}
