import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { formatTime } from "../../../web/ui/format-time.ts";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { inviteStaffEndpoint, listInvitesEndpoint, type Role } from "../brands.contract.ts";
import { OneTimeLink } from "./one-time-link.tsx";
import { OrgSelect } from "./org-select.tsx";
import { RoleChecks } from "./role-checks.tsx";

const firstRoles: Role[] = ["operator"];

/** Who is invited, as what, where to; then the link, which is shown this once. */
export function InviteDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("settings");
  const { slug, staff: me } = useBrand();
  const blank = { name: "", roles: firstRoles, orgId: me.orgId };
  const [form, setForm] = useState(blank);
  const invite = useAction(inviteStaffEndpoint, { invalidates: [listInvitesEndpoint] });
  const again = () => {
    invite.reset();
    setForm({ ...blank, roles: form.roles, orgId: form.orgId });
  };
  const foot = invite.data ? (
    <>
      <Button onClick={again}>{t("staff.inviting.another")}</Button>
      <Button onClick={onClose}>{t("cancel")}</Button>
    </>
  ) : (
    <>
      <Button onClick={onClose}>{t("cancel")}</Button>
      <Button
        kind="primary"
        busy={invite.isPending}
        disabled={form.name.trim() === "" || form.roles.length === 0}
        onClick={() => invite.mutate({ ...form, name: form.name.trim() })}
      >
        {t("staff.inviting.make")}
      </Button>
    </>
  );
  return (
    <Drawer open title={t("staff.inviting.title")} onClose={onClose} foot={foot}>
      <div className="pad">
        {invite.data ? (
          <Ready name={form.name} path={`/b/${slug}/invite/${invite.data.token}`} expiresAt={invite.data.expiresAt} />
        ) : (
          <>
            <p className="sec" style={{ marginBottom: 16 }}>
              {t("staff.inviting.lead")}
            </p>
            <FormField label={t("staff.inviting.name")}>
              <TextInput value={form.name} maxLength={60} autoFocus onChange={(name) => setForm({ ...form, name })} />
            </FormField>
            <div className="field">
              <span className="lb">{t("staff.edit.roles")}</span>
              <RoleChecks value={form.roles} onChange={(roles) => setForm({ ...form, roles })} />
              <span className="fh">{t("staff.edit.rolesHint")}</span>
            </div>
            <FormField label={t("staff.edit.org")} hint={t("staff.edit.orgHint")}>
              <OrgSelect value={form.orgId} onChange={(orgId) => setForm({ ...form, orgId })} />
            </FormField>
            {invite.error ? (
              <p className="bad" role="alert">
                {errorText(invite.error)}
              </p>
            ) : null}
          </>
        )}
      </div>
    </Drawer>
  );
}

function Ready({ name, path, expiresAt }: { name: string; path: string; expiresAt: string }) {
  const { t } = useTranslation("settings");
  const offset = useOffsetMinutes();
  const [openedMs] = useState(() => Date.now());
  return (
    <>
      <p className="h14" style={{ marginBottom: 12 }}>
        {t("staff.inviting.ready", { name })}
      </p>
      <OneTimeLink path={path} />
      <p className="mut sm12" style={{ marginTop: 8 }}>
        {t("staff.inviting.readyText", { until: formatTime(expiresAt, offset, openedMs) })}
      </p>
    </>
  );
}
