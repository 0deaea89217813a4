import { networkInterfaces } from "node:os";
import { sessions } from "../app.ts";
import { fill } from "../lib/words.ts";
import { type Config, readConfig } from "../server/config.ts";
import { refuseHalf } from "../server/half-restored.ts";
import { type Log, openLog } from "../server/log.ts";
import { openPlatform } from "../server/open.ts";
import { openDataFolder } from "../server/postgres/folder.ts";
import { startPostgres, StartFailure } from "../server/postgres.ts";
import type { Runtime } from "../server/runtime.ts";
import { readSecret } from "../server/secret.ts";

export interface Ground {
  config: Config;
  log: Log;
  runtime: Runtime;
  isTrustedOrigin: (origin: string) => boolean;
  close: () => Promise<void>;
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export const rowsOf = (count: number) => fill("{{count}} {{count, row|rows}}", { count });

function configOrFail(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    throw new StartFailure(
      "config",
      `The settings cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      "Correct these environment variables.",
    );
  }
}

/** This machine's own addresses, so that a phone on the same network may open the pages. */
export function ownHosts(): string[] {
  const outside = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((one) => one.family === "IPv4" && !one.internal)
    .map((one) => one.address);
  return ["localhost", "127.0.0.1", ...outside];
}

/** Pages served under one of this machine's names, or under the public address. */
function trustOwnPages(config: Config): (origin: string) => boolean {
  const hosts = new Set(ownHosts());
  const publicOrigin = config.publicUrl && new URL(config.publicUrl).origin;
  return (origin) =>
    origin === publicOrigin ||
    (URL.canParse(origin) && hosts.has(new URL(origin).hostname) && new URL(origin).port === String(config.port));
}

interface Cluster {
  ownerUrl: string;
  stop: () => Promise<void>;
}

/** Our own PostgreSQL, unless the settings name one. */
async function openCluster(config: Config): Promise<Cluster> {
  if (config.databaseUrl) {
    openDataFolder(config.dataDir);
    return { ownerUrl: config.databaseUrl, stop: async () => undefined };
  }
  const postgres = await startPostgres({ dataDir: config.dataDir, log: say });
  return { ownerUrl: postgres.ownerUrl, stop: () => postgres.stop() };
}

/** PostgreSQL, the migrated database and the platform on it. */
export async function openGround({
  poolSize = 20,
  isRemakeable = false,
}: { poolSize?: number; isRemakeable?: boolean } = {}): Promise<Ground> {
  const config = configOrFail();
  const log = openLog(config.logLevel);
  refuseHalf(config.dataDir);
  const cluster = await openCluster(config);
  const isTrustedOrigin = trustOwnPages(config);
  try {
    const { runtime, close } = await openPlatform({
      ownerUrl: cluster.ownerUrl,
      secret: readSecret(config.dataDir),
      dataDir: config.dataDir,
      log,
      now: () => new Date(),
      sessions,
      baseUrl: config.publicUrl ?? `http://localhost:${config.port}`,
      isTrustedOrigin,
      checkOutputs: false,
      poolSize,
      isRemakeable,
      uploadLimitBytes: config.uploadLimitBytes,
      outbound: { allowPrivate: config.webhookPrivate },
      sealSecrets: config.secretKeys,
      outside: { platformUrls: config.wecomUrl ? { wecom: config.wecomUrl } : {}, publicUrl: config.publicUrl ?? null },
    });
    const closeAll = async () => {
      await close();
      await cluster.stop();
    };
    return { config, log, runtime, isTrustedOrigin, close: closeAll };
  } catch (error) {
    await cluster.stop();
    throw config.databaseUrl ? databaseFailure(error, config.databaseUrl) : error;
  }
}

const urlReasons: Record<string, string> = {
  ECONNREFUSED: "nothing answers there",
  ENOTFOUND: "the host is not known",
  EAI_AGAIN: "the host's name cannot be looked up now",
  ETIMEDOUT: "the host does not answer",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the host cannot be reached",
  "28P01": "the password is wrong",
  "28000": "the user may not sign in",
  "3D000": "the database does not exist",
  "42501": "the user may not create roles or schemas",
  "57P03": "the server is starting or stopping",
  "53300": "the server has no connection left",
  "53100": "the disk of the server is full",
};

function databaseFailure(error: unknown, url: string): unknown {
  if (!(error instanceof Error) || error instanceof StartFailure) return error;
  const code = "code" in error ? String(error.code) : "";
  const place = URL.canParse(url) ? `${new URL(url).host}${new URL(url).pathname}` : "it is no address";
  const reason = urlReasons[/timeout expired/.test(error.message) ? "ETIMEDOUT" : code];
  return reason
    ? new StartFailure(
        "postgres.url",
        `DATABASE_URL (${place}) cannot be used: ${reason}.`,
        "Correct it, or leave it out to use the built-in PostgreSQL.",
      )
    : error;
}

/** A terminal's Ctrl-C arrives two or three times at once: from it, from npm and from the bootstrap. */
const ECHO_MS = 1_000;

/** Runs `stop` at the first Ctrl-C or kill; asked again a second later, it ends at once. */
export function onStopSignal(stop: () => Promise<void>): void {
  let firstMs: number | undefined;
  const hear = () => {
    if (firstMs !== undefined && performance.now() - firstMs > ECHO_MS) process.exit(130);
    if (firstMs !== undefined) return;
    firstMs = performance.now();
    void stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", hear);
  process.on("SIGTERM", hear);
}
