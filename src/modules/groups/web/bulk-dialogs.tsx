import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AskOf } from "../../../lib/define.ts";
import { callEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import type { BulkAction } from "../../../web/ui/bulk-bar.tsx";
import { useGo } from "../../../web/ui/link.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import type { Selection } from "../../../web/ui/use-selection.ts";
import { MOST_AT_ONCE } from "../bulk.contract.ts";
import { listGroupIdsEndpoint } from "../group-list.contract.ts";
import { ApplyBlueprintDialog } from "./apply-blueprint-dialog.tsx";
import { AssignOwnersDialog } from "./assign-owners-dialog.tsx";
import { CloseGroupsDialog } from "./close-groups-dialog.tsx";

type Open = "owner" | "blueprint" | "close" | null;

export interface Bulk {
  open: Open;
  ids: readonly string[];
  pickAll: () => void;
  actions: BulkAction[];
  /** Closes the dialog; after something was done the selection goes too. */
  close: (done?: boolean) => void;
}

/** Up to here a list of groups fits into an address. */
const SEND_LIMIT = 200;

/** What can be done with the groups that are ticked. */
export function useBulk(selection: Selection, ask: AskOf<typeof listGroupIdsEndpoint>): Bulk {
  const { t } = useTranslation("groups");
  const brand = useBrand();
  const go = useGo();
  const [open, setOpen] = useState<Open>(null);
  const disabled = selection.count > MOST_AT_ONCE;
  const send: BulkAction = {
    icon: "send",
    label: t("list.actions.send"),
    disabled: selection.count > SEND_LIMIT,
    onRun: () => go(`reach/new?groups=${selection.keys.join(",")}`),
  };
  return {
    open,
    ids: selection.keys,
    pickAll: () => void callEndpoint(listGroupIdsEndpoint, ask).then(({ ids }) => selection.setAll(ids, true), errorToast),
    actions: [
      ...(brand.can("sends.create") ? [send] : []),
      { icon: "member", label: t("list.actions.owner"), disabled, onRun: () => setOpen("owner") },
      { icon: "copy", label: t("list.actions.blueprint"), disabled, onRun: () => setOpen("blueprint") },
      { icon: "leave", label: t("list.actions.close"), disabled, onRun: () => setOpen("close") },
    ],
    close: (done = false) => {
      setOpen(null);
      if (done) selection.clear();
    },
  };
}

export function BulkDialogs({ bulk }: { bulk: Bulk }) {
  if (bulk.open === "owner") return <AssignOwnersDialog groupIds={bulk.ids} onClose={bulk.close} />;
  if (bulk.open === "blueprint") return <ApplyBlueprintDialog groupIds={bulk.ids} onClose={bulk.close} />;
  return bulk.open === "close" ? <CloseGroupsDialog groupIds={bulk.ids} onClose={bulk.close} /> : null;
}
