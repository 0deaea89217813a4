import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { UseMutationResult, UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import type { Endpoint } from "../lib/define.ts";
import { ApiError, brandSlug, callEndpoint } from "./client.ts";

export { ApiError, brandSlug, callEndpoint, newKey } from "./client.ts";

/** Where an endpoint's answer is kept: its path, the question, the brand. */
export function keyOf(endpoint: Pick<Endpoint, "path">, input?: unknown): unknown[] {
  return input === undefined ? [endpoint.path] : [endpoint.path, input, brandSlug()];
}

interface ReadOptions {
  /** False waits, until an id is known for instance. */
  enabled?: boolean;
  /** Asks again at this pace while the page is in sight. */
  refreshMs?: number;
  /** The last answer stays in sight while a changed question is asked. */
  keepLast?: boolean;
}

const readOptions = (options: ReadOptions) => ({
  enabled: options.enabled ?? true,
  ...(options.refreshMs ? { refetchInterval: options.refreshMs } : {}),
  ...(options.keepLast ? { placeholderData: keepPreviousData } : {}),
});

export function useEndpoint<Ask, Out>(
  endpoint: Endpoint<Ask, unknown, Out>,
  input: Ask,
  options: ReadOptions = {},
): UseQueryResult<Out, Error> {
  return useQuery<Out, Error>({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => callEndpoint(endpoint, input, { signal }),
    ...readOptions(options),
  });
}

type PageShape = { items: unknown[]; nextCursor: string | null; total?: number | undefined };

/** A list read on and on (timelines, chats): `items` is all that was read so far, `more()` reads the next part. */
export function useEndpointPages<Ask, Out extends PageShape>(
  endpoint: Endpoint<Ask, unknown, Out>,
  input: Ask,
  options: Omit<ReadOptions, "keepLast"> = {},
) {
  const query = useInfiniteQuery({
    queryKey: [...keyOf(endpoint, input), "pages"],
    queryFn: ({ signal, pageParam }) => callEndpoint(endpoint, withCursor(input, pageParam), { signal }),
    initialPageParam: "",
    getNextPageParam: (last: Out) => last.nextCursor ?? undefined,
    ...readOptions(options),
  });
  const items: Out["items"][number][] = query.data?.pages.flatMap((page) => page.items) ?? [];
  return { query, items, hasMore: query.hasNextPage, more: () => void query.fetchNextPage(), loadingMore: query.isFetchingNextPage };
}

function withCursor<T>(input: T, cursor: string): T {
  return cursor ? { ...input, cursor } : input;
}

/** A table's list, page by page: back to the first page when the question changes. Feed it to `CursorPager`. */
export function useCursorPages<Ask, Out extends PageShape>(
  endpoint: Endpoint<Ask, unknown, Out>,
  input: Ask,
  options: Omit<ReadOptions, "keepLast"> = {},
) {
  const asked = JSON.stringify(input);
  const [trail, setTrail] = useState<{ asked: string; steps: { cursor: string; first: number }[] }>({ asked, steps: [] });
  const steps = trail.asked === asked ? trail.steps : [];
  const here = steps.at(-1) ?? { cursor: "", first: 1 };
  const query = useEndpoint(endpoint, withCursor(input, here.cursor), { ...options, keepLast: true });
  const page: PageShape | undefined = query.data;
  const count = page?.items.length ?? 0;
  const next = () => {
    if (page?.nextCursor && !query.isPlaceholderData)
      setTrail({ asked, steps: [...steps, { cursor: page.nextCursor, first: here.first + count }] });
  };
  return {
    query,
    pager: {
      first: count === 0 ? 0 : here.first,
      last: here.first + count - 1,
      total: page?.total,
      hasPrevious: steps.length > 0,
      hasNext: page?.nextCursor != null,
      previous: () => setTrail({ asked, steps: steps.slice(0, -1) }),
      next,
    },
  };
}

interface ActionOptions<In, Out> {
  /** Answers of these endpoints are asked for again once it is done. */
  invalidates?: Pick<Endpoint, "path">[];
  /**
   * Heard for every call, also when the page was left: what was done is told here, and here it is offered to be taken back. What is
   * given to `mutate` is heard for the latest call alone, and only while its component stands. A promise keeps the action pending until
   * it is kept; a failure in it is the action's.
   */
  onDone?: (output: Out, input: In) => void | Promise<void>;
  onFailed?: (error: Error, input: In) => void;
}

/** A POST as a mutation: `action.mutate(input)`, `action.isPending`, `action.error`. */
export function useAction<Ask, Out>(
  endpoint: Endpoint<Ask, unknown, Out>,
  options: ActionOptions<Ask, Out> = {},
): UseMutationResult<Out, Error, Ask> {
  const client = useQueryClient();
  return useMutation<Out, Error, Ask>({
    mutationFn: (input) => callEndpoint(endpoint, input),
    onSuccess: async (output, input) => {
      await options.onDone?.(output, input);
      await Promise.all((options.invalidates ?? []).map((one) => client.invalidateQueries({ queryKey: keyOf(one) })));
    },
    onError: (error, input) => options.onFailed?.(error, input),
  });
}

/** Reads are tried again when the network or the server failed, never when the server refused. */
export function mayTryAgain(failures: number, error: Error): boolean {
  if (failures >= 2 || !(error instanceof ApiError)) return false;
  return error.status === 0 || error.status >= 500;
}
