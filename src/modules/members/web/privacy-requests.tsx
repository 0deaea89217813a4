import { useTranslation } from "react-i18next";
import { useAction, useCursorPages } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Chip, type Tone } from "../../../web/ui/chip.tsx";
import type { Column } from "../../../web/ui/data-table.tsx";
import { FilterChip } from "../../../web/ui/filter-chip.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { formatSpan } from "../../../web/ui/format-time.ts";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import type { UrlState } from "../../../web/ui/use-url-state.ts";
import { Time, useNow } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { showMemberEndpoint } from "../members.contract.ts";
import { listPrivacyRequestsEndpoint, type PrivacyRequest, withdrawEraseEndpoint } from "../privacy.contract.ts";
import { PrivacyTable } from "./privacy-table.tsx";

const states = ["asked", "ready", "done", "withdrawn"] as const;
const kinds = ["export", "erase"] as const;
const tones: Record<PrivacyRequest["state"], Tone> = { asked: "warn", ready: "info", done: "good", withdrawn: "plain" };
export const requestConditions = ["q", "state", "kind"];

/** What people asked of their data: what is open first to be seen, by when, and how far it is. */
export function PrivacyRequests({ url }: { url: UrlState }) {
  const { t } = useTranslation("members");
  const state = states.find((one) => one === url.get("state"));
  const kind = kinds.find((one) => one === url.get("kind"));
  const q = url.get("q");
  const ask = { q: q || undefined, state, kind, limit: 50 };
  const { query, pager } = useCursorPages(listPrivacyRequestsEndpoint, ask, { refreshMs: 30_000 });
  const { columns, tools } = useListView("privacy-requests", { columns: columnsOf(t), conditions: requestConditions });
  const counts = query.data?.counts;
  const options = [
    { value: "all" as const, label: t("privacy.all") },
    ...states.map((value) => ({ value, label: `${t(`privacy.state.${value}`)} ${counts ? formatCount(counts[value]) : ""}` })),
  ];
  return (
    <>
      <div className="filters">
        <SearchInput value={q} onSearch={(next) => url.set({ q: next })} placeholder={t("search")} />
        <FilterChip
          name={t("privacy.kindName")}
          options={kinds.map((value) => ({ value, label: t(`privacy.kind.${value}`) }))}
          value={url.list("kind")}
          onChange={(next) => url.set({ kind: next })}
        />
        <Segmented
          label={t("privacy.stateName")}
          options={options}
          value={state ?? "all"}
          onChange={(next) => url.set({ state: next === "all" ? "" : next })}
        />
        <span className="sp" />
        {counts && counts.late > 0 ? <span className="bad">{t("privacy.late", { count: counts.late })}</span> : null}
        {tools}
        <ExportButton list="privacy-requests" filter={ask} columns={columns} />
      </div>
      <PrivacyTable
        what={t("privacy.requests")}
        query={query}
        pager={pager}
        columns={columns}
        filters={requestConditions}
        url={url}
        empty={<EmptyState icon="lock" title={t("privacy.noRequests")} text={t("privacy.noRequestsText")} />}
      />
    </>
  );
}

function columnsOf(t: ReturnType<typeof useTranslation<"members">>["t"]): Column<PrivacyRequest>[] {
  return [
    { key: "asked", title: t("privacy.askedAt"), width: 132, cell: (row) => <Time className="mut" at={row.askedAt} /> },
    { key: "member", title: t("column.member"), cell: (row) => <b className="el">{row.nickname}</b> },
    { key: "kind", title: t("privacy.kindName"), width: 200, cell: (row) => t(`privacy.kind.${row.kind}`) },
    {
      key: "state",
      title: t("privacy.stateName"),
      width: 112,
      cell: (row) => <Chip tone={tones[row.state]}>{t(`privacy.state.${row.state}`)}</Chip>,
    },
    { key: "progress", title: t("privacy.progress"), width: 260, cell: (row) => <ProgressText request={row} /> },
    { key: "act", title: "", right: true, width: 132, cell: (row) => <Act request={row} /> },
  ];
}

/** How far a request is, and by when it has to be over. */
function ProgressText({ request }: { request: PrivacyRequest }) {
  const { t } = useTranslation("members");
  const now = useNow(60_000);
  const leftMs = Date.parse(request.dueAt) - now;
  if (request.state !== "asked") {
    return (
      <span className="mut">
        {request.doneAt ? <Time at={request.doneAt} /> : null} {t(`privacy.ended.${request.kind}.${request.state}`)}
      </span>
    );
  }
  if (leftMs < 0) return <span className="bad">{t("privacy.overdue", { span: formatSpan(-leftMs) })}</span>;
  return (
    <span>
      {t(`privacy.open.${request.kind}`)} <Time at={request.dueAt} />
      <span className="mut"> {t("privacy.left", { span: formatSpan(leftMs) })}</span>
    </span>
  );
}

function Act({ request }: { request: PrivacyRequest }) {
  const { t } = useTranslation("members");
  const withdraw = useAction(withdrawEraseEndpoint, {
    invalidates: [listPrivacyRequestsEndpoint, showMemberEndpoint],
    onDone: () => toast(t("drawer.withdrawn")),
    onFailed: errorToast,
  });
  const { url } = request;
  if (url) {
    return (
      <Button size="xs" icon="download" onClick={() => globalThis.location.assign(url)}>
        {t("privacy.fetch")}
      </Button>
    );
  }
  if (request.kind !== "erase" || request.state !== "asked") return null;
  return (
    <Button size="xs" busy={withdraw.isPending} onClick={() => withdraw.mutate({ memberId: request.memberId })}>
      {t("privacy.withdraw")}
    </Button>
  );
}
