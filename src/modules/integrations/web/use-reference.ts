import { useQuery } from "@tanstack/react-query";
import { ApiError } from "../../../web/client.ts";
import { pageLanguage } from "../../../web/language.ts";
import { readReference, type Reference } from "../reference.rules.ts";
import { isObject } from "../schema.rules.ts";

export const DOCUMENT_PATH = "/api/v1/openapi.json";

/** The API's own document, read for the page. */
export function useReference() {
  const language = pageLanguage();
  return useQuery<Reference, Error>({
    queryKey: ["openapi", language],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const answer = await fetch(`${DOCUMENT_PATH}?lang=${language}`, { signal });
      const document: unknown = await answer.json().catch(() => undefined);
      if (!answer.ok || !isObject(document)) throw new ApiError("client.no-answer", answer.status);
      return readReference(document);
    },
  });
}
