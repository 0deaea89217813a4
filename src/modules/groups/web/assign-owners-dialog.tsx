import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { ConfirmNumbers, type Check } from "../../../web/ui/confirm-numbers.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { assignOwnersEndpoint } from "../bulk.contract.ts";
import { listWorkloadsEndpoint, type Workload } from "../roster.contract.ts";
import { decideWorkload } from "../workload.rules.ts";
import { bulkTouches, useBulkDone } from "./use-bulk-done.ts";
import { useWorkloadOptions } from "./workload-options.tsx";

interface Props {
  groupIds: readonly string[];
  onClose: (done?: boolean) => void;
}

/** New owners for the groups: one person, or several who share them out. */
export function AssignOwnersDialog({ groupIds, onClose }: Props) {
  const { t } = useTranslation("groups");
  const workloads = useEndpoint(listWorkloadsEndpoint, {});
  const options = useWorkloadOptions(workloads.data?.items ?? []);
  const [staffIds, setStaffIds] = useState<string[]>([]);
  const [keepAsAdmin, setKeep] = useState(false);
  const done = useBulkDone();
  const assign = useAction(assignOwnersEndpoint, {
    invalidates: bulkTouches,
    onDone: ({ bulkId, changed }) => {
      done(t("bulk.owner.done", { count: changed }), bulkId);
      onClose(true);
    },
    onFailed: errorToast,
  });
  const limits = { warnAbove: workloads.data?.warnAbove ?? 0, refuseAbove: workloads.data?.refuseAbove ?? 0 };
  const chosen = (workloads.data?.items ?? []).filter((one) => staffIds.includes(one.staffId));
  const each = chosen.length === 0 ? 0 : Math.ceil(groupIds.length / chosen.length);
  const room = chosen.reduce((sum, one) => sum + Math.max(0, limits.refuseAbove - one.groups), 0);
  const check = (one: Workload): Check => {
    const decision = decideWorkload(one.groups, each, limits);
    return { tone: decision.verdict === "fine" ? "good" : decision.verdict === "warn" ? "warn" : "bad", text: t(`bulk.owner.${decision.verdict}`, { name: one.name, before: one.groups, after: decision.count, limit: decision.limit }) };
  };
  return (
    <ConfirmNumbers
      open
      icon="member"
      title={t("bulk.owner.title", { count: groupIds.length })}
      facts={t("bulk.owner.facts")}
      numbers={[
        { value: groupIds.length, label: t("bulk.groups") },
        { value: each || "—", label: t("bulk.owner.each") },
        { value: chosen.length === 0 ? "—" : room, label: t("bulk.owner.room"), ...(chosen.length > 0 && room < groupIds.length ? { tone: "bad" as const } : {}) },
      ]}
      checks={chosen.map(check)}
      confirm={t("bulk.owner.confirm", { count: groupIds.length })}
      disabled={chosen.length === 0}
      busy={assign.isPending}
      onConfirm={() => assign.mutate({ groupIds: [...groupIds], ownerStaffIds: staffIds, keepAsAdmin })}
      onClose={() => onClose()}
    >
      <div>
        <FormField label={t("bulk.owner.who")} hint={t("bulk.owner.hint")}>
          <Select mode="multiple" value={staffIds} options={options} onChange={setStaffIds} optionFilterProp="title" loading={workloads.isLoading} />
        </FormField>
        <label className="row g8">
          <input type="checkbox" className="chk" checked={keepAsAdmin} onChange={(event) => setKeep(event.target.checked)} />
          {t("roster.keepAsAdmin")}
        </label>
      </div>
    </ConfirmNumbers>
  );
}
