export interface CurlCall {
  method: string;
  url: string;
  /** A key's secret; a place-holder where there is none. */
  key?: string;
  body?: string;
  idempotencyKey?: string;
  /** The name of a file whose bytes are the body. */
  fileName?: string;
}

/** A word of a shell, whatever is in it. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The same call for a terminal. */
export function curlOf({ method, url, key, body, idempotencyKey, fileName }: CurlCall): string {
  const lines = [
    `curl ${method === "GET" ? "" : `-X ${method} `}${shellQuote(url)}`,
    `  -H ${shellQuote(`Authorization: Bearer ${key || "qk_…"}`)}`,
  ];
  if (body !== undefined) lines.push(`  -H ${shellQuote("Content-Type: application/json")}`);
  if (idempotencyKey !== undefined) lines.push(`  -H ${shellQuote(`Idempotency-Key: ${idempotencyKey}`)}`);
  if (body !== undefined) lines.push(`  -d ${shellQuote(body)}`);
  if (fileName !== undefined) {
    lines.push(`  -H ${shellQuote("Content-Type: application/octet-stream")}`);
    lines.push(`  -H ${shellQuote(`X-File-Name: ${encodeURIComponent(fileName)}`)}`);
    lines.push(`  --data-binary ${shellQuote(`@${fileName}`)}`);
  }
  return lines.join(" \\\n");
}
