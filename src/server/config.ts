import { isIP } from "node:net";
import { resolve } from "node:path";
import { z } from "zod";

const Port = z.coerce.number().int().min(0).max(65535);

/** One address, a range as `10.0.0.0/8`, or a word for the addresses of this machine or of a private network. */
function isNetwork(text: string): boolean {
  const [address = "", bits, ...more] = text.split("/");
  if (["loopback", "linklocal", "uniquelocal"].includes(text)) return true;
  const most = isIP(address) === 6 ? 128 : 32;
  return isIP(address) > 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
}

const Networks = z
  .string()
  .transform((text) => text.split(",").map((one) => one.trim()))
  .refine((all) => all.every(isNetwork), "must be addresses or ranges, as 127.0.0.1,10.0.0.0/8");

const Environment = z.object({
  PORT: Port.default(7300),
  HOST: z.string().default("0.0.0.0"),
  QUNCE_DATA_DIR: z.string().min(1).default(".data"),
  QUNCE_DEMO: z.enum(["0", "1"]).optional(),
  QUNCE_LOG: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("warn"),
  QUNCE_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  QUNCE_UPLOAD_LIMIT_MB: z.coerce.number().int().min(1).max(1_000_000).default(2_048),
  QUNCE_METRICS_TOKEN: z.string().min(16).optional(),
  QUNCE_WEBHOOK_PRIVATE: z.enum(["0", "1"]).optional(),
  QUNCE_TRUSTED_PROXIES: Networks.optional(),
  QUNCE_SECRET_KEY: z
    .string()
    .transform((text) => text.split(",").map((one) => one.trim()))
    .refine((all) => all.every((one) => one.length >= 32), "each must have at least 32 characters")
    .optional(),
  QUNCE_WECOM_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/.+/, "must begin with postgres://")
    .optional(),
});

/** What the surroundings decide; product behaviour is a setting in the database, never here. */
export interface Config {
  port: number;
  host: string;
  dataDir: string;
  demo: boolean | undefined;
  logLevel: z.output<typeof Environment>["QUNCE_LOG"];
  publicUrl: string | undefined;
  databaseUrl: string | undefined;
  /** Larger files are not taken in. */
  uploadLimitBytes: number;
  /** What a collector of figures shows as its bearer token; without one only this machine itself may read them. */
  metricsToken: string | undefined;
  /** Webhooks may go to http and to addresses of the own network; for receivers that stand beside the product. */
  webhookPrivate: boolean;
  /** Whose word on the caller's address (X-Forwarded-For) is taken; empty where nobody stands between. */
  trustedProxies: readonly string[];
  /** What platforms' secrets are sealed with, the newest first; empty: the data folder's own secret. */
  secretKeys: readonly string[];
  /** Where WeCom's API is asked for instead of at its own address: a relay, or the simulator. */
  wecomUrl: string | undefined;
}

/** Parsed once at start; all faults are named together in one error. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = Environment.safeParse(present);
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; "));
  }
  const env = parsed.data;
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(env.QUNCE_DATA_DIR),
    demo: env.QUNCE_DEMO === undefined ? undefined : env.QUNCE_DEMO === "1",
    logLevel: env.QUNCE_LOG,
    publicUrl: env.QUNCE_PUBLIC_URL?.replace(/\/$/, ""),
    databaseUrl: env.DATABASE_URL,
    uploadLimitBytes: env.QUNCE_UPLOAD_LIMIT_MB * 1_048_576,
    metricsToken: env.QUNCE_METRICS_TOKEN,
    webhookPrivate: env.QUNCE_WEBHOOK_PRIVATE === "1",
    trustedProxies: env.QUNCE_TRUSTED_PROXIES ?? [],
    secretKeys: env.QUNCE_SECRET_KEY ?? [],
    wecomUrl: env.QUNCE_WECOM_URL?.replace(/\/$/, ""),
  };
}
