/** What a webhook's signing secret is derived from; a rotation counts the version up. */
export function secretPurpose(brandId: number, webhookId: string, version: number): string {
  return `webhook:${brandId}:${webhookId}:${version}`;
}

/** The versions a call is signed with: the newest, and the one before while it is still valid. */
export function validVersions(webhook: { secretVersion: number; oldSecretUntil: string | null }, nowMs: number): number[] {
  const { secretVersion, oldSecretUntil } = webhook;
  const isOldValid = secretVersion > 1 && oldSecretUntil !== null && Date.parse(oldSecretUntil) > nowMs;
  return isOldValid ? [secretVersion, secretVersion - 1] : [secretVersion];
}
