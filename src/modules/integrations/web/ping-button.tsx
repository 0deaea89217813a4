import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { listDeliveriesEndpoint, showDeliveryEndpoint, type Try } from "../deliveries.contract.ts";
import { listWebhooksEndpoint, pingWebhookEndpoint } from "../webhooks.contract.ts";
import { failureWord } from "./failure-word.ts";

const ASK_MS = 700;

/** Sends a test and says what came of it. */
export function PingButton({ webhookId }: { webhookId: string }) {
  const { t } = useTranslation("integrations");
  const ping = useAction(pingWebhookEndpoint, { invalidates: [listDeliveriesEndpoint, listWebhooksEndpoint], onFailed: errorToast });
  const deliveryId = ping.data?.deliveryId ?? "";
  const outcome = useEndpoint(showDeliveryEndpoint, { deliveryId }, { enabled: deliveryId !== "", refreshMs: ASK_MS });
  const last = deliveryId === outcome.data?.id ? outcome.data.history.at(-1) : undefined;
  const isWaiting = deliveryId !== "" && last === undefined;
  return (
    <span className="row g8 ig-ping" aria-live="polite">
      {isWaiting ? <span className="mut">{t("webhooks.pinging")}</span> : null}
      {last ? <Outcome last={last} /> : null}
      <Button icon="bolt" busy={ping.isPending || isWaiting} onClick={() => ping.mutate({ webhookId })}>
        {t("webhooks.ping")}
      </Button>
    </span>
  );
}

function Outcome({ last }: { last: Try }) {
  const { t } = useTranslation("integrations");
  if (last.failure) return <span className="bad">{t("webhooks.pingBad", { reason: failureWord(t, last.failure, last.status) })}</span>;
  return <span className="good">{t("webhooks.pingOk", { status: last.status ?? 0, ms: last.tookMs })}</span>;
}
