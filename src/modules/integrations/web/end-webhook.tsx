import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { listWebhooksEndpoint, removeWebhookEndpoint, switchWebhookEndpoint, type Webhook } from "../webhooks.contract.ts";

export type Ending = "stop" | "remove";

interface EndProps {
  webhook: Webhook;
  ending: Ending;
  onClose: () => void;
  /** It is there no more. */
  onGone: () => void;
}

/** Before a webhook is stopped or removed: what it costs. */
export function EndWebhook({ webhook, ending, onClose, onGone }: EndProps) {
  const { t } = useTranslation("integrations");
  const over = (text: string) => {
    toast(text);
    onClose();
    if (ending === "remove") onGone();
  };
  const invalidates = [listWebhooksEndpoint];
  const stop = useAction(switchWebhookEndpoint, {
    invalidates,
    onDone: () => over(t("webhooks.stopped", { name: webhook.name })),
    onFailed: errorToast,
  });
  const remove = useAction(removeWebhookEndpoint, {
    invalidates,
    onDone: () => over(t("webhooks.removed", { name: webhook.name })),
    onFailed: errorToast,
  });
  const webhookId = webhook.id;
  return (
    <ConfirmNumbers
      open
      danger
      icon={ending === "stop" ? "pause" : "trash"}
      title={t(`webhooks.${ending}Title`, { name: webhook.name })}
      facts={t(`webhooks.${ending}Text`)}
      numbers={[
        { value: formatCount(webhook.waiting), label: t("webhooks.waiting") },
        { value: formatCount(webhook.dead), label: t("webhooks.dead") },
      ]}
      confirm={t(`webhooks.${ending}`)}
      busy={stop.isPending || remove.isPending}
      onConfirm={() => (ending === "stop" ? stop.mutate({ webhookId, state: "off" }) : remove.mutate({ webhookId }))}
      onClose={onClose}
    />
  );
}
