import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { ConfirmNumbers, type Check } from "../../../web/ui/confirm-numbers.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import type { GroupDetail } from "../groups.contract.ts";
import { handOverEndpoint, listWorkloadsEndpoint } from "../roster.contract.ts";
import { bulkTouches } from "./use-bulk-done.ts";
import { useWorkloadOptions } from "./workload-options.tsx";

/** A new owner for one group, with what it does to his workload. */
export function HandOverDialog({ group, onClose }: { group: GroupDetail; onClose: () => void }) {
  const { t } = useTranslation("groups");
  const workloads = useEndpoint(listWorkloadsEndpoint, {});
  const [staffId, setStaffId] = useState<string | null>(null);
  const [keepAsAdmin, setKeep] = useState(true);
  const options = useWorkloadOptions((workloads.data?.items ?? []).filter((one) => one.staffId !== group.owner?.id));
  const next = workloads.data?.items.find((one) => one.staffId === staffId);
  const handOver = useAction(handOverEndpoint, {
    invalidates: bulkTouches,
    onDone: () => {
      toast(next ? t("roster.handedOver", { name: next.name }) : t("roster.released"));
      onClose();
    },
    onFailed: errorToast,
  });
  const checks: Check[] = next
    ? [{ tone: next.verdict === "fine" ? "good" : "warn", text: t(`bulk.owner.${next.verdict}`, { name: next.name, before: next.groups, after: next.groups + 1, limit: workloads.data?.warnAbove }) }]
    : [{ tone: "warn", text: t("roster.nobody") }];
  return (
    <ConfirmNumbers
      open
      icon="member"
      title={t("roster.handOverTitle", { name: group.name })}
      facts={group.owner ? t("roster.ownerNow", { name: group.owner.name }) : t("roster.ownerNone")}
      checks={checks}
      confirm={next ? t("roster.handTo", { name: next.name }) : t("roster.release")}
      disabled={staffId === null && group.owner === null}
      busy={handOver.isPending}
      onConfirm={() => handOver.mutate({ groupId: group.id, staffId, keepAsAdmin: keepAsAdmin && staffId !== null })}
      onClose={onClose}
    >
      <div>
        <FormField label={t("roster.to")}>
          <Select allowClear showSearch optionFilterProp="title" value={staffId} options={options} loading={workloads.isLoading} onChange={(id?: string) => setStaffId(id ?? null)} />
        </FormField>
        {group.owner && staffId ? (
          <label className="row g8">
            <input type="checkbox" className="chk" checked={keepAsAdmin} onChange={(event) => setKeep(event.target.checked)} />
            {t("roster.keepAsAdmin")}
          </label>
        ) : null}
      </div>
    </ConfirmNumbers>
  );
}
