import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OutputOf } from "../../../lib/define.ts";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { ConfirmNumbers, type Check } from "../../../web/ui/confirm-numbers.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import type { NumberFact } from "../../../web/ui/number-strip.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { assignOwnersEndpoint } from "../bulk.contract.ts";
import { listWorkloadsEndpoint } from "../roster.contract.ts";
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
  const plan = planOf(t, workloads.data, staffIds, groupIds.length);
  return (
    <ConfirmNumbers
      open
      icon="member"
      title={t("bulk.owner.title", { count: groupIds.length })}
      facts={t("bulk.owner.facts")}
      numbers={plan.numbers}
      checks={plan.checks}
      confirm={t("bulk.owner.confirm", { count: groupIds.length })}
      disabled={staffIds.length === 0}
      busy={assign.isPending}
      onConfirm={() => assign.mutate({ groupIds: [...groupIds], ownerStaffIds: staffIds, keepAsAdmin })}
      onClose={() => onClose()}
    >
      <div>
        <FormField label={t("bulk.owner.who")} hint={t("bulk.owner.hint")}>
          <Select
            mode="multiple"
            value={staffIds}
            options={options}
            onChange={setStaffIds}
            optionFilterProp="title"
            loading={workloads.isLoading}
          />
        </FormField>
        <label className="row g8">
          <input type="checkbox" className="chk" checked={keepAsAdmin} onChange={(event) => setKeep(event.target.checked)} />
          {t("roster.keepAsAdmin")}
        </label>
      </div>
    </ConfirmNumbers>
  );
}

type Translate = ReturnType<typeof useTranslation<"groups">>["t"];

/** How each of the chosen would stand if they took even shares. */
function planOf(
  t: Translate,
  workloads: OutputOf<typeof listWorkloadsEndpoint> | undefined,
  staffIds: readonly string[],
  groups: number,
): { numbers: NumberFact[]; checks: Check[] } {
  const chosen = workloads?.items.filter((one) => staffIds.includes(one.staffId)) ?? [];
  if (!workloads || chosen.length === 0) {
    return {
      numbers: [
        { value: groups, label: t("bulk.groups") },
        { value: "—", label: t("bulk.owner.each") },
        { value: "—", label: t("bulk.owner.room") },
      ],
      checks: [],
    };
  }
  const each = Math.ceil(groups / chosen.length);
  const room = chosen.reduce((sum, one) => sum + Math.max(0, workloads.refuseAbove - one.groups), 0);
  const tones = { fine: "good", warn: "warn", refuse: "bad" } as const;
  const checks = chosen.map((one): Check => {
    const { verdict, count, limit } = decideWorkload(one.groups, each, workloads);
    return { tone: tones[verdict], text: t(`bulk.owner.${verdict}`, { name: one.name, before: one.groups, after: count, limit }) };
  });
  return {
    numbers: [
      { value: groups, label: t("bulk.groups") },
      { value: each, label: t("bulk.owner.each") },
      { value: room, label: t("bulk.owner.room"), ...(room < groups ? { tone: "bad" as const } : {}) },
    ],
    checks,
  };
}
