import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AskOf } from "../../../lib/define.ts";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { pageLanguage } from "../../../web/language.ts";
import { Button } from "../../../web/ui/button.tsx";
import { useGo } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { listOrgUnitsEndpoint } from "../../brands/brands.contract.ts";
import { type Blueprint, listBlueprintsEndpoint } from "../blueprints.contract.ts";
import { listGroupsEndpoint, summarizeGroupsEndpoint } from "../group-list.contract.ts";
import { listWorkloadsEndpoint } from "../roster.contract.ts";
import { listStampsEndpoint, stampGroupsEndpoint } from "../stamp.contract.ts";
import { nameParts } from "../stamp.rules.ts";
import { StampNaming } from "./stamp-naming.tsx";
import { StampOwners } from "./stamp-owners.tsx";
import { isAskable, StampPreview, useStampPlan } from "./stamp-preview.tsx";
import { StampUnits } from "./stamp-units.tsx";
import "./stamp.css";

export type StampForm = AskOf<typeof stampGroupsEndpoint> & {
  pattern: string;
  start: number;
  digits: number;
  units: { orgId: string; count: number }[];
  ownerStaffIds: string[];
  open: boolean;
  channel: "web" | "wecom" | "qq" | "manual";
};

/** 从模板批量建群: blueprint, units, names and owners on the left, what comes of them on the right. */
export function StampPage() {
  const { t } = useTranslation("groups");
  const blueprints = useEndpoint(listBlueprintsEndpoint, {});
  return (
    <Page title={t("list.stamp")} crumbs={[{ label: t("title"), to: "groups" }]}>
      <Loaded
        query={blueprints}
        what={t("list.more.blueprints")}
        empty={(data) =>
          data.items.length > 0 ? null : (
            <EmptyState
              title={t("stamp.noBlueprint")}
              text={t("stamp.noBlueprintWhy")}
              actions={
                <Button kind="primary" icon="plus" to="groups/blueprints/new">
                  {t("blueprint.create")}
                </Button>
              }
            />
          )
        }
      >
        {(data) => <Wizard blueprint={data.items[0]} />}
      </Loaded>
    </Page>
  );
}

function Wizard({ blueprint }: { blueprint: Blueprint | undefined }) {
  const { t } = useTranslation("groups");
  const go = useGo();
  const [form, setForm] = useState<StampForm>({
    blueprintId: blueprint?.id ?? "",
    channel: "web",
    pattern: `${nameParts[pageLanguage()].org} ${t(`positioning.${blueprint?.positioning ?? "benefit"}`)} ${nameParts[pageLanguage()].no}`,
    start: 1,
    digits: 2,
    units: [],
    ownerStaffIds: [],
    open: false,
  });
  const total = form.units.reduce((sum, unit) => sum + unit.count, 0);
  const plan = useStampPlan(form);
  const make = useAction(stampGroupsEndpoint, {
    invalidates: [listGroupsEndpoint, summarizeGroupsEndpoint, listStampsEndpoint, listOrgUnitsEndpoint, listWorkloadsEndpoint],
    onDone: ({ stampId }) => go(`groups/stamps/${stampId}`),
    onFailed: errorToast,
  });
  const stopped = !isAskable(form) || !plan.data || plan.data.clashes.length > 0 || plan.data.tooLong.length > 0;
  return (
    <div className="grid stamp">
      <div className="col">
        <StampNaming form={form} onChange={setForm} />
        <StampUnits form={form} onChange={setForm} />
        <StampOwners form={form} onChange={setForm} />
      </div>
      <StampPreview
        plan={plan}
        total={total}
        foot={
          <Button kind="primary" className="wide" size="l" busy={make.isPending} disabled={stopped} onClick={() => make.mutate(form)}>
            {total > 0 ? t("stamp.make", { count: total }) : t("stamp.makeNone")}
          </Button>
        }
      />
    </div>
  );
}
