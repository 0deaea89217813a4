import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Chip, type Tone } from "../../../web/ui/chip.tsx";
import { type Column, DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { formatCount, formatPercent } from "../../../web/ui/format.ts";
import { Link } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { listWebhooksEndpoint, type Webhook, type WebhookState } from "../webhooks.contract.ts";
import { HourBars } from "./hour-bars.tsx";
import { IntegrationsFrame } from "./integrations-frame.tsx";
import { NewWebhookDrawer } from "./new-webhook-drawer.tsx";
import { WebhookDrawer } from "./webhook-drawer.tsx";

const REFRESH_MS = 5_000;

export const webhookTones: Record<WebhookState, Tone> = { active: "good", paused: "bad", off: "plain" };

/** Which of the last day's calls got through; null where there was none. */
function rateOf(webhook: Webhook): number | null {
  const delivered = webhook.hours.reduce((sum, hour) => sum + hour.delivered, 0);
  const all = webhook.hours.reduce((sum, hour) => sum + hour.delivered + hour.failed, 0);
  return all === 0 ? null : delivered / all;
}

function columnsOf(t: TFunction<"integrations">): Column<Webhook>[] {
  return [
    {
      key: "name",
      title: t("webhooks.name"),
      cell: (one) => <TwoLines title={one.name} note={<code className="ig-code">{one.url}</code>} />,
    },
    {
      key: "state",
      title: t("webhooks.state"),
      width: 148,
      cell: (one) =>
        one.state === "active" && one.failuresInRow > 0 ? (
          <Chip tone="warn">{t("webhooks.failing", { count: one.failuresInRow })}</Chip>
        ) : (
          <Chip tone={webhookTones[one.state]}>{t(`webhooks.states.${one.state}`)}</Chip>
        ),
    },
    {
      key: "events",
      title: t("webhooks.events"),
      from: 1100,
      width: 88,
      cell: (one) => t("webhooks.eventsCount", { count: one.events.length }),
    },
    { key: "org", title: t("webhooks.org"), from: 1280, cell: (one) => (one.orgId ? (one.orgName ?? "—") : t("wholeBrand")) },
    { key: "hours", title: t("webhooks.last24"), from: 900, width: 132, cell: (one) => <HourBars hours={one.hours} /> },
    { key: "rate", title: t("webhooks.rate"), right: true, from: 720, width: 88, cell: (one) => formatPercent(rateOf(one)) },
    { key: "waiting", title: t("webhooks.waiting"), right: true, from: 720, width: 72, cell: (one) => formatCount(one.waiting) },
    {
      key: "dead",
      title: t("webhooks.dead"),
      right: true,
      width: 88,
      cell: (one) =>
        one.dead > 0 ? (
          <Link className="lnk bad" to={`settings/integrations/deliveries?state=dead&webhook=${one.id}`}>
            {formatCount(one.dead)}
          </Link>
        ) : (
          <span className="mut">0</span>
        ),
    },
    {
      key: "last",
      title: t("webhooks.lastDelivered"),
      from: 1200,
      cell: (one) => (one.lastDeliveredAt ? <Time at={one.lastDeliveredAt} /> : <span className="mut">{t("webhooks.never")}</span>),
    },
  ];
}

/** 设置 → 接口 → Webhook: who is told what happens, and how well they take it. */
export function WebhooksPage() {
  const { t } = useTranslation("integrations");
  const url = useUrlState();
  const [making, setMaking] = useState(false);
  const query = useEndpoint(listWebhooksEndpoint, {}, { refreshMs: REFRESH_MS });
  const open = query.data?.items.find((one) => one.id === url.get("id"));
  const add = (
    <Button kind="primary" size="s" icon="plus" onClick={() => setMaking(true)}>
      {t("webhooks.add")}
    </Button>
  );
  return (
    <IntegrationsFrame
      part="webhooks"
      actions={
        <>
          <ExportButton kind="plain" list="webhooks" filter={{}} total={query.data?.items.length} />
          {add}
        </>
      }
    >
      <Loaded
        query={query}
        what={t("webhooks.what")}
        skeleton={<RowsSkeleton edge rows={4} />}
        empty={(page) =>
          page.items.length === 0 ? (
            <EmptyState
              title={t("webhooks.emptyTitle")}
              text={t("webhooks.emptyText")}
              actions={
                <Button kind="primary" icon="plus" onClick={() => setMaking(true)}>
                  {t("webhooks.add")}
                </Button>
              }
            />
          ) : null
        }
      >
        {(page) => (
          <DataTable
            label={t("webhooks.what")}
            columns={columnsOf(t)}
            rows={page.items}
            rowKey={(one) => one.id}
            stickyTop={97}
            currentKey={open?.id}
            onOpen={(one) => url.set({ id: one.id })}
          />
        )}
      </Loaded>
      {open && !making ? <WebhookDrawer key={open.id} webhook={open} onClose={() => url.clear("id")} /> : null}
      {making ? <NewWebhookDrawer onClose={() => setMaking(false)} /> : null}
    </IntegrationsFrame>
  );
}
