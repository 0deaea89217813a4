/** The manners of the live line, the same on both ends. */

/** The server says at least this often that the line lives. */
export const LIVE_TICK_MS = 25_000;

/** A reader who has heard nothing for this long opens the line anew. */
export const LIVE_SILENCE_MS = 60_000;

/** Why the server closed the line. After `signedOut` and `refused` the reader stays away; after `slow` and `drain` he comes back and resumes. */
export const liveClose = { signedOut: 4401, refused: 4403, unreadable: 4400, slow: 4429, drain: 1012 } as const;
