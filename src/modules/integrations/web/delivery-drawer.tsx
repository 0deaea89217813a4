import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { pageLanguage } from "../../../web/language.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import type { OutputOf } from "../../../lib/define.ts";
import { listDeliveriesEndpoint, replayDeliveryEndpoint, showDeliveryEndpoint, type Try } from "../deliveries.contract.ts";
import { PING } from "../events.contract.ts";
import { prettyJson } from "../pretty.rules.ts";
import { listWebhooksEndpoint } from "../webhooks.contract.ts";
import { eventWord } from "./event-words.ts";
import { failureWord } from "./failure-word.ts";
import { useWhen } from "./use-when.ts";

type Shown = OutputOf<typeof showDeliveryEndpoint>;

const REFRESH_MS = 2_000;

/** One delivery: what was sent, what came back, every try; sent again. */
export function DeliveryDrawer({ deliveryId, onClose }: { deliveryId: string; onClose: () => void }) {
  const { t } = useTranslation("integrations");
  const query = useEndpoint(showDeliveryEndpoint, { deliveryId }, { refreshMs: REFRESH_MS });
  const replay = useAction(replayDeliveryEndpoint, {
    invalidates: [listDeliveriesEndpoint, showDeliveryEndpoint, listWebhooksEndpoint],
    onDone: () => toast(t("deliveries.replayed")),
    onFailed: errorToast,
  });
  const shown = query.data;
  const mayReplay = shown !== undefined && shown.state !== "calling";
  const title = shown === undefined ? "…" : shown.event === PING ? t("deliveries.ping") : eventWord(shown.event, pageLanguage());
  return (
    <Drawer
      open
      title={title}
      facts={shown ? t(`deliveries.states.${shown.state}`) : null}
      onClose={onClose}
      foot={
        mayReplay ? (
          <Button kind="primary" icon="redo" busy={replay.isPending} onClick={() => replay.mutate({ deliveryId })}>
            {shown.state === "waiting" ? t("deliveries.now") : t("deliveries.replay")}
          </Button>
        ) : null
      }
    >
      <Loaded query={query} what={t("deliveries.what")} tight skeleton={<BlockSkeleton height={320} />}>
        {(delivery) => <Whole delivery={delivery} />}
      </Loaded>
    </Drawer>
  );
}

function Whole({ delivery }: { delivery: Shown }) {
  const { t } = useTranslation("integrations");
  const when = useWhen();
  return (
    <>
      <div className="pad">
        <dl className="settings-facts">
          <dt>{t("deliveries.webhook")}</dt>
          <dd>
            {delivery.webhookName}
            <code className="ig-code ig-under">{delivery.url}</code>
          </dd>
          <dt>{t("deliveries.id")}</dt>
          <dd>
            <code className="ig-code">{delivery.eventId}</code>
          </dd>
          <dt>{t("deliveries.occurred")}</dt>
          <dd>
            <Time at={delivery.occurredAt} />
            {delivery.replayedAt ? (
              <small className="mut ig-next">{t("deliveries.replayedAt", { time: when(delivery.replayedAt) })}</small>
            ) : null}
          </dd>
        </dl>
      </div>
      <div className="pad">
        <h3 className="h14">{t("deliveries.history")}</h3>
        <ol className="ig-tries">
          {delivery.history.toReversed().map((one, n) => (
            <OneTry key={n} one={one} />
          ))}
        </ol>
        {delivery.state === "waiting" ? <p className="mut">{t("deliveries.next", { time: when(delivery.dueAt) })}</p> : null}
      </div>
      <div className="pad">
        <h3 className="h14">{t("deliveries.response")}</h3>
        {delivery.answer ? (
          <pre className="settings-raw">{prettyJson(delivery.answer)}</pre>
        ) : (
          <p className="mut">{t("deliveries.noAnswer")}</p>
        )}
      </div>
      <div className="pad">
        <h3 className="h14 row g8">
          {t("deliveries.request")}
          <small className="mut">{t("deliveries.maskNote")}</small>
        </h3>
        <pre className="settings-raw">
          {Object.entries(delivery.request.headers)
            .map(([name, value]) => `${name}: ${value}`)
            .join("\n")}
          {"\n\n"}
          {prettyJson(delivery.request.body)}
        </pre>
      </div>
    </>
  );
}

function OneTry({ one }: { one: Try }) {
  const { t } = useTranslation("integrations");
  return (
    <li>
      <b className={one.failure ? "bad" : "good"}>{failureWord(t, one.failure, one.status)}</b>
      <span className="mut">{t("keys.took", { ms: one.tookMs })}</span>
      <span className="sp" />
      <Time className="mut" at={one.at} />
    </li>
  );
}
