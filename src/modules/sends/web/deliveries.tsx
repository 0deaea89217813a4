import { Popover } from "antd";
import { useTranslation } from "react-i18next";
import { joint } from "../../../web/i18n/joint.ts";
import { useAction, useCursorPages } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { useChannelName } from "../../../web/i18n/channel-name.ts";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import type { Column } from "../../../web/ui/data-table.tsx";
import { DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { useGo } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState, NoResult } from "../../../web/ui/states.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import type { Delivery, DeliveryState, Send } from "../sends.contract.ts";
import { decideDeliveryEndpoint, deliveryStates, listDeliveriesEndpoint } from "../sends.contract.ts";
import { sendReads } from "./cancel-send.tsx";
import { OutcomeChip, useReason } from "./outcome.tsx";

/** A person has looked into the group and says whether it arrived. */
function Decide({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation("sends");
  const decide = useAction(decideDeliveryEndpoint, {
    invalidates: sendReads,
    onDone: (_done, { outcome }) => toast(t("one.decided", { name: delivery.groupName, state: t(`outcomes.${outcome}`) })),
    onFailed: errorToast,
  });
  const say = (outcome: "sent" | "failed") => decide.mutate({ deliveryId: delivery.id, outcome });
  return (
    <span className="row g8">
      <Button size="xs" kind="soft" busy={decide.isPending} onClick={() => say("sent")}>
        {t("one.arrived")}
      </Button>
      <Button size="xs" busy={decide.isPending} onClick={() => say("failed")}>
        {t("one.notArrived")}
      </Button>
    </span>
  );
}

/** A person changed the words for this group: what left, and what stood there before. */
function Reworded({ sent, drafted }: { sent: string; drafted: string }) {
  const { t } = useTranslation("sends");
  return (
    <Popover
      trigger={["hover", "click"]}
      content={
        <div className="reach-words">
          <p>{sent}</p>
          <p className="mut">
            {t("reword.was")} · {drafted}
          </p>
        </div>
      }
    >
      <button type="button" onClick={(event) => event.stopPropagation()}>
        <Chip tone="brand">{t("reword.changed")}</Chip>
      </button>
    </Popover>
  );
}

function useColumns(): Column<Delivery>[] {
  const { t } = useTranslation("sends");
  const channelName = useChannelName();
  const mayDecide = useBrand().can("sends.create");
  const reasonOf = useReason();
  return [
    {
      key: "group",
      title: t("one.group"),
      cell: (row) => (
        <span className="row g8">
          <TwoLines title={row.groupName} note={[channelName(row.channel), row.ownerName].filter(Boolean).join(joint("parts"))} />
          {row.draftedText === null ? null : <Reworded sent={row.body?.text ?? ""} drafted={row.draftedText} />}
        </span>
      ),
    },
    { key: "people", title: t("one.people"), right: true, width: 80, cell: (row) => formatCount(row.people) },
    { key: "state", title: t("one.state"), width: 104, cell: (row) => <OutcomeChip state={row.state} /> },
    {
      key: "reason",
      title: t("one.reason"),
      width: 224,
      cell: (row) =>
        row.state === "unknown" && mayDecide ? <Decide delivery={row} /> : <span className="sec">{reasonOf(row.reason)}</span>,
    },
    { key: "at", title: t("one.at"), width: 112, cell: (row) => (row.endedAt ? <Time at={row.endedAt} className="sec" /> : null) },
  ];
}

/** What became of each group of a send. */
export function Deliveries({ send }: { send: Send }) {
  const { t } = useTranslation("sends");
  const go = useGo();
  const url = useUrlState();
  const { columns, tools } = useListView("deliveries", { columns: useColumns(), conditions: ["q", "state"], isPart: true });
  const state = deliveryStates.find((one) => one === url.get("state"));
  const q = url.get("q");
  const ask = { sendId: send.id, state, q: q || undefined };
  const { query, pager } = useCursorPages(listDeliveriesEndpoint, { ...ask, limit: 50 }, { refreshMs: 20_000 });
  const met = deliveryStates.filter((one) => (send.counts[one] ?? 0) > 0);
  const options: { value: DeliveryState | "all"; label: string }[] = [
    { value: "all", label: `${t("one.all")} ${formatCount(send.groups)}` },
    ...met.map((value) => ({ value, label: `${t(`outcomes.${value}`)} ${formatCount(send.counts[value])}` })),
  ];
  return (
    <Panel
      title={t("one.deliveries")}
      mark={
        met.length > 1 ? (
          <Segmented
            label={t("one.state")}
            options={options}
            value={state ?? "all"}
            onChange={(next) => url.set({ state: next === "all" ? "" : next })}
          />
        ) : null
      }
      actions={
        <>
          <SearchInput value={q} onSearch={(next) => url.set({ q: next })} placeholder={t("one.search")} width={180} />
          {tools}
          <ExportButton size="xs" list="deliveries" filter={ask} columns={columns} total={q || state ? undefined : send.groups} />
        </>
      }
    >
      <Loaded
        query={query}
        what={t("one.deliveries")}
        skeleton={<RowsSkeleton rows={8} />}
        empty={(page) => {
          if (page.items.length > 0) return null;
          if (q || state) return <NoResult what={t("one.group")} onClear={() => url.clear("q", "state")} />;
          return <EmptyState tight icon="groups" title={t("one.noneTitle")} text={t("one.noneText")} />;
        }}
      >
        {(page) => (
          <DataTable
            label={t("one.deliveries")}
            columns={columns}
            rows={page.items}
            rowKey={(row) => row.id}
            onOpen={(row) => go(`groups/${row.groupId}`)}
            edge={false}
            stickyTop={0}
            stale={query.isPlaceholderData}
          />
        )}
      </Loaded>
      {pager.hasNext || pager.hasPrevious ? <CursorPager pager={pager} /> : null}
    </Panel>
  );
}
