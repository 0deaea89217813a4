import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { errorToast, toast, undoToast } from "../../../web/ui/toast.tsx";
import { listDeviationsEndpoint, showBlueprintEndpoint, listBlueprintsEndpoint } from "../blueprints.contract.ts";
import { undoBulkEndpoint } from "../bulk.contract.ts";
import { listGroupsEndpoint, summarizeGroupsEndpoint } from "../group-list.contract.ts";
import { showGroupEndpoint } from "../groups.contract.ts";
import { listRosterEndpoint, listWorkloadsEndpoint } from "../roster.contract.ts";

/** What a bulk action may change of what is shown. */
export const bulkTouches = [
  listGroupsEndpoint,
  summarizeGroupsEndpoint,
  showGroupEndpoint,
  listRosterEndpoint,
  listWorkloadsEndpoint,
  listBlueprintsEndpoint,
  showBlueprintEndpoint,
  listDeviationsEndpoint,
];

/** Says what was done and offers to take it back. */
export function useBulkDone(): (text: string, bulkId: string | null) => void {
  const { t } = useTranslation("groups");
  const undo = useAction(undoBulkEndpoint, {
    invalidates: bulkTouches,
    onDone: ({ restored, left }) => toast(left > 0 ? t("bulk.undoneSome", { restored, left }) : t("bulk.undone", { restored })),
    onFailed: errorToast,
  });
  return (text, bulkId) => {
    if (bulkId) undoToast(text, () => undo.mutate({ bulkId }));
    else toast(t("bulk.nothing"));
  };
}
