/** How long what was done may be taken back: the ten seconds that are offered, and what a slow line adds. */
const TAKE_BACK_MS = 60_000;

/** What was done before cannot be taken back any more. */
export const takeBackSince = (now: Date): Date => new Date(now.getTime() - TAKE_BACK_MS);
