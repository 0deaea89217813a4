import { createHmac } from "node:crypto";

/** A secret as the Standard Webhooks scheme writes it. */
export function secretText(secret: Buffer): string {
  return `whsec_${secret.toString("base64")}`;
}

/** The headers of one call, by the Standard Webhooks scheme; with two secrets the receiver may know either. */
export function signedHeaders(message: { id: string; atMs: number; body: string }, secrets: readonly Buffer[]): Record<string, string> {
  const timestamp = String(Math.floor(message.atMs / 1000));
  const signed = `${message.id}.${timestamp}.${message.body}`;
  return {
    "webhook-id": message.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": secrets.map((secret) => `v1,${createHmac("sha256", secret).update(signed).digest("base64")}`).join(" "),
  };
}
