import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useCursorPages } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import type { Column } from "../../../web/ui/data-table.tsx";
import { TwoLines } from "../../../web/ui/data-table.tsx";
import { formatSpan } from "../../../web/ui/format-time.ts";
import { formatCount } from "../../../web/ui/format.ts";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { Time, useNow } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import type { Send } from "../sends.contract.ts";
import { listSendsEndpoint, pauseSendEndpoint, resumeSendEndpoint } from "../sends.contract.ts";
import { CancelSend, sendReads } from "./cancel-send.tsx";
import { Outcomes, SendStateChip } from "./outcome.tsx";
import { useSource } from "./send-source.tsx";
import { SendsTable } from "./sends-table.tsx";

function When({ at }: { at: string }) {
  const { t } = useTranslation("sends");
  const nowMs = useNow();
  const leftMs = Date.parse(at) - nowMs;
  return (
    <div className="two">
      <b>
        <Time at={at} />
      </b>
      <small>{t(leftMs > 0 ? "plan.in" : "plan.since", { span: formatSpan(leftMs) })}</small>
    </div>
  );
}

/** Pauses a send, or lets a paused one go on. */
function HoldButton({ send, size }: { send: Send; size: "xs" | "s" }) {
  const { t } = useTranslation("sends");
  const told = (key: "plan.paused" | "plan.resumed") => ({
    invalidates: sendReads,
    onDone: () => toast(t(key, { name: send.name })),
    onFailed: errorToast,
  });
  const pause = useAction(pauseSendEndpoint, told("plan.paused"));
  const resume = useAction(resumeSendEndpoint, told("plan.resumed"));
  if (send.state === "paused")
    return (
      <Button size={size} kind="soft" icon="start" busy={resume.isPending} onClick={() => resume.mutate({ sendId: send.id })}>
        {t("plan.resume")}
      </Button>
    );
  const canWait = (send.counts.planned ?? 0) + (send.counts["handed-over"] ?? 0) > 0;
  if (!canWait) return null;
  return (
    <Button size={size} icon="pause" busy={pause.isPending} onClick={() => pause.mutate({ sendId: send.id })}>
      {t("plan.pause")}
    </Button>
  );
}

/** Stops a send for now, lets it go on, or takes it back for good. */
export function SendActions({ send, size = "xs" }: { send: Send; size?: "xs" | "s" }) {
  const { t } = useTranslation("sends");
  const [cancels, setCancels] = useState(false);
  const brand = useBrand();
  if (!brand.can("sends.create") || (send.state !== "scheduled" && send.state !== "paused")) return null;
  return (
    <span className="row g8">
      <HoldButton send={send} size={size} />
      <Button size={size} kind="danger" onClick={() => setCancels(true)}>
        {t("plan.cancel")}
      </Button>
      {cancels ? <CancelSend send={send} onClose={() => setCancels(false)} /> : null}
    </span>
  );
}

/** 计划: what is still to go out, the soonest first. */
export function Plan() {
  const { t } = useTranslation("sends");
  const url = useUrlState();
  const sourceOf = useSource();
  const mayCreate = useBrand().can("sends.create");
  const q = url.get("q");
  const { query, pager } = useCursorPages(listSendsEndpoint, { when: "coming", q: q || undefined, limit: 50 }, { refreshMs: 20_000 });
  const all: Column<Send>[] = [
    { key: "due", title: t("plan.due"), width: 128, cell: (send) => <When at={send.dueAt} /> },
    { key: "name", title: t("plan.name"), cell: (send) => <TwoLines title={send.name} note={sourceOf(send)} /> },
    { key: "groups", title: t("plan.groups"), right: true, width: 80, cell: (send) => formatCount(send.groups) },
    { key: "people", title: t("plan.people"), right: true, width: 96, cell: (send) => formatCount(send.people) },
    { key: "progress", title: t("plan.progress"), width: 240, cell: (send) => <Outcomes send={send} /> },
    { key: "state", title: t("plan.state"), width: 96, cell: (send) => <SendStateChip send={send} /> },
    { key: "actions", title: "", width: 196, right: true, cell: (send) => <SendActions send={send} /> },
  ];
  const { columns, tools } = useListView("plan", { columns: all, conditions: ["q"] });
  const first = mayCreate ? (
    <Button kind="primary" icon="plus" to="reach/new">
      {t("create")}
    </Button>
  ) : undefined;
  return (
    <>
      <div className="filters">
        <SearchInput value={q} onSearch={(next) => url.set({ q: next })} placeholder={t("plan.search")} />
        <span className="sp" />
        {tools}
        <ExportButton list="sends" filter={{ when: "coming", q }} columns={columns} />
      </div>
      <SendsTable
        what={t("plan.what")}
        query={query}
        pager={pager}
        columns={columns}
        clear={q ? () => url.clear("q") : undefined}
        empty={<EmptyState title={t("plan.noneTitle")} text={t("plan.noneText")} actions={first} />}
      />
    </>
  );
}
