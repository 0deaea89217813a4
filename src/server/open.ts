import { join } from "node:path";
import { openAuth } from "./auth.ts";
import { Database, NO_BRAND, openPool } from "./db.ts";
import { ensureMonths } from "./event-log.ts";
import { openFolderStore } from "./files.ts";
import { openIdentity } from "./identity.ts";
import type { Log } from "./log.ts";
import { migrate, roleUrl } from "./migrate.ts";
import { openOutbound, type OutboundOptions } from "./outbound.ts";
import { openOutside, type Outside } from "./outside.ts";
import type { Sessions } from "./module.ts";
import { Runtime } from "./runtime.ts";
import { openSeal } from "./seal.ts";

export interface OpenOptions {
  ownerUrl: string;
  secret: string;
  dataDir: string;
  log: Log;
  now: () => Date;
  sessions: Sessions;
  /** Where the console is reached, without a path. */
  baseUrl: string;
  isTrustedOrigin: (origin: string) => boolean;
  checkOutputs: boolean;
  poolSize: number;
  /** What a statement may take; the default is half a minute. */
  statementMs?: number | undefined;
  /** See `openPool`: for a process that makes nothing but what is made anew whole after a crash. */
  isRemakeable?: boolean | undefined;
  /** Two gigabytes where it is left out. */
  uploadLimitBytes?: number;
  /** Without it, only addresses of the open internet over https. */
  outbound?: OutboundOptions;
  /** Secrets that seal what others entrusted to us, the newest first; the data folder's own seals where there are none, and opens always. */
  sealSecrets?: readonly string[];
  /** Clock, waiting and calls that are not the real ones. */
  outside?: Partial<Outside>;
}

export interface Opened {
  runtime: Runtime;
  close: () => Promise<void>;
}

const MONTH_MS = 31 * 86_400_000;

/** A migrated database and the platform on it; every pool signs in as the role that row-level security binds. */
export async function openPlatform(options: OpenOptions): Promise<Opened> {
  await migrate(options.ownerUrl, options.secret);
  const url = roleUrl(options.ownerUrl, options.secret);
  let isClosing = false;
  // The error carries the whole client with it: only its words are kept. While we close, connections are meant to go.
  const onError = ({ message }: Error) => {
    if (!isClosing) options.log.warn({ reason: message }, "database connection lost");
  };
  const { statementMs, isRemakeable } = options;
  const pool = openPool({ url, max: options.poolSize, onError, statementMs, isRemakeable });
  const authPool = openPool({ url, max: 4, onError, statementMs, searchPath: "auth", asDates: true });
  const auth = openAuth({
    pool: authPool,
    secret: options.secret,
    log: options.log,
    baseUrl: options.baseUrl,
    isTrustedOrigin: options.isTrustedOrigin,
  });
  const database = new Database(pool);
  await ensureMonths({ db: database.forBrand(NO_BRAND), home: database.home }, [
    options.now().getTime(),
    options.now().getTime() + MONTH_MS,
  ]);
  const runtime = new Runtime({
    database,
    auth,
    identity: openIdentity(auth, options.baseUrl),
    sessions: options.sessions,
    files: openFolderStore(join(options.dataDir, "files")),
    uploadLimitBytes: options.uploadLimitBytes ?? 2 * 1024 ** 3,
    secret: options.secret,
    log: options.log,
    now: options.now,
    outbound: openOutbound(options.outbound ?? { allowPrivate: false }),
    seal: openSeal(withOwn(options.sealSecrets ?? [], options.secret)),
    outside: openOutside(options.outside),
    checkOutputs: options.checkOutputs,
  });
  return {
    runtime,
    close: async () => {
      isClosing = true;
      await Promise.allSettled([database.close(), authPool.end()]);
    },
  };
}

function withOwn([first, ...more]: readonly string[], own: string): [string, ...string[]] {
  return first === undefined ? [own] : [first, ...more, own];
}
