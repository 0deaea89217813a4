import { useMutation } from "@tanstack/react-query";
import { newKey } from "../../../web/client.ts";

export interface TriedCall {
  method: "GET" | "POST";
  address: string;
  body?: string;
  key?: string;
}

export interface Answered {
  status: number;
  tookMs: number;
  text: string;
}

/** Makes a call as a program would; with a key the page's own session stays out of it. */
export function useTry() {
  return useMutation<Answered, Error, TriedCall>({
    mutationFn: async ({ method, address, body, key }) => {
      const begun = performance.now();
      const answer = await fetch(address, {
        method,
        credentials: key ? "omit" : "same-origin",
        headers: {
          accept: "application/json",
          ...(key ? { authorization: `Bearer ${key}` } : {}),
          ...(body === undefined ? {} : { "content-type": "application/json", "idempotency-key": newKey() }),
        },
        ...(body === undefined ? {} : { body }),
      });
      const text = await answer.text();
      return { status: answer.status, tookMs: Math.round(performance.now() - begun), text };
    },
  });
}
