import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { useGo } from "../../../web/ui/link.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { toast } from "../../../web/ui/toast.tsx";
import { listOrgUnitsEndpoint } from "../../brands/brands.contract.ts";
import { listBlueprintsEndpoint, showBlueprintEndpoint } from "../blueprints.contract.ts";
import { createGroupEndpoint } from "../groups.contract.ts";
import { listGroupsEndpoint, summarizeGroupsEndpoint } from "../group-list.contract.ts";
import { type GroupChannel, groupChannels } from "../profile.contract.ts";
import { presetSize } from "../profile.rules.ts";
import { listWorkloadsEndpoint } from "../roster.contract.ts";
import { BaseFields, type BaseValue } from "./base-fields.tsx";
import { orgOptions } from "./org-options.ts";
import { useSpecLines } from "./spec-lines.ts";
import { useWorkloadOptions } from "./workload-options.tsx";
import "./groups.css";
import "./profile-panel.css";

const blank: BaseValue = { positioning: "benefit", commercialType: "promotion", ...presetSize("benefit"), slogan: "", announcement: "" };

interface Place {
  name: string;
  orgId: string;
  channel: GroupChannel;
  ownerStaffId: string | null;
}

/** 新建社群: one group, from a blueprint or by hand. */
export function NewGroupPage() {
  const { t } = useTranslation("groups");
  const brand = useBrand();
  const go = useGo();
  const [place, setPlace] = useState<Place>({ name: "", orgId: brand.staff.orgId, channel: "web", ownerStaffId: brand.staff.id });
  const [blueprintId, setBlueprint] = useState("");
  const [base, setBase] = useState<BaseValue>(blank);
  const make = useAction(createGroupEndpoint, {
    invalidates: [listGroupsEndpoint, summarizeGroupsEndpoint, listOrgUnitsEndpoint, listWorkloadsEndpoint],
    onDone: ({ id, code }) => {
      toast(t("new.done", { code }));
      go(`groups/${id}`);
    },
  });
  const submit = () => make.mutate(blueprintId ? { ...place, blueprintId } : { ...base, ...place });
  return (
    <Page title={t("list.create")} crumbs={[{ label: t("title"), to: "groups" }]}>
      <form
        className="gnew"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Where place={place} onChange={setPlace} />
        <Panel title={t("new.what")} padded>
          <BlueprintChoice value={blueprintId} onChange={setBlueprint} />
          {blueprintId ? <BlueprintGist blueprintId={blueprintId} /> : <BaseFields value={base} onChange={setBase} />}
        </Panel>
        {make.error ? (
          <p className="bad" role="alert">
            {errorText(make.error)}
          </p>
        ) : null}
        <div className="row g8">
          <Button type="submit" kind="primary" busy={make.isPending} disabled={place.name.trim() === ""}>
            {place.channel === "web" ? t("new.open") : t("new.plan")}
          </Button>
          <Button to="groups">{t("cancel")}</Button>
        </div>
      </form>
    </Page>
  );
}

function Where({ place, onChange }: { place: Place; onChange: (place: Place) => void }) {
  const { t } = useTranslation("groups");
  const orgs = useEndpoint(listOrgUnitsEndpoint, {});
  const staff = useEndpoint(listWorkloadsEndpoint, {});
  const owners = useWorkloadOptions(staff.data?.items ?? []);
  const owner = staff.data?.items.find((one) => one.staffId === place.ownerStaffId);
  const warning = owner && owner.verdict !== "fine" ? t("new.workloadWarn", { name: owner.name, count: owner.groups + 1 }) : null;
  return (
    <Panel title={t("new.where")} padded>
      <FormField label={t("new.name")} hint={t("new.nameHint")}>
        <TextInput value={place.name} onChange={(name) => onChange({ ...place, name })} maxLength={60} required autoFocus />
      </FormField>
      <div className="gpair">
        <FormField label={t("list.filter.org")}>
          <Select
            showSearch
            optionFilterProp="label"
            value={place.orgId}
            options={orgOptions(orgs.data?.items ?? [])}
            onChange={(orgId: string) => onChange({ ...place, orgId })}
          />
        </FormField>
        <FormField label={t("list.filter.owner")} error={warning}>
          <Select
            allowClear
            showSearch
            optionFilterProp="title"
            value={place.ownerStaffId}
            options={owners}
            onChange={(id?: string) => onChange({ ...place, ownerStaffId: id ?? null })}
          />
        </FormField>
      </div>
      <FormField isGroup label={t("list.filter.channel")} hint={t(`new.channelHint.${place.channel}`)}>
        <div>
          <Segmented
            label={t("list.filter.channel")}
            value={place.channel}
            options={groupChannels.map((one) => ({ value: one, label: t(`channel.${one}`) }))}
            onChange={(channel) => onChange({ ...place, channel })}
          />
        </div>
      </FormField>
    </Panel>
  );
}

function BlueprintChoice({ value, onChange }: { value: string; onChange: (blueprintId: string) => void }) {
  const { t } = useTranslation("groups");
  const blueprints = useEndpoint(listBlueprintsEndpoint, {});
  const options = (blueprints.data?.items ?? []).map((one) => ({ value: one.id, label: `${one.name} v${one.latestVersion}` }));
  return (
    <FormField label={t("list.filter.blueprint")} note={t("optional")} hint={t("new.blueprintHint")}>
      <Select
        allowClear
        value={value || null}
        placeholder={t("new.byHand")}
        loading={blueprints.isLoading}
        options={options}
        onChange={(id?: string) => onChange(id ?? "")}
      />
    </FormField>
  );
}

/** What the group will take from the blueprint, in short. */
function BlueprintGist({ blueprintId }: { blueprintId: string }) {
  const { t } = useTranslation("groups");
  const linesOf = useSpecLines();
  const query = useEndpoint(showBlueprintEndpoint, { blueprintId });
  const spec = query.data?.versions[0]?.spec;
  if (!spec) return <BlockSkeleton height={120} />;
  return (
    <dl className="prof">
      {(["positioning", "commercialType", "capacity", "targetMembers", "slogan", "gives", "rules", "reception"] as const)
        .map((field) => ({ field, lines: linesOf(spec, field) }))
        .filter(({ lines }) => lines.length > 0)
        .map(({ field, lines }) => (
          <div key={field}>
            <dt>{t(`blueprint.field.${field}`)}</dt>
            <dd>
              {lines.map((line, at) => (
                <p key={at}>{line}</p>
              ))}
            </dd>
          </div>
        ))}
    </dl>
  );
}
