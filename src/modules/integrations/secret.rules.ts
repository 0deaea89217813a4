/** What a webhook's signing secret is derived from; a rotation counts the version up. */
export function secretPurpose(brandId: number, webhookId: string, version: number): string {
  return `webhook:${brandId}:${webhookId}:${version}`;
}

interface Versions {
  secretVersion: number;
  /** The oldest that still signs; null where only the one before may. */
  oldSecretFrom: number | null;
  oldSecretUntil: string | null;
}

/** The versions a call is signed with, the newest first: also those before it while they are still valid. */
export function validVersions({ secretVersion, oldSecretFrom, oldSecretUntil }: Versions, nowMs: number): number[] {
  const isOldValid = secretVersion > 1 && oldSecretUntil !== null && Date.parse(oldSecretUntil) > nowMs;
  const oldest = isOldValid ? (oldSecretFrom ?? secretVersion - 1) : secretVersion;
  return Array.from({ length: secretVersion - oldest + 1 }, (_, i) => secretVersion - i);
}
