import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { bindGroupEndpoint, type GroupDetail } from "../groups.contract.ts";
import { bulkTouches } from "./use-bulk-done.ts";

/** Ties a planned group to the one that was made on its platform. */
export function BindDialog({ group, onClose }: { group: GroupDetail; onClose: () => void }) {
  const { t } = useTranslation("groups");
  const [externalId, setExternalId] = useState(group.externalId ?? "");
  const bind = useAction(bindGroupEndpoint, {
    invalidates: bulkTouches,
    onDone: () => {
      toast(t("bind.done"));
      onClose();
    },
    onFailed: errorToast,
  });
  return (
    <ConfirmNumbers
      open
      icon="link"
      title={t("bind.title")}
      facts={t("bind.facts", { name: group.name })}
      confirm={t("bind.confirm")}
      disabled={externalId.trim() === ""}
      busy={bind.isPending}
      onConfirm={() => bind.mutate({ groupId: group.id, externalId: externalId.trim() })}
      onClose={onClose}
    >
      <FormField label={t("bind.id")} hint={t("bind.hint")}>
        <TextInput value={externalId} onChange={setExternalId} maxLength={120} autoFocus />
      </FormField>
    </ConfirmNumbers>
  );
}
