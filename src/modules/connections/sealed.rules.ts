/** What a sealed text of a connection is bound to: it opens in no other row and no other field. */
export const sealedFor = (brandId: number, connectionId: string, field: "secret" | "callback-token" | "aes-key" | "token"): string =>
  `connection:${brandId}:${connectionId}:${field}`;
