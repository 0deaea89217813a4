import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { taskCountsEndpoint } from "../tasks.contract.ts";

/** Numbers of the person's tasks, kept fresh; undefined until known or where tasks may not be read. */
export function useTaskCounts(whose: "mine" | "all" = "mine") {
  const brand = useBrand();
  return useEndpoint(taskCountsEndpoint, { whose }, { enabled: brand.can("tasks.read"), refreshMs: 60_000 }).data;
}
