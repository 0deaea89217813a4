import { createContext, useContext } from "react";
import type { BrandState } from "./brand-state.ts";

export const BrandContext = createContext<BrandState | null>(null);

export function useBrand(): BrandState {
  const brand = useContext(BrandContext);
  if (!brand) throw new Error("useBrand outside a brand's page");
  return brand;
}
