import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { listOrgUnitsEndpoint, type OrgUnit, removeOrgUnitEndpoint } from "../brands.contract.ts";

export function RemoveOrg({ unit, onClose }: { unit: OrgUnit; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const remove = useAction(removeOrgUnitEndpoint, {
    invalidates: [listOrgUnitsEndpoint],
    onDone: () => {
      toast(t("org.removed", { name: unit.name }));
      onClose();
    },
    onFailed: (error) => {
      errorToast(error);
      onClose();
    },
  });
  return (
    <ConfirmNumbers
      open
      danger
      icon="trash"
      title={t("org.removeTitle", { name: unit.name })}
      facts={t("org.removeFacts")}
      confirm={t("org.remove", { name: unit.name })}
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ orgId: unit.id })}
      onClose={onClose}
    />
  );
}
