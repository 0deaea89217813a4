import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { type Role, roles } from "../brands.contract.ts";
import { listRolesEndpoint } from "../roles.contract.ts";
import { exceedingGrant } from "../roles.rules.ts";

/** The roles a colleague may be given by who is signed in; those that can do more than he stay out of reach. */
export function RoleChecks({ value, onChange }: { value: readonly Role[]; onChange: (value: Role[]) => void }) {
  const { t } = useTranslation("shell");
  const brand = useBrand();
  const known = useEndpoint(listRolesEndpoint, {});
  const grantsOf = (role: Role) => known.data?.roles.find((one) => one.role === role)?.grants ?? [];
  const isBeyond = (role: Role) => exceedingGrant(grantsOf(role), (permission) => brand.scopeOf(permission) ?? null) !== undefined;
  return (
    <div className="settings-checks">
      {roles.map((role) => (
        <label key={role}>
          <input
            type="checkbox"
            className="chk"
            checked={value.includes(role)}
            disabled={isBeyond(role)}
            onChange={(event) => onChange(roles.filter((one) => (one === role ? event.target.checked : value.includes(one))))}
          />
          {t(`roles.${role}`)}
        </label>
      ))}
    </div>
  );
}
