import { useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import type { OutputOf } from "../../../lib/define.ts";
import { useAction, useEndpoint } from "../../../web/api.ts";
import type { KeptColumns } from "../../../web/ui/column-choice.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { likeListEndpoint, listViewsEndpoint, type SavedView, type ViewedList } from "../views.contract.ts";

/** The open view's id in the address. */
const OPEN = "v";
const COLUMNS = "cols";

export interface Views {
  list: ViewedList;
  items: SavedView[];
  active: SavedView | null;
  /** The address no longer says what the open view says. */
  isChanged: boolean;
  defaultViewId: string | null;
  /** What the address says of the list now. */
  present: string;
  /** Leaves the open view, its conditions with it, for what is said or for everything. */
  leave: (changes?: Record<string, string>) => void;
  open: (view: Pick<SavedView, "id" | "query">) => void;
  columns: KeptColumns;
}

function queryOf(params: URLSearchParams, names: readonly string[]): string {
  const kept = new URLSearchParams();
  for (const name of [...names, COLUMNS].toSorted()) {
    const value = params.get(name);
    if (value) kept.set(name, value);
  }
  return kept.toString();
}

/** The address without a list: none of its conditions, no open view, no columns. */
export const withoutList = (names: readonly string[] = []): Record<string, string> =>
  Object.fromEntries([...names, COLUMNS, OPEN].map((name) => [name, ""]));

type Answer = OutputOf<typeof listViewsEndpoint>;

const nothing: Pick<Answer, "items" | "defaultViewId"> = { items: [], defaultViewId: null };

/** Opens the default view once, where the page was come to without any condition. */
function useDefaultView(data: Answer | undefined, isBare: boolean, open: (view: SavedView) => void): void {
  const [wasBare] = useState(isBare);
  const isDecided = useRef(false);
  useEffect(() => {
    if (!data || isDecided.current) return;
    isDecided.current = true;
    const first = wasBare ? data.items.find((view) => view.id === data.defaultViewId) : undefined;
    if (first) open(first);
  });
}

/** The saved views of a list whose conditions stand in the address under these names; the default one opens by itself. */
export function useViews(list: ViewedList, names: readonly string[], opensDefault = true): Views {
  const url = useUrlState();
  const [params] = useSearchParams();
  const { data } = useEndpoint(listViewsEndpoint, { list });
  const like = useAction(likeListEndpoint, { invalidates: [listViewsEndpoint], onFailed: errorToast });
  const present = queryOf(params, names);
  const openId = url.get(OPEN);
  const { items, defaultViewId } = data ?? nothing;
  const active = items.find((view) => view.id === openId) ?? null;
  const none = withoutList(names);
  const open: Views["open"] = (view) => url.set({ ...none, ...Object.fromEntries(new URLSearchParams(view.query)), [OPEN]: view.id });
  useDefaultView(data, opensDefault && present === "" && openId === "", open);
  return {
    list,
    items,
    active,
    isChanged: active !== null && queryOf(new URLSearchParams(active.query), names) !== present,
    defaultViewId,
    present,
    open,
    leave: (changes = {}) => url.set({ ...none, ...changes }),
    columns: { choice: data?.columns, save: (columns) => like.mutate({ list, columns }) },
  };
}
