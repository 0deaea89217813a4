import { useTranslation } from "react-i18next";
import { clockOf } from "../../../lib/clock.ts";
import { weekdayName } from "../../../web/ui/format-time.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import type { IconName } from "../../../web/ui/icons.tsx";
import { Link } from "../../../web/ui/link.tsx";
import type { Finding, Repair } from "../week.contract.ts";
import { findingWords } from "./words.ts";

const icons: Record<Finding["code"], IconName> = {
  over: "alert",
  missing: "content",
  "clash-own": "calendar",
  "clash-other": "calendar",
  "left-out": "groups",
  gap: "clock",
};

/** What is wrong, in a title and a sentence, and the ways to mend it. */
export function FindingRow({ finding, onRepair }: { finding: Finding; onRepair: ((repair: Repair) => void) | null }) {
  const { title, text } = findingWords(finding);
  return (
    <li className={`fd ${finding.tone}`}>
      <span className="fi">
        <Icon name={icons[finding.code]} size="s" />
      </span>
      <div>
        <b>{title}</b>
        <p>{text}</p>
        <div className="row g12">
          {finding.repairs.map((repair, n) => (
            <RepairLink key={n} repair={repair} onRepair={onRepair} />
          ))}
        </div>
      </div>
    </li>
  );
}

/** Where groups that are left out are put in order. */
const places: Record<string, string> = { "no-owner": "groups/workload" };

function RepairLink({ repair, onRepair }: { repair: Repair; onRepair: ((repair: Repair) => void) | null }) {
  const { t } = useTranslation("flows");
  if (repair.kind === "open-content")
    return (
      <Link className="lnk" to={`contents?open=${repair.contentId}`}>
        {t("repair.openContent")}
      </Link>
    );
  if (repair.kind === "open-column")
    return (
      <Link className="lnk" to={`contents/columns?day=${repair.day}`}>
        {t("repair.openColumn")}
      </Link>
    );
  if (repair.kind === "open-groups")
    return (
      <Link className="lnk" to={places[repair.reason] ?? "groups"}>
        {t("repair.openGroups")}
      </Link>
    );
  if (!onRepair) return null;
  return (
    <button type="button" className="lnk" onClick={() => onRepair(repair)}>
      {labelOf(repair, t)}
    </button>
  );
}

type Say = ReturnType<typeof useTranslation<"flows">>["t"];

function labelOf(repair: Repair, t: Say): string {
  if (repair.kind === "skip") return t("repair.skip", { day: weekdayName(repair.day) });
  if (repair.kind === "move") return t("repair.move", { time: clockOf(repair.minute) });
  if (repair.kind === "make-task") return t("repair.makeTask");
  if (repair.kind === "fill") return t("repair.fill", { name: repair.name });
  return t(repair.kind === "new-step" ? "repair.newStep" : "repair.editStep");
}
