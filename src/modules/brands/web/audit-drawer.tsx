import { useTranslation } from "react-i18next";
import { pageLanguage } from "../../../web/language.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { formatFullTime } from "../../../web/ui/format-time.ts";
import type { UrlState } from "../../../web/ui/use-url-state.ts";
import { useOffsetMinutes } from "../../../web/ui/zone.tsx";
import type { AuditEntry } from "../audit.contract.ts";
import { type Change, diffOf, fieldText, type Names } from "../audit-diff.rules.ts";
import { fieldName } from "../audit-fields.rules.ts";
import { actionName } from "../audit-words.rules.ts";
import { Actor, targetText } from "./audit-words.tsx";

/** One entry in full: every field before and after, and where to look next. */
export function AuditDrawer({ entry, names, url, onClose }: { entry: AuditEntry; names: Names; url: UrlState; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const offset = useOffsetMinutes();
  const changes = diffOf(entry.before, entry.after);
  const target = targetText(entry);
  return (
    <Drawer open title={actionName(entry.action, pageLanguage())} facts={formatFullTime(entry.at, offset)} onClose={onClose}>
      <div className="pad">
        <dl className="settings-facts">
          <dt>{t("audit.who")}</dt>
          <dd>
            <Actor entry={entry} />
          </dd>
          <dt>{t("audit.target")}</dt>
          <dd>
            {target.name} <span className="mut">{target.kind}</span>
          </dd>
          <dt>{t("audit.request")}</dt>
          <dd className="mut">{entry.requestId ?? "—"}</dd>
          <dt>{t("audit.id")}</dt>
          <dd className="mut">{entry.id}</dd>
        </dl>
      </div>
      <div className="pad">
        {changes.length > 0 ? (
          <Changes changes={changes} names={names} hasBefore={entry.before != null} />
        ) : (
          <p className="mut">{t("audit.noChange")}</p>
        )}
      </div>
      <div className="pad row g8">
        {entry.targetId ? (
          <Button
            size="s"
            onClick={() => url.set({ target: entry.targetId ?? "", targetName: target.name, action: "", actor: "", id: "" })}
          >
            {t("audit.sameTarget")}
          </Button>
        ) : null}
        {entry.actorId ? (
          <Button size="s" onClick={() => url.set({ actor: entry.actorId ?? "", target: "", action: "", id: "" })}>
            {t("audit.samePerson")}
          </Button>
        ) : null}
      </div>
    </Drawer>
  );
}

function Changes({ changes, names, hasBefore }: { changes: readonly Change[]; names: Names; hasBefore: boolean }) {
  const { t } = useTranslation("settings");
  return (
    <table className="settings-diff">
      <thead>
        <tr>
          <th style={{ width: 120 }}>{t("audit.field")}</th>
          {hasBefore ? <th>{t("audit.before")}</th> : null}
          <th>{hasBefore ? t("audit.after") : t("audit.change")}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.field}>
            <td>{fieldName(change.field, pageLanguage())}</td>
            {hasBefore ? <td>{fieldText(change.field, change.before, names, pageLanguage())}</td> : null}
            <td>{fieldText(change.field, change.after, names, pageLanguage())}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
