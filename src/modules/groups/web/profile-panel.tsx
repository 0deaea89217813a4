import { useTranslation } from "react-i18next";
import { joint, pair } from "../../../web/i18n/joint.ts";
import { Link } from "../../../web/ui/link.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import type { GroupDetail } from "../groups.contract.ts";
import "./profile-panel.css";

/** 群档案: what members are told of the group; lines that are empty are left out. */
export function ProfilePanel({ group }: { group: GroupDetail }) {
  const { t } = useTranslation("groups");
  const { profile } = group;
  const { rules, reception, purpose, threshold } = profile;
  const lines: [string, string[]][] = [
    [t("profile.gives"), profile.gives.map((give) => (give.note ? pair(give.title, give.note) : give.title))],
    [t("profile.rules"), [...rules.items, ...(rules.penalty ? [t("profile.penaltyLine", { text: rules.penalty })] : [])]],
    [t("profile.greeting"), reception.greeting ? [reception.greeting] : []],
    [t("profile.steps"), reception.steps],
    [t("profile.hours"), reception.serviceHours ? [reception.serviceHours] : []],
    [t("profile.purpose"), [purpose.beforePayment, purpose.afterPayment].filter(Boolean)],
    [
      t("profile.threshold"),
      threshold.kind === "free" && !threshold.note
        ? []
        : [[t(`threshold.${threshold.kind}`), threshold.note].filter(Boolean).join(joint("parts"))],
    ],
    [
      t("profile.sheet"),
      profile.sheet.map((row) => t("profile.sheetLine", { kind: t(`profile.sheetKind.${row.kind}`), when: row.when, then: row.then })),
    ],
    [t("base.announcement"), group.announcement ? [group.announcement] : []],
  ];
  const filled = lines.filter(([, texts]) => texts.length > 0);
  return (
    <Panel
      title={t("profile.title")}
      actions={
        <Link className="lnk" to="?tab=settings">
          {t("edit")}
        </Link>
      }
    >
      {filled.length === 0 ? (
        <EmptyState tight icon="content" title={t("profile.empty")} text={t("profile.emptyWhy")} />
      ) : (
        <dl className="prof">
          {filled.map(([label, texts]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                {texts.map((text, at) => (
                  <p key={at}>{text}</p>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
