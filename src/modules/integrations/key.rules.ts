import type { KeyState } from "./keys.contract.ts";

/** `qk_`, the brand's number in base 36, 40 hex digits of chance. */
const shape = /^qk_([0-9a-z]{1,6})_[0-9a-f]{40}$/;

export function keySecret(brandId: number, randomHex: string): string {
  return `qk_${brandId.toString(36)}_${randomHex}`;
}

/** The brand a secret says it is of; undefined where it is no secret of ours. */
export function brandOfSecret(secret: string): number | undefined {
  const hit = shape.exec(secret)?.[1];
  return hit === undefined ? undefined : Number.parseInt(hit, 36);
}

/** What may be shown of a secret: enough to know it again, too little to guess it. */
export function prefixOf(secret: string): string {
  return secret.slice(0, secret.lastIndexOf("_") + 7);
}

export function keyStateOf(key: { expiresAt: string | null; revokedAt: string | null }, nowMs: number): KeyState {
  if (key.revokedAt) return "revoked";
  return key.expiresAt && Date.parse(key.expiresAt) <= nowMs ? "expired" : "active";
}

/** Permissions that let others in or make keys; no program ever holds them. */
const neverForKeys: readonly string[] = ["brands.staff", "integrations.manage"];

export function mayHoldAsKey(permission: string): boolean {
  return !neverForKeys.includes(permission);
}

/** How much of a minute's calls a key has left: it fills evenly, and holds one minute's worth at most. */
export interface Bucket {
  left: number;
  atMs: number;
}

export type BucketDecision = { verdict: "pass"; bucket: Bucket } | { verdict: "wait"; bucket: Bucket; retryAfterS: number };

export function takeFrom(bucket: Bucket | undefined, perMinute: number, nowMs: number): BucketDecision {
  const before = bucket ?? { left: perMinute, atMs: nowMs };
  const refilled = Math.min(perMinute, before.left + (Math.max(0, nowMs - before.atMs) * perMinute) / 60_000);
  if (refilled >= 1) return { verdict: "pass", bucket: { left: refilled - 1, atMs: nowMs } };
  const retryAfterS = Math.max(1, Math.ceil(((1 - refilled) * 60) / perMinute));
  return { verdict: "wait", bucket: { left: refilled, atMs: nowMs }, retryAfterS };
}
