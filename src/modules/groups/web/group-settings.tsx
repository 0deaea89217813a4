import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { toast } from "../../../web/ui/toast.tsx";
import { listOrgUnitsEndpoint } from "../../brands/brands.contract.ts";
import { isSame } from "../differences.rules.ts";
import { changeGroupEndpoint, type GroupDetail } from "../groups.contract.ts";
import { BaseFields } from "./base-fields.tsx";
import { DifferencesPanel } from "./differences-panel.tsx";
import { orgOptions } from "./org-options.ts";
import { ProfileForm } from "./profile-form.tsx";
import { trimProfile } from "./profile-text.ts";
import { bulkTouches } from "./use-bulk-done.ts";
import "./groups.css";

function fieldsOf(group: GroupDetail) {
  const { name, orgId, slogan, announcement, positioning, commercialType, capacity, targetMembers, profile } = group;
  return { name, orgId, slogan, announcement, positioning, commercialType, capacity, targetMembers, profile };
}

/** 设置 of a group: everything that can be changed by hand, saved at once. */
export function GroupSettings({ group }: { group: GroupDetail }) {
  const { t } = useTranslation("groups");
  const brand = useBrand();
  const [form, setForm] = useState(() => fieldsOf(group));
  const orgs = useEndpoint(listOrgUnitsEndpoint, {});
  const change = useAction(changeGroupEndpoint, {
    invalidates: [...bulkTouches, listOrgUnitsEndpoint],
    onDone: ({ changed }) => toast(changed.length > 0 ? t("settings.saved", { count: changed.length }) : t("bulk.nothing")),
  });
  const asked = { ...form, profile: trimProfile(form.profile) };
  const isChanged = !isSame(asked, fieldsOf(group));
  if (!brand.can("groups.manage")) return <EmptyState icon="lock" title={t("settings.readOnly")} text={t("settings.readOnlyWhy")} />;
  return (
    <form
      className="col g16"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ groupId: group.id, ...asked });
      }}
    >
      {group.blueprint ? <DifferencesPanel group={group} blueprint={group.blueprint} onApplied={() => setForm(fieldsOf(group))} /> : null}
      <div className="grid gsettings">
        <Panel title={t("settings.base")} padded>
          <FormField label={t("new.name")}>
            <TextInput value={form.name} onChange={(name) => setForm({ ...form, name })} maxLength={60} required />
          </FormField>
          <FormField label={t("list.filter.org")}>
            <Select
              showSearch
              optionFilterProp="label"
              value={form.orgId}
              options={orgOptions(orgs.data?.items ?? [])}
              onChange={(orgId: string) => setForm({ ...form, orgId })}
            />
          </FormField>
          <BaseFields value={form} onChange={setForm} />
        </Panel>
        <Panel title={t("profile.title")} padded>
          <ProfileForm value={form.profile} logoUrl={group.logoUrl} onChange={(profile) => setForm({ ...form, profile })} />
        </Panel>
      </div>
      <div className="gsave">
        {change.error ? (
          <span className="bad" role="alert">
            {errorText(change.error)}
          </span>
        ) : (
          <span className="mut">{isChanged ? t("settings.unsaved") : t("settings.same")}</span>
        )}
        <span className="sp" />
        <Button disabled={!isChanged} onClick={() => setForm(fieldsOf(group))}>
          {t("settings.reset")}
        </Button>
        <Button type="submit" kind="primary" busy={change.isPending} disabled={!isChanged}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
