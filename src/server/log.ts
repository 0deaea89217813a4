import pino from "pino";

export type Log = pino.Logger;

/** Structured lines on standard error; names of fields that may hold a secret or a person's number are cut. */
export function openLog(level: string): Log {
  return pino(
    { level, redact: { paths: ["*.password", "*.token", "*.phone", "req.headers.cookie", "req.headers.authorization"], censor: "…" } },
    pino.destination({ fd: 2, sync: false }),
  );
}
