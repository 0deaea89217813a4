import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { listWebhooksEndpoint, rotateWebhookSecretEndpoint, showWebhookSecretEndpoint, type Webhook } from "../webhooks.contract.ts";
import { type Grace, GraceChoice } from "./grace-choice.tsx";
import { SecretBox } from "./secret-box.tsx";
import { useWhen } from "./use-when.ts";

/** The signing secret: looked at, which is written down, or rotated with two valid for a while. */
export function WebhookSecret({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation("integrations");
  const when = useWhen();
  const [rotating, setRotating] = useState(false);
  const [grace, setGrace] = useState<Grace>(1_440);
  const show = useAction(showWebhookSecretEndpoint, { onFailed: errorToast });
  const rotate = useAction(rotateWebhookSecretEndpoint, {
    invalidates: [listWebhooksEndpoint],
    onDone: () => setRotating(false),
    onFailed: errorToast,
  });
  const webhookId = webhook.id;
  const secret = rotate.data?.secret ?? show.data?.secret;
  return (
    <section className="pad">
      <div className="row g8" style={{ marginBottom: 8 }}>
        <h3 className="h14">{rotate.data ? t("webhooks.rotated") : t("webhooks.secret")}</h3>
        <span className="sp" />
        {secret ? null : (
          <Button size="s" icon="eye" busy={show.isPending} onClick={() => show.mutate({ webhookId })}>
            {t("webhooks.show")}
          </Button>
        )}
        <Button size="s" icon="refresh" onClick={() => setRotating(!rotating)}>
          {t("webhooks.rotate")}
        </Button>
      </div>
      {secret ? <SecretBox key={secret} secret={secret} /> : null}
      {webhook.oldSecretUntil ? (
        <p className="mut sm12" style={{ marginTop: 8 }}>
          {t("webhooks.oldSecret", { time: when(webhook.oldSecretUntil) })}
        </p>
      ) : null}
      {rotating ? (
        <div className="ig-rotate">
          <p className="sec">{t("webhooks.rotateText")}</p>
          <GraceChoice value={grace} onChange={setGrace} />
          <Button kind="primary" size="s" busy={rotate.isPending} onClick={() => rotate.mutate({ webhookId, graceMinutes: grace })}>
            {t("webhooks.rotate")}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
