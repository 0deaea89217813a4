import { Dropdown } from "antd";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { pageLanguage } from "../../../web/language.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { type Role, Scope } from "../brands.contract.ts";
import type { Grant, RoleGrants } from "../roles.contract.ts";
import { permissionWord } from "../permission-words.rules.ts";
import { areaWord, permissionAreas } from "./permission-areas.ts";

interface RolesTableProps {
  permissions: readonly string[];
  roles: readonly RoleGrants[];
  /** Roles with changes that are not saved. */
  draft: Partial<Record<Role, Grant[]>>;
  /** Left out, the table only shows. */
  onSet?: (role: Role, permission: string, scope: Scope | null) => void;
}

/** Permissions down, roles across; a cell says how far. */
export function RolesTable({ permissions, roles, draft, onSet }: RolesTableProps) {
  const { t } = useTranslation(["settings", "shell"]);
  return (
    <table className="tb one edge stick settings-roles" style={{ "--stick": "97px" }} aria-label={t("settings:roles.what")}>
      <thead>
        <tr>
          <th>{t("settings:roles.permission")}</th>
          {roles.map(({ role, staff }) => (
            <th key={role}>
              {t(`shell:roles.${role}`)}
              <small>{t("settings:roles.staff", { count: staff })}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {permissionAreas(permissions).map(({ area, names }) => (
          <Fragment key={area}>
            <tr>
              <td className="area" colSpan={roles.length + 1}>
                {areaWord(t, area)}
              </td>
            </tr>
            {names.map((permission) => (
              <tr key={permission}>
                <td title={permission}>{permissionWord(permission, pageLanguage())}</td>
                {roles.map((role) => (
                  <Cell key={role.role} role={role} permission={permission} draft={draft[role.role]} onSet={onSet} />
                ))}
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

const scopeOf = (grants: readonly Grant[], permission: string) => grants.find((one) => one.permission === permission)?.scope ?? null;

interface CellProps {
  role: RoleGrants;
  permission: string;
  draft: readonly Grant[] | undefined;
  onSet: RolesTableProps["onSet"];
}

function Cell({ role: { role, grants }, permission, draft, onSet }: CellProps) {
  const { t } = useTranslation("settings");
  const saved = scopeOf(grants, permission);
  const scope = draft ? scopeOf(draft, permission) : saved;
  const word = scope ? t(`roles.scopeShort.${scope}`) : "—";
  const tone = scope === "brand" ? "wide" : scope ? "sec" : "none";
  if (!onSet || role === "owner") {
    return (
      <td className={tone} title={role === "owner" ? t("roles.ownerFixed") : undefined}>
        {word}
      </td>
    );
  }
  const items = [
    { key: "none", label: t("roles.none"), onClick: () => onSet(role, permission, null) },
    ...Scope.options.map((value) => ({ key: value, label: t(`roles.scopes.${value}`), onClick: () => onSet(role, permission, value) })),
  ];
  return (
    <td className={scope === saved ? undefined : "cut"}>
      <Dropdown menu={{ items, selectable: true, selectedKeys: [scope ?? "none"] }} trigger={["click"]}>
        <button type="button" className={`pick ${tone}`}>
          {word}
          <Icon name="down" size="xs" />
        </button>
      </Dropdown>
    </td>
  );
}
