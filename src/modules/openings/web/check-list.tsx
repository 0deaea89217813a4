import { useTranslation } from "react-i18next";
import { Icon } from "../../../web/ui/icons.tsx";
import { Link } from "../../../web/ui/link.tsx";
import type { GuideStep } from "../openings.contract.ts";
import { linkOf } from "./check-link.ts";

/** What is missing, one line a test, each with its one way to make it good. */
export function CheckList({ steps, groupId, most }: { steps: readonly GuideStep[]; groupId: string; most?: number }) {
  const { t } = useTranslation("openings");
  const open = steps.flatMap((step) => step.checks.filter((one) => !one.ok).map((check) => ({ step: step.step, check })));
  const shown = open.slice(0, most ?? open.length);
  return (
    <ul className="openings-open">
      {shown.map(({ check }) => (
        <li key={check.name} className="row g8">
          <Icon name="alert" size="s" />
          <span>{t(`guide.check.${check.name}`, { value: check.value, wanted: check.wanted })}</span>
          <span className="sp" />
          <Link to={linkOf(check.name, groupId)} className="lnk nw">
            {t(`guide.act.${check.name}`)}
          </Link>
        </li>
      ))}
      {open.length > shown.length ? <li className="mut">{t("guide.more", { count: open.length - shown.length })}</li> : null}
    </ul>
  );
}
