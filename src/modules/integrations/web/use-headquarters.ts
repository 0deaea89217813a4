import { useEndpoint } from "../../../web/api.ts";
import { listOrgUnitsEndpoint } from "../../brands/brands.contract.ts";

/** The unit at the top, which is the whole brand; empty until it is known. */
export function useHeadquarters(): string {
  return useEndpoint(listOrgUnitsEndpoint, {}).data?.items.find((unit) => unit.parentId === null)?.id ?? "";
}
