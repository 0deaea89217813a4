import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { summarizeGroupsEndpoint } from "../group-list.contract.ts";

/** Groups the person may see that are not closed; the number beside 社群. */
export function useGroupCount(): number | undefined {
  const brand = useBrand();
  return useEndpoint(summarizeGroupsEndpoint, { tab: "all" }, { enabled: brand.can("groups.read") }).data?.tabs.all || undefined;
}
