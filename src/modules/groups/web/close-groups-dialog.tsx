import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { closeGroupsEndpoint } from "../bulk.contract.ts";
import { bulkTouches, useBulkDone } from "./use-bulk-done.ts";

interface Props {
  groupIds: readonly string[];
  onClose: (done?: boolean) => void;
}

/** Groups that nobody joins any more. */
export function CloseGroupsDialog({ groupIds, onClose }: Props) {
  const { t } = useTranslation("groups");
  const [reason, setReason] = useState("");
  const done = useBulkDone();
  const close = useAction(closeGroupsEndpoint, {
    invalidates: bulkTouches,
    onDone: ({ bulkId, changed }) => {
      done(t("bulk.close.done", { count: changed }), bulkId);
      onClose(true);
    },
    onFailed: errorToast,
  });
  return (
    <ConfirmNumbers
      open
      danger
      icon="leave"
      title={t("bulk.close.title", { count: groupIds.length })}
      facts={t("bulk.close.facts")}
      checks={[
        { tone: "warn", text: t("bulk.close.entries") },
        { tone: "good", text: t("bulk.close.kept") },
      ]}
      confirm={t("bulk.close.confirm", { count: groupIds.length })}
      busy={close.isPending}
      onConfirm={() => close.mutate({ groupIds: [...groupIds], reason })}
      onClose={() => onClose()}
    >
      <FormField label={t("bulk.close.reason")} note={t("optional")}>
        <TextInput value={reason} onChange={setReason} maxLength={120} />
      </FormField>
    </ConfirmNumbers>
  );
}
