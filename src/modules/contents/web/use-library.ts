import type { OutputOf } from "../../../lib/define.ts";
import { useCursorPages, useEndpoint } from "../../../web/api.ts";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { Direction, Format } from "../body.contract.ts";
import { ContentState, contentOverviewEndpoint, contentSorts, listContentsEndpoint } from "../contents.contract.ts";

export type Overview = OutputOf<typeof contentOverviewEndpoint>;

/** What the library's address asks for, and the answers. */
export function useLibrary() {
  const url = useUrlState();
  const folder = url.get("folder");
  const sort: (typeof contentSorts)[number] = contentSorts.find((one) => one === url.get("sort")) ?? "-updated";
  const state = folder === "retired" ? "retired" : ContentState.safeParse(url.get("state")).data;
  const asked = {
    q: url.get("q") || undefined,
    direction: Direction.safeParse(url.get("direction")).data,
    format: Format.safeParse(url.get("format")).data,
    state,
    folder: folder === "" || folder === "retired" ? undefined : folder,
    sort,
    limit: 48,
  };
  const list = useCursorPages(listContentsEndpoint, asked);
  const overview = useEndpoint(contentOverviewEndpoint, {});
  const isFiltered = [asked.q, asked.direction, asked.format, url.get("state")].some(Boolean);
  return { url, asked, folder, isFiltered, overview, ...list };
}
