import { useTranslation } from "react-i18next";
import { pageLanguage } from "../../../web/language.ts";
import { Avatar } from "../../../web/ui/avatar.tsx";
import type { AuditEntry } from "../audit.contract.ts";
import { idsIn, targetNameOf } from "../audit-diff.rules.ts";
import { targetKindName, valueWord } from "../audit-words.rules.ts";

/** What was acted on, by its name and kind. */
export function targetText(entry: AuditEntry): { name: string; kind: string } {
  const found = targetNameOf(entry);
  // Some things have no name of their own: their kind says more than a number.
  const name = found === entry.targetId && idsIn(found).length > 0 ? targetKindName(entry.targetKind ?? "", pageLanguage()) : found;
  const kind = entry.targetKind ? targetKindName(entry.targetKind, pageLanguage()) : "";
  return {
    name: (entry.targetKind === "role" ? valueWord(name, pageLanguage()) : undefined) ?? (name || "—"),
    kind: kind === name ? "" : kind,
  };
}

/** Who acted; the machine itself is named as such. */
export function Actor({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation("settings");
  if (entry.actorKind !== "staff" && entry.actorKind !== "member") {
    return (
      <span className="mut" title={entry.actorName ?? undefined}>
        {t(`audit.kinds.${entry.actorKind}`)}
      </span>
    );
  }
  return (
    <span className="row g8">
      <Avatar size="s" name={entry.actorName ?? "·"} seed={entry.actorId ?? undefined} />
      {entry.actorName}
    </span>
  );
}
