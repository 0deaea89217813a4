import { useMutation } from "@tanstack/react-query";
import { newKey } from "../../../web/client.ts";

export interface TriedCall {
  method: "GET" | "POST";
  address: string;
  body?: string;
  /** Its bytes are the body. */
  file?: File;
  key?: string;
}

export interface Answered {
  status: number;
  tookMs: number;
  text: string;
}

function sentOf({ body, file }: TriedCall): { headers: Record<string, string>; body?: string | File } {
  if (file) return { headers: { "content-type": "application/octet-stream", "x-file-name": encodeURIComponent(file.name) }, body: file };
  return body === undefined ? { headers: {} } : { headers: { "content-type": "application/json", "idempotency-key": newKey() }, body };
}

/** Makes a call as a program would; with a key the page's own session stays out of it. */
export function useTry() {
  return useMutation<Answered, Error, TriedCall>({
    mutationFn: async (call) => {
      const { method, address, key } = call;
      const { headers, ...sent } = sentOf(call);
      const begun = performance.now();
      const answer = await fetch(address, {
        method,
        credentials: key ? "omit" : "same-origin",
        headers: { accept: "application/json", ...(key ? { authorization: `Bearer ${key}` } : {}), ...headers },
        ...sent,
      });
      const text = await answer.text();
      return { status: answer.status, tookMs: Math.round(performance.now() - begun), text };
    },
  });
}
