import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { toast } from "../../../web/ui/toast.tsx";
import {
  type BrandSettings,
  changeStaffEndpoint,
  listOrgUnitsEndpoint,
  listStaffEndpoint,
  sessionEndpoint,
  type StaffMember,
  staffStates,
} from "../brands.contract.ts";
import { OrgSelect } from "./org-select.tsx";
import { PasswordLink } from "./password-link.tsx";
import { RoleChecks } from "./role-checks.tsx";
import { workloadTone } from "./staff-columns.tsx";

interface StaffDrawerProps {
  person: StaffMember;
  limits: BrandSettings | undefined;
  onClose: () => void;
}

/** A colleague's name, roles, place and state; and a way back in when the password is lost. */
export function StaffDrawer({ person, limits, onClose }: StaffDrawerProps) {
  const { t } = useTranslation("settings");
  const { staff: me } = useBrand();
  const [form, setForm] = useState({ name: person.name, roles: person.roles, orgId: person.orgId, status: person.status });
  const change = useAction(changeStaffEndpoint, {
    invalidates: [listStaffEndpoint, listOrgUnitsEndpoint, sessionEndpoint],
    onDone: () => {
      toast(t("staff.edit.saved", { name: form.name }));
      onClose();
    },
  });
  const isSame =
    JSON.stringify(form) === JSON.stringify({ name: person.name, roles: person.roles, orgId: person.orgId, status: person.status });
  return (
    <Drawer
      open
      title={person.name}
      facts={person.login}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            kind="primary"
            busy={change.isPending}
            disabled={isSame || form.name.trim() === "" || form.roles.length === 0}
            onClick={() => change.mutate({ staffId: person.id, ...form, name: form.name.trim() })}
          >
            {t("save")}
          </Button>
        </>
      }
    >
      <div className="pad">
        <FormField label={t("staff.edit.name")}>
          <TextInput value={form.name} maxLength={60} onChange={(name) => setForm({ ...form, name })} />
        </FormField>
        <div className="field">
          <span className="lb">{t("staff.edit.roles")}</span>
          <RoleChecks value={form.roles} onChange={(roles) => setForm({ ...form, roles })} />
          <span className="fh">{t("staff.edit.rolesHint")}</span>
        </div>
        <FormField label={t("staff.edit.org")} hint={t("staff.edit.orgHint")}>
          <OrgSelect value={form.orgId} onChange={(orgId) => setForm({ ...form, orgId })} />
        </FormField>
        <div className="field">
          <span className="lb">{t("staff.edit.state")}</span>
          <Segmented
            label={t("staff.edit.state")}
            options={staffStates.map((value) => ({ value, label: t(`staff.states.${value}`) }))}
            value={form.status}
            onChange={(status) => setForm({ ...form, status })}
          />
          <StateHint status={form.status} groups={person.groups} />
        </div>
        {limits ? (
          <p className={`sm12 ${workloadTone(person.groups, limits) || "mut"}`}>
            {t("staff.edit.workload", { groups: person.groups, refuse: limits.workloadRefuse })}
          </p>
        ) : null}
        {change.error ? (
          <p className="bad" role="alert">
            {errorText(change.error)}
          </p>
        ) : null}
      </div>
      {person.id === me.id ? (
        <p className="pad mut">{t("staff.edit.mine")}</p>
      ) : person.status === "left" ? null : (
        <PasswordLink person={person} />
      )}
    </Drawer>
  );
}

function StateHint({ status, groups }: { status: StaffMember["status"]; groups: number }) {
  const { t } = useTranslation("settings");
  if (status === "active") return null;
  return <span className="fh">{status === "away" ? t("staff.edit.away") : t("staff.edit.left", { groups })}</span>;
}
