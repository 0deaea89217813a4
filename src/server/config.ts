import { resolve } from "node:path";
import { z } from "zod";

const Port = z.coerce.number().int().min(0).max(65535);

const Environment = z.object({
  PORT: Port.default(7300),
  HOST: z.string().default("0.0.0.0"),
  QUNCE_DATA_DIR: z.string().min(1).default(".data"),
  QUNCE_DEMO: z.enum(["0", "1"]).optional(),
  QUNCE_LOG: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("warn"),
  QUNCE_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  QUNCE_METRICS_TOKEN: z.string().min(16).optional(),
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
  /** What a collector of figures shows as its bearer token; without one only this machine itself may read them. */
  metricsToken: string | undefined;
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
    metricsToken: env.QUNCE_METRICS_TOKEN,
  };
}
