import { useTranslation } from "react-i18next";
import { diffSpecs, type SpecChange } from "../diff.rules.ts";
import type { FlowSpec } from "../spec.contract.ts";
import { changeWord } from "./words.ts";

const signs: Record<SpecChange["kind"], string> = {
  "step-added": "+",
  "slot-added": "+",
  "step-removed": "−",
  "slot-removed": "−",
  "step-renamed": "~",
  "slot-moved": "~",
  "content-changed": "~",
  "direction-changed": "~",
  "limits-changed": "~",
  "audience-changed": "~",
};

/** What leads from one spec to another, a line each. */
export function ChangeList({ before, after }: { before: FlowSpec; after: FlowSpec }) {
  const { t } = useTranslation("flows");
  const changes = diffSpecs(before, after);
  if (changes.length === 0) return <p className="mut">{t("change.none")}</p>;
  return (
    <ul className="flows-changes">
      {changes.map((change, n) => (
        <li key={n} data-sign={signs[change.kind]}>
          {changeWord(change)}
        </li>
      ))}
    </ul>
  );
}
