import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { type Role, type Scope, sessionEndpoint } from "../brands.contract.ts";
import { changeRoleEndpoint, type Grant, listRolesEndpoint, type RoleGrants } from "../roles.contract.ts";
import { compareGrants } from "../roles.rules.ts";
import { RolesTable } from "./roles-table.tsx";
import { SettingsFrame } from "./settings-frame.tsx";

/** 角色权限: what each role may do and how far; changed cell by cell, saved together. */
export function RolesPage() {
  const { t } = useTranslation("settings");
  const query = useEndpoint(listRolesEndpoint, {});
  if (query.data) return <RolesForm key={JSON.stringify(query.data)} {...query.data} />;
  return (
    <SettingsFrame section="roles">
      <Loaded query={query} what={t("roles.what")} skeleton={<RowsSkeleton edge rows={14} />}>
        {() => null}
      </Loaded>
    </SettingsFrame>
  );
}

type Draft = Partial<Record<Role, Grant[]>>;

function changesOf(roles: readonly RoleGrants[], draft: Draft): number {
  return roles.reduce((sum, { role, grants }) => {
    const { added, removed, changed } = compareGrants(grants, draft[role] ?? grants);
    return sum + added.length + removed.length + changed.length;
  }, 0);
}

function RolesForm({ permissions, roles }: { permissions: string[]; roles: RoleGrants[] }) {
  const { t } = useTranslation("settings");
  const brand = useBrand();
  const [draft, setDraft] = useState<Draft>({});
  const change = useAction(changeRoleEndpoint, { invalidates: [listRolesEndpoint, sessionEndpoint] });
  const mayChange = brand.scopeOf("brands.manage") === "brand";
  const count = changesOf(roles, draft);
  const set = (role: Role, permission: string, scope: Scope | null) => {
    const now = draft[role] ?? roles.find((one) => one.role === role)?.grants ?? [];
    const others = now.filter((one) => one.permission !== permission);
    setDraft({ ...draft, [role]: scope ? [...others, { permission, scope }] : others });
  };
  const save = async () => {
    try {
      for (const { role, grants } of roles) {
        const next = draft[role];
        if (next && changesOf([{ role, grants, staff: 0 }], { [role]: next }) > 0) await change.mutateAsync({ role, grants: next });
      }
      toast(t("roles.saved"));
    } catch (error) {
      errorToast(error);
    }
  };
  return (
    <SettingsFrame
      section="roles"
      facts={mayChange ? null : t("roles.readOnly")}
      aside={count > 0 ? <span className="settings-unsaved">{t("roles.changed", { count })}</span> : null}
      actions={
        mayChange ? (
          <>
            {count > 0 ? (
              <Button size="s" onClick={() => setDraft({})}>
                {t("brand.undo")}
              </Button>
            ) : null}
            <Button kind="primary" size="s" disabled={count === 0} busy={change.isPending} onClick={() => void save()}>
              {t("save")}
            </Button>
          </>
        ) : null
      }
    >
      <div className="filters">
        <p className="mut prose">{t("roles.note")}</p>
        <span className="sp" />
        <ExportButton list="roles" filter={{}} total={permissions.length} />
      </div>
      <RolesTable permissions={permissions} roles={roles} draft={draft} onSet={mayChange ? set : undefined} />
    </SettingsFrame>
  );
}
