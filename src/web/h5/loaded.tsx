import type { ReactNode } from "react";
import { EmptyState, ErrorState } from "../ui/h5/states.tsx";
import type { ApiError } from "./api.ts";
import { sentenceOf } from "./sentences.ts";
import { t } from "./words.ts";

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
      <ErrorState title={t("load.offline")} onRetry={onRetry}>
        {t("load.offlineWhy")}
      </ErrorState>
    );
  const lost = error.status === 404 || error.status === 403;
  return (
    <ErrorState title={lost ? t("load.lost") : t("load.failed")} problem={error.requestId} {...(!lost && { onRetry })}>
      {sentenceOf(error)}
    </ErrorState>
  );
}

/** Nobody is signed in on this phone: membership begins at a join link. */
export function Outside() {
  return (
    <EmptyState icon="people" title={t("outside.title")}>
      {t("outside.text")}
    </EmptyState>
  );
}
