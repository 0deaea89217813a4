import { useTranslation } from "react-i18next";
import { joint } from "../../../web/i18n/joint.ts";
import { useAction } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { InlineEdit } from "../../../web/ui/inline-edit.tsx";
import { Link } from "../../../web/ui/link.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { listOrgUnitsEndpoint, listStaffEndpoint, renameOrgUnitEndpoint } from "../brands.contract.ts";
import type { OrgLine } from "../org-tree.rules.ts";
import { levelBelow } from "../org.rules.ts";

interface OrgRowProps {
  line: OrgLine;
  folded: boolean;
  mayManage: boolean;
  onToggle: () => void;
  onAdd: () => void;
  onRemove: () => void;
}

/** One unit: its name to be changed in place, what hangs on it, and what can be done below it. */
export function OrgRow({ line: { unit, depth, children }, folded, mayManage, onToggle, onAdd, onRemove }: OrgRowProps) {
  const { t } = useTranslation("settings");
  const rename = useAction(renameOrgUnitEndpoint, {
    invalidates: [listOrgUnitsEndpoint, listStaffEndpoint],
    onDone: (_done, { name }) => toast(t("org.renamed", { name })),
    onFailed: errorToast,
  });
  const below = levelBelow(unit.level);
  return (
    <tr>
      <td>
        <span className="name" style={{ paddingLeft: depth * 24 }}>
          {children > 0 ? (
            <Button
              kind="quiet"
              size="xs"
              icon={folded ? "right" : "down"}
              aria-expanded={!folded}
              label={t(folded ? "org.open" : "org.fold", { name: unit.name })}
              onClick={onToggle}
            />
          ) : (
            <i />
          )}
          <b>
            <InlineEdit
              value={unit.name}
              name={t("org.rename")}
              editable={mayManage}
              onSave={(name) => rename.mutate({ orgId: unit.id, name })}
            />
          </b>
        </span>
      </td>
      <td className="sec">{t(`org.levels.${unit.level}`)}</td>
      <td className="r">
        <CountLink count={unit.groups} to={`groups?orgId=${unit.id}`} />
      </td>
      <td className="r">
        <CountLink count={unit.staff} to={`settings/staff?org=${unit.id}`} />
      </td>
      <td className="r">
        {mayManage ? (
          <span className="acts">
            {below ? (
              <Button kind="quiet" size="xs" icon="plus" onClick={onAdd}>
                {t("org.add", { level: t(`org.levels.${below}`) })}
              </Button>
            ) : null}
            {unit.level === "headquarters" ? null : (
              <Button
                kind="quiet"
                size="xs"
                icon="trash"
                label={removalText(t, { unit, children })}
                disabled={children + unit.groups + unit.staff > 0}
                onClick={onRemove}
              />
            )}
          </span>
        ) : null}
      </td>
    </tr>
  );
}

function CountLink({ count, to }: { count: number; to: string }) {
  if (count === 0) return <span className="mut">0</span>;
  return (
    <Link to={to} className="lnk">
      {formatCount(count)}
    </Link>
  );
}

type Words = ReturnType<typeof useTranslation<"settings">>["t"];

/** Why a unit cannot go, or the verb. */
function removalText(t: Words, { unit, children }: Pick<OrgLine, "unit" | "children">): string {
  const what = [
    children > 0 ? t("org.removeUnits") : "",
    unit.groups > 0 ? t("org.removeGroups", { count: unit.groups }) : "",
    unit.staff > 0 ? t("org.removeStaff", { count: unit.staff }) : "",
  ].filter(Boolean);
  return what.length === 0 ? t("org.remove", { name: unit.name }) : t("org.removeWhy", { what: what.join(joint("items")) });
}
