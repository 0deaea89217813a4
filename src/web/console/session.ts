import { useQueryClient } from "@tanstack/react-query";
import { sessionEndpoint } from "../../modules/brands/brands.contract.ts";
import { keyOf, useEndpoint } from "../api.ts";

/** Who is signed in, and the brands they work for. */
export function useSession() {
  return useEndpoint(sessionEndpoint, {});
}

/** Reads the session anew, after signing in or out. */
export function useSessionRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.refetchQueries({ queryKey: keyOf(sessionEndpoint) });
}

const lastBrandKey = "qunce.brand";

export function rememberBrand(slug: string): void {
  localStorage.setItem(lastBrandKey, slug);
}

/** The brand to open: the last one used, or the first. */
export function brandToOpen(slugs: readonly string[]): string | undefined {
  const last = localStorage.getItem(lastBrandKey);
  return slugs.find((slug) => slug === last) ?? slugs[0];
}
