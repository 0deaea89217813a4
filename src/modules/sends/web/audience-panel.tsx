import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import type { Option } from "../../../web/ui/filter-chip.tsx";
import { FilterChip } from "../../../web/ui/filter-chip.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { listOrgUnitsEndpoint } from "../../brands/brands.contract.ts";
import { listBlueprintsEndpoint } from "../../groups/blueprints.contract.ts";
import { summarizeGroupsEndpoint } from "../../groups/group-list.contract.ts";
import { positionings } from "../../groups/profile.contract.ts";
import { orgOptions } from "../../groups/web/org-options.ts";
import { GroupPicker } from "./group-picker.tsx";
import type { Draft } from "./use-draft.ts";

/** 发给谁: by conditions, or one by one. */
export function AudiencePanel({ draft }: { draft: Draft }) {
  const { t } = useTranslation("newSend");
  const { fields, set } = draft;
  return (
    <Panel
      title={t("to")}
      mark={
        <Segmented
          label={t("toMode")}
          value={fields.mode}
          onChange={(mode) => set({ mode })}
          options={[
            { value: "filter", label: t("byFilter") },
            { value: "list", label: t("byList") },
          ]}
        />
      }
    >
      {fields.mode === "filter" ? <Conditions draft={draft} /> : <GroupPicker draft={draft} />}
    </Panel>
  );
}

type Condition = "orgId" | "blueprintId" | "positioning" | "stage";

interface ConditionChipProps {
  draft: Draft;
  condition: Condition;
  name: string;
  options: Option[];
}

function ConditionChip({ draft, condition, name, options }: ConditionChipProps) {
  const value = draft.fields[condition];
  return (
    <FilterChip name={name} options={options} value={value ? [value] : []} onChange={([next = ""]) => draft.set({ [condition]: next })} />
  );
}

/** How many groups the conditions mean, before anything is known of content and time. */
function Matching({ fields }: { fields: Draft["fields"] }) {
  const { t } = useTranslation("newSend");
  const asked = {
    orgId: fields.orgId || undefined,
    blueprintId: fields.blueprintId || undefined,
    positioning: fields.positioning || undefined,
    stage: fields.stage || undefined,
  };
  const summary = useEndpoint(summarizeGroupsEndpoint, { ...asked, status: "active" }, { keepLast: true });
  const isAll = Object.values(asked).every((one) => one === undefined);
  return (
    <p className="sec">
      {isAll ? t("everyone") : null}
      {summary.data ? t("matching", { groups: formatCount(summary.data.total), people: formatCount(summary.data.people) }) : null}
    </p>
  );
}

const stages = [1, 2, 3, 4, 5] as const;

function Conditions({ draft }: { draft: Draft }) {
  const { t } = useTranslation(["newSend", "groups"]);
  const orgs = useEndpoint(listOrgUnitsEndpoint, {});
  const blueprints = useEndpoint(listBlueprintsEndpoint, {});
  const ofBlueprints = (blueprints.data?.items ?? []).map((one) => ({ value: one.id, label: one.name, note: formatCount(one.groups) }));
  const ofPositions = positionings.map((value) => ({ value, label: t(`groups:positioning.${value}`) }));
  const ofStages = stages.map((stage) => ({ value: String(stage), label: t(`groups:stage.${stage}`) }));
  return (
    <div className="sends-conditions">
      <div className="row g8">
        <ConditionChip draft={draft} condition="orgId" name={t("filter.org")} options={orgOptions(orgs.data?.items ?? [])} />
        <ConditionChip draft={draft} condition="blueprintId" name={t("filter.blueprint")} options={ofBlueprints} />
        <ConditionChip draft={draft} condition="positioning" name={t("filter.positioning")} options={ofPositions} />
        <ConditionChip draft={draft} condition="stage" name={t("filter.stage")} options={ofStages} />
      </div>
      <Matching fields={draft.fields} />
    </div>
  );
}
