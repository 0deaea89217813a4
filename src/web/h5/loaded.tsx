import type { ReactNode } from "react";
import { EmptyState, ErrorState } from "../ui/h5/states.tsx";
import type { ApiError } from "./api.ts";
import { sentenceOf } from "./sentences.ts";

interface Query<T> {
  data: T | undefined;
  error: ApiError | null;
  refetch: () => unknown;
}

/** Loading, error and data of one answer, drawn once for all pages; what is shown stays while it is read anew. */
export function Loaded<T>({ query, bones, children }: { query: Query<T>; bones: ReactNode; children: (value: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  return query.error ? <Failed error={query.error} onRetry={() => void query.refetch()} /> : bones;
}

export function Failed({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  if (error.status === 401) return <Outside />;
  if (error.code === "network")
    return (
      <ErrorState title="网络断了" onRetry={onRetry}>
        没有丢失任何内容，连上网再试
      </ErrorState>
    );
  const lost = error.status === 404 || error.status === 403;
  return (
    <ErrorState title={lost ? "打不开" : "没读出来"} problem={error.requestId} {...(!lost && { onRetry })}>
      {sentenceOf(error)}
    </ErrorState>
  );
}

/** Nobody is signed in on this phone: membership begins at a join link. */
export function Outside() {
  return (
    <EmptyState icon="people" title="你还没进群">
      请打开店里发的进群链接，或扫门店的群二维码
    </EmptyState>
  );
}
