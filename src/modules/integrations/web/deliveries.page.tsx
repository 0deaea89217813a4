import { DatePicker } from "antd";
import dayjs from "dayjs";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCursorPages, useEndpoint } from "../../../web/api.ts";
import { pageLanguage } from "../../../web/language.ts";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip, type Tone } from "../../../web/ui/chip.tsx";
import { type Column, DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { FilterChip } from "../../../web/ui/filter-chip.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState, NoResult } from "../../../web/ui/states.tsx";
import { type UrlState, useUrlState } from "../../../web/ui/use-url-state.ts";
import { momentOfWall } from "../../../web/ui/wall-time.ts";
import { Time, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { type Delivery, deliveryStates, listDeliveriesEndpoint, WebhookDeliveryState } from "../deliveries.contract.ts";
import { outsideEventNames, PING } from "../events.contract.ts";
import { listWebhooksEndpoint } from "../webhooks.contract.ts";
import { DeliveryDrawer } from "./delivery-drawer.tsx";
import { eventWord } from "./event-words.ts";
import { failureWord } from "./failure-word.ts";
import { IntegrationsFrame } from "./integrations-frame.tsx";
import { ReplayDialog } from "./replay-dialog.tsx";
import { useWhen } from "./use-when.ts";

const REFRESH_MS = 4_000;
const conditions = ["q", "webhook", "state", "event", "from", "to"] as const;

export const deliveryTones: Record<WebhookDeliveryState, Tone> = { waiting: "info", calling: "info", delivered: "good", dead: "bad" };

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);

/** The conditions of the address; whole days of the brand's own. */
function useAsk(url: UrlState) {
  const offset = useOffsetMinutes();
  const start = (day: string) => (isDay(day) ? (momentOfWall(`${day}T00:00`, offset) ?? undefined) : undefined);
  const to = url.get("to");
  return {
    webhookId: url.get("webhook") || undefined,
    state: WebhookDeliveryState.safeParse(url.get("state")).data,
    event: url.get("event") || undefined,
    from: start(url.get("from")),
    to: isDay(to) ? start(dayjs(to).add(1, "day").format("YYYY-MM-DD")) : undefined,
  };
}

function columnsOf(t: TFunction<"integrations">, when: (at: string) => string): Column<Delivery>[] {
  return [
    { key: "at", title: t("deliveries.at"), width: 128, cell: (one) => <Time className="mut" at={one.createdAt} /> },
    {
      key: "event",
      title: t("deliveries.event"),
      cell: (one) => (
        <TwoLines
          title={one.event === PING ? t("deliveries.ping") : eventWord(one.event, pageLanguage())}
          note={<code className="ig-code">{one.event}</code>}
        />
      ),
    },
    { key: "webhook", title: t("deliveries.webhook"), from: 800, cell: (one) => one.webhookName },
    {
      key: "state",
      title: t("deliveries.state"),
      width: 112,
      cell: (one) => <Chip tone={deliveryTones[one.state]}>{t(`deliveries.states.${one.state}`)}</Chip>,
    },
    {
      key: "answer",
      title: t("deliveries.answer"),
      from: 640,
      cell: (one) => (
        <span className={one.failure ? "bad" : "sec"}>
          {failureWord(t, one.failure, one.status) || "—"}
          {one.state === "waiting" && one.tries > 0 ? (
            <small className="mut ig-next">{t("deliveries.next", { time: when(one.dueAt) })}</small>
          ) : null}
        </span>
      ),
    },
    { key: "tries", title: t("deliveries.tries"), right: true, from: 1000, width: 80, cell: (one) => one.tries },
  ];
}

/** 设置 → 接口 → 推送记录: every event for every webhook, what came of it, and once more. */
export function DeliveriesPage() {
  const { t } = useTranslation("integrations");
  const url = useUrlState();
  const when = useWhen();
  const ask = useAsk(url);
  const [replaying, setReplaying] = useState<"dead" | "delivered" | null>(null);
  const { query, pager } = useCursorPages(
    listDeliveriesEndpoint,
    { ...ask, q: url.get("q") || undefined, limit: 50 },
    { refreshMs: REFRESH_MS },
  );
  const { columns, tools } = useListView("webhook-deliveries", { columns: columnsOf(t, when), conditions });
  const { state: _state, ...replayAsk } = ask;
  return (
    <IntegrationsFrame
      part="deliveries"
      actions={
        <>
          <ExportButton list="webhook-deliveries" filter={{ ...ask, q: url.get("q") || undefined }} columns={columns} />
          {ask.from || ask.to ? (
            <Button size="s" icon="redo" onClick={() => setReplaying("delivered")}>
              {t("deliveries.replayDelivered")}
            </Button>
          ) : null}
          <Button size="s" icon="redo" onClick={() => setReplaying("dead")}>
            {t("deliveries.replayAll")}
          </Button>
        </>
      }
      filters={
        <>
          <DeliveryFilters url={url} />
          <span className="sp" />
          {tools}
        </>
      }
    >
      <Loaded
        query={query}
        what={t("deliveries.what")}
        skeleton={<RowsSkeleton edge rows={10} />}
        empty={(page) => (page.items.length === 0 ? <NoDeliveries url={url} /> : null)}
      >
        {(page) => (
          <DataTable
            label={t("deliveries.what")}
            columns={columns}
            rows={page.items}
            rowKey={(one) => one.id}
            stickyTop={97}
            currentKey={url.get("id")}
            stale={query.isPlaceholderData}
            onOpen={(one) => url.set({ id: one.id })}
          />
        )}
      </Loaded>
      <CursorPager pager={pager} />
      {url.get("id") ? <DeliveryDrawer key={url.get("id")} deliveryId={url.get("id")} onClose={() => url.clear("id")} /> : null}
      {replaying ? <ReplayDialog ask={{ ...replayAsk, state: replaying }} onClose={() => setReplaying(null)} /> : null}
    </IntegrationsFrame>
  );
}

function DeliveryFilters({ url }: { url: UrlState }) {
  const { t } = useTranslation("integrations");
  const webhooks = useEndpoint(listWebhooksEndpoint, {}).data?.items ?? [];
  const events = [...outsideEventNames, PING].map((value) => ({
    value,
    label: value === PING ? t("deliveries.ping") : eventWord(value, pageLanguage()),
  }));
  const day = (name: "from" | "to") => (isDay(url.get(name)) ? dayjs(url.get(name)) : null);
  return (
    <>
      <SearchInput value={url.get("q")} onSearch={(q) => url.set({ q })} placeholder={t("deliveries.search")} width={232} />
      <FilterChip
        name={t("deliveries.state")}
        options={deliveryStates.map((value) => ({ value, label: t(`deliveries.states.${value}`) }))}
        value={url.list("state")}
        onChange={(value) => url.set({ state: value })}
      />
      <FilterChip
        name={t("deliveries.webhook")}
        options={webhooks.map((one) => ({ value: one.id, label: one.name, note: one.dead > 0 ? String(one.dead) : undefined }))}
        value={url.list("webhook")}
        onChange={(value) => url.set({ webhook: value })}
      />
      <FilterChip name={t("deliveries.event")} options={events} value={url.list("event")} onChange={(value) => url.set({ event: value })} />
      <DatePicker.RangePicker
        size="middle"
        allowEmpty={[true, true]}
        placeholder={[t("deliveries.from"), t("deliveries.to")]}
        value={[day("from"), day("to")]}
        onChange={(range) => url.set({ from: range?.[0]?.format("YYYY-MM-DD"), to: range?.[1]?.format("YYYY-MM-DD") })}
      />
    </>
  );
}

function NoDeliveries({ url }: { url: UrlState }) {
  const { t } = useTranslation("integrations");
  if (conditions.some((name) => url.get(name))) return <NoResult what={t("deliveries.what")} onClear={() => url.clear(...conditions)} />;
  return <EmptyState icon="send" title={t("deliveries.emptyTitle")} text={t("deliveries.emptyText")} />;
}
