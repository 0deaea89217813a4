import { useTranslation } from "react-i18next";
import { joint } from "../../../web/i18n/joint.ts";
import { useCursorPages } from "../../../web/api.ts";
import { pageLanguage } from "../../../web/language.ts";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { type Column, DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { NoResult } from "../../../web/ui/states.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { type AuditEntry, listAuditEndpoint } from "../audit.contract.ts";
import { diffOf, diffText, type Names } from "../audit-diff.rules.ts";
import { actionName } from "../audit-words.rules.ts";
import { AuditDrawer } from "./audit-drawer.tsx";
import { auditAsk, auditConditions, AuditFilters } from "./audit-filters.tsx";
import { Actor, targetText } from "./audit-words.tsx";
import { SettingsFrame } from "./settings-frame.tsx";

/** 操作记录: who did what to which thing, and what it changed. */
export function AuditPage() {
  const { t } = useTranslation("settings");
  const url = useUrlState();
  const ask = auditAsk(url);
  const { query, pager } = useCursorPages(listAuditEndpoint, { ...ask, limit: 50 });
  const open = query.data?.items.find((one) => one.id === url.get("id"));
  const names = new Map(Object.entries(query.data?.names ?? {}));
  const all: Column<AuditEntry>[] = [
    { key: "at", title: t("audit.at"), width: 132, cell: (one) => <Time className="mut" at={one.at} /> },
    { key: "who", title: t("audit.who"), cell: (one) => <Actor entry={one} /> },
    { key: "action", title: t("audit.action"), cell: (one) => <b>{actionName(one.action, pageLanguage())}</b> },
    { key: "target", title: t("audit.target"), cell: (one) => <TwoLines title={targetText(one).name} note={targetText(one).kind} /> },
    { key: "change", title: t("audit.change"), cell: (one) => <ChangeLine entry={one} names={names} /> },
  ];
  const { columns, tools } = useListView("audit", { columns: all, conditions: auditConditions });
  return (
    <SettingsFrame section="audit" actions={<ExportButton kind="plain" list="audit" filter={ask} columns={columns} />}>
      <AuditFilters url={url} tools={tools} />
      <Loaded
        query={query}
        what={t("audit.what")}
        skeleton={<RowsSkeleton edge rows={12} />}
        empty={(page) =>
          page.items.length === 0 ? (
            <NoResult what={t("audit.what")} text={t("audit.noResultText")} onClear={() => url.clear(...auditConditions)} />
          ) : null
        }
      >
        {(page) => (
          <DataTable
            label={t("audit.what")}
            columns={columns}
            rows={page.items}
            rowKey={(one) => one.id}
            stickyTop={97}
            currentKey={open?.id}
            stale={query.isPlaceholderData}
            onOpen={(one) => url.set({ id: one.id })}
          />
        )}
      </Loaded>
      <CursorPager pager={pager} />
      {open ? <AuditDrawer entry={open} names={names} url={url} onClose={() => url.clear("id")} /> : null}
    </SettingsFrame>
  );
}

function ChangeLine({ entry, names }: { entry: AuditEntry; names: Names }) {
  const text = diffOf(entry.before, entry.after)
    .map((change) => diffText(change, names, pageLanguage()))
    .join(joint("sentences"));
  return (
    <span className="settings-change" title={text}>
      {text || "—"}
    </span>
  );
}
