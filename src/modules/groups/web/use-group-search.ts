import type { AskOf, OutputOf } from "../../../lib/define.ts";
import { useEndpoint } from "../../../web/api.ts";
import { listGroupsEndpoint } from "../group-list.contract.ts";
import { showGroupEndpoint } from "../groups.contract.ts";

const SHOWN = 30;

export type FoundGroup = Pick<OutputOf<typeof listGroupsEndpoint>["items"][number], "id" | "name" | "code" | "memberCount" | "orgPath">;

interface Options {
  /** Only of this state. */
  status?: AskOf<typeof listGroupsEndpoint>["status"];
  /** The one that is chosen already: it is found too, whatever was typed. */
  chosen?: string | undefined;
  /** False until somebody looks. */
  enabled?: boolean;
}

/** Groups in sight that fit what was typed, by name or code; without words the first of the list. */
export function useGroupSearch(q: string, { status, chosen = "", enabled = true }: Options = {}): FoundGroup[] {
  const { data } = useEndpoint(listGroupsEndpoint, { q: q.trim() || undefined, status, limit: SHOWN }, { keepLast: true, enabled });
  const found = data?.items ?? [];
  const isFar = chosen !== "" && !found.some((one) => one.id === chosen);
  const own = useEndpoint(showGroupEndpoint, { groupId: chosen }, { enabled: isFar }).data;
  return isFar && own ? [{ ...own, orgPath: own.orgs.map((org) => org.name).join(" ") }, ...found] : found;
}
