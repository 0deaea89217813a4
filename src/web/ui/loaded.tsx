import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { RowsSkeleton } from "./skeleton.tsx";
import { ErrorState } from "./states.tsx";

interface LoadedProps<T> {
  query: UseQueryResult<T, Error>;
  /** What is being read, for the error: 社群列表. */
  what?: string;
  /** As high as what comes; five rows when left out. */
  skeleton?: ReactNode;
  /** Says when there is nothing, and what to show then; null means there is something. */
  empty?: (data: T) => ReactNode;
  /** For small panels. */
  tight?: boolean;
  children: (data: T) => ReactNode;
}

/** The four states of what is read: loading, empty, error, data. Old data stays in sight while a new reading fails. */
export function Loaded<T>({ query, what, skeleton, empty, tight, children }: LoadedProps<T>) {
  if (query.data !== undefined) return empty?.(query.data) ?? children(query.data);
  if (query.isError) {
    return <ErrorState error={query.error} what={what} tight={tight} retrying={query.isFetching} onRetry={() => void query.refetch()} />;
  }
  return skeleton ?? <RowsSkeleton />;
}
