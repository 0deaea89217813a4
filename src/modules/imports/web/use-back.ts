import { useAction } from "../../../web/api.ts";
import { errorToast } from "../../../web/ui/toast.tsx";
import { type ImportDetail, rereadImportEndpoint, showImportEndpoint } from "../imports.contract.ts";

/** Back to the columns, as they were chosen. */
export function useBackToColumns(one: ImportDetail): () => void {
  const back = useAction(rereadImportEndpoint, { invalidates: [showImportEndpoint], onFailed: errorToast });
  return () => back.mutate({ importId: one.id, format: one.format, keep: true });
}
