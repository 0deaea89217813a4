import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Avatar } from "../../../web/ui/avatar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { listWorkloadsEndpoint } from "../roster.contract.ts";
import type { StampForm } from "./stamp.page.tsx";

/** Among whom the groups are shared out. */
export function StampOwners({ form, onChange }: { form: StampForm; onChange: (form: StampForm) => void }) {
  const { t } = useTranslation("groups");
  const query = useEndpoint(listWorkloadsEndpoint, {});
  const able = (query.data?.items ?? []).filter((one) => one.status === "active" && one.verdict !== "refuse");
  const toggle = (staffId: string) =>
    onChange({
      ...form,
      ownerStaffIds: form.ownerStaffIds.includes(staffId)
        ? form.ownerStaffIds.filter((one) => one !== staffId)
        : [...form.ownerStaffIds, staffId],
    });
  return (
    <Panel
      title={t("stamp.owners")}
      facts={t("stamp.ownersFacts", { warn: query.data?.warnAbove ?? "—", refuse: query.data?.refuseAbove ?? "—" })}
      actions={
        <Button
          kind="quiet"
          size="xs"
          onClick={() =>
            onChange({ ...form, ownerStaffIds: form.ownerStaffIds.length === able.length ? [] : able.map((one) => one.staffId) })
          }
        >
          {form.ownerStaffIds.length === able.length && able.length > 0 ? t("stamp.noOwners") : t("stamp.allOwners")}
        </Button>
      }
    >
      <Loaded query={query} what={t("stamp.owners")} tight>
        {() => (
          <ul className="units">
            {able.map((one) => (
              <li key={one.staffId}>
                <label className="row g8">
                  <input
                    type="checkbox"
                    className="chk"
                    checked={form.ownerStaffIds.includes(one.staffId)}
                    onChange={() => toggle(one.staffId)}
                  />
                  <Avatar name={one.name} size="s" />
                  {one.name}
                  <span className="mut">{one.orgName}</span>
                </label>
                <span className="sp" />
                <span className={one.verdict === "fine" ? "mut" : "warn"}>{t("roster.owns", { count: one.groups })}</span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}
