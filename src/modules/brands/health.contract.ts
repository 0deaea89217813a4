import { z } from "zod";
import { defineEndpoint, Instant } from "../../lib/define.ts";

export const ReactionHealth = z.object({
  name: z.string(),
  /** Events of the brand it hears and has not read; counted up to `LAG_LIMIT`. */
  waiting: z.int(),
  oldestAt: Instant.nullable(),
  failures: z.int(),
  failedAt: Instant.nullable(),
  failure: z.string().nullable(),
});
export type ReactionHealth = z.infer<typeof ReactionHealth>;

export const TickerHealth = z.object({
  name: z.string(),
  everyMs: z.int(),
  /** The last run that was noted; quiet ones are noted twice a minute at most. */
  ranAt: Instant.nullable(),
  tookMs: z.int(),
  failures: z.int(),
  failedAt: Instant.nullable(),
  /** Told only where it failed in this brand. */
  failure: z.string().nullable(),
});
export type TickerHealth = z.infer<typeof TickerHealth>;

export const LogPart = z.object({
  name: z.string(),
  bytes: z.int(),
  /** PostgreSQL's own estimate; counted only where no month took the rows. */
  rows: z.int(),
});

export type LogPart = z.infer<typeof LogPart>;

/** Of the whole installation, by `npm run backup`. */
export const BackupHealth = z.object({
  /** Whether the database is the product's own; any other is copied by its own tools, of which nothing is known here. */
  isBuiltIn: z.boolean(),
  /** When the installation was made. */
  since: Instant,
  /** The last that came to its end well. */
  last: z
    .object({
      endedAt: Instant,
      tookMs: z.int(),
      folder: z.string(),
      bytes: z.int(),
      rows: z.int(),
      /** When it was restored on trial and found equal; null where nobody asked for that. */
      checkedAt: Instant.nullable(),
    })
    .nullable(),
  /** One that failed after it. */
  failed: z.object({ endedAt: Instant, failure: z.string() }).nullable(),
});
export type BackupHealth = z.infer<typeof BackupHealth>;

export const Health = z.object({
  at: Instant,
  backup: BackupHealth,
  reactions: z.array(ReactionHealth),
  tickers: z.array(TickerHealth),
  database: z.object({
    bytes: z.int(),
    version: z.string(),
    connections: z.int(),
    maxConnections: z.int(),
    startedAt: Instant,
  }),
  /** Tables of the log by month, and what no month would take. */
  parts: z.array(LogPart),
  defaults: z.array(LogPart),
  largest: z.array(LogPart),
});
export type Health = z.infer<typeof Health>;

/** Counting stops here: more waits than matters. */
export const LAG_LIMIT = 20_000;

export const readHealthEndpoint = defineEndpoint({
  method: "GET",
  path: "/health",
  permission: "brands.manage",
  input: z.object({}),
  output: Health,
});
