import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { ConfirmNumbers, type Check } from "../../../web/ui/confirm-numbers.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import type { GroupDetail } from "../groups.contract.ts";
import { handOverEndpoint, listWorkloadsEndpoint, type Workload } from "../roster.contract.ts";
import { bulkTouches } from "./use-bulk-done.ts";
import { useWorkloadOptions } from "./workload-options.tsx";

/** A new owner for one group, with what it does to his workload. */
export function HandOverDialog({ group, onClose }: { group: GroupDetail; onClose: () => void }) {
  const { t } = useTranslation("groups");
  const workloads = useEndpoint(listWorkloadsEndpoint, {});
  const items = workloads.data?.items ?? [];
  const [staffId, setStaffId] = useState<string | null>(null);
  const [keepAsAdmin, setKeep] = useState(true);
  const options = useWorkloadOptions(items.filter((one) => one.staffId !== group.owner?.id));
  const next = items.find((one) => one.staffId === staffId);
  const handOver = useAction(handOverEndpoint, {
    invalidates: bulkTouches,
    onDone: () => {
      toast(next ? t("roster.handedOver", { name: next.name }) : t("roster.released"));
      onClose();
    },
    onFailed: errorToast,
  });
  return (
    <ConfirmNumbers
      open
      icon="member"
      title={t("roster.handOverTitle", { name: group.name })}
      facts={group.owner ? t("roster.ownerNow", { name: group.owner.name }) : t("roster.ownerNone")}
      checks={[checkOf(t, next, workloads.data?.warnAbove)]}
      confirm={next ? t("roster.handTo", { name: next.name }) : t("roster.release")}
      disabled={staffId === (group.owner?.id ?? null)}
      busy={handOver.isPending}
      onConfirm={() => handOver.mutate({ groupId: group.id, staffId, keepAsAdmin: keepAsAdmin && staffId !== null })}
      onClose={onClose}
    >
      <div>
        <FormField label={t("roster.to")}>
          <Select
            allowClear
            showSearch
            optionFilterProp="title"
            value={staffId}
            options={options}
            loading={workloads.isLoading}
            onChange={(id?: string) => setStaffId(id ?? null)}
          />
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

function checkOf(t: ReturnType<typeof useTranslation<"groups">>["t"], next: Workload | undefined, limit: number | undefined): Check {
  if (!next) return { tone: "warn", text: t("roster.nobody") };
  return {
    tone: next.verdict === "fine" ? "good" : "warn",
    text: t(`bulk.owner.${next.verdict}`, { name: next.name, before: next.groups, after: next.groups + 1, limit }),
  };
}
