import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { callEndpoint, useAction } from "../../../web/api.ts";
import { formatCount } from "../../../web/ui/format.ts";
import { actionToast, errorToast, toast } from "../../../web/ui/toast.tsx";
import { ApiError } from "../../../web/client.ts";
import { cancelExportEndpoint, type ExportRow, listExportsEndpoint, startExportEndpoint } from "../exports.contract.ts";
import { followExport, saveExport } from "./follow.ts";

/** One export from the press of the button to its file; goes on in the background when it is left. */
export function useExport(onClose: () => void) {
  const { t } = useTranslation("exports");
  const [row, setRow] = useState<ExportRow | null>(null);
  const isWatched = useRef(true);
  const save = (id: string) => void saveExport(id).catch(errorToast);

  const end = (last: ExportRow) => {
    const rows = formatCount(last.rows);
    if (last.failure) errorToast(new ApiError(last.failure.code, 500, last.failure.details));
    if (last.state === "done" && isWatched.current) {
      save(last.id);
      toast(t("done", { rows }));
    } else if (last.state === "done") {
      actionToast(t("ready", { name: last.name ?? last.title, rows }), t("download"), () => save(last.id));
    }
    if (isWatched.current) onClose();
  };
  const start = useAction(startExportEndpoint, {
    invalidates: [listExportsEndpoint],
    onDone: ({ id }) => void followExport(id, setRow).then(end),
    onFailed: errorToast,
  });
  const leave = () => {
    isWatched.current = false;
    if (start.data) toast(t("left"));
    onClose();
  };
  const cancel = () => {
    if (start.data) void callEndpoint(cancelExportEndpoint, { exportId: start.data.id }).then(() => toast(t("cancelled")), errorToast);
    onClose();
  };
  return { row, start: start.mutate, isStarting: start.isPending, isUnderWay: start.isPending || start.isSuccess, leave, cancel };
}
