import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { pageLanguage } from "../../../web/language.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { MoreMenu } from "../../../web/ui/more-menu.tsx";
import { NumberStrip } from "../../../web/ui/number-strip.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { FormDrawer } from "../../../web/ui/form-drawer.tsx";
import { changeWebhookEndpoint, listWebhooksEndpoint, switchWebhookEndpoint, type Webhook } from "../webhooks.contract.ts";
import { eventWord } from "./event-words.ts";
import { PingButton } from "./ping-button.tsx";
import { useHeadquarters } from "./use-headquarters.ts";
import { type Ending, EndWebhook } from "./end-webhook.tsx";
import { isWholeWebhook, type WebhookDraft, WebhookForm, webhookOf } from "./webhook-form.tsx";
import { WebhookSecret } from "./webhook-secret.tsx";

/** One webhook: how it does, what it hears, its secret; tested, changed, stopped. */
export function WebhookDrawer({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useTranslation("integrations");
  const [editing, setEditing] = useState(false);
  const [ending, setEnding] = useState<Ending | null>(null);
  const resume = useAction(switchWebhookEndpoint, {
    invalidates: [listWebhooksEndpoint],
    onDone: () => toast(t("webhooks.resumed", { name: webhook.name })),
    onFailed: errorToast,
  });
  if (editing) return <EditWebhook webhook={webhook} onClose={() => setEditing(false)} />;
  const more = [
    ...(webhook.state === "off"
      ? []
      : [{ key: "stop", label: t("webhooks.stop"), icon: "pause" as const, onRun: () => setEnding("stop") }]),
    { key: "remove", label: t("webhooks.remove"), icon: "trash" as const, danger: true, onRun: () => setEnding("remove") },
  ];
  return (
    <Drawer
      open
      title={webhook.name}
      facts={t(`webhooks.states.${webhook.state}`)}
      onClose={onClose}
      actions={<MoreMenu actions={more} />}
      foot={
        <>
          <PingButton webhookId={webhook.id} />
          {webhook.state === "active" ? null : (
            <Button icon="start" busy={resume.isPending} onClick={() => resume.mutate({ webhookId: webhook.id, state: "active" })}>
              {t("webhooks.resume")}
            </Button>
          )}
          <Button kind="primary" icon="edit" onClick={() => setEditing(true)}>
            {t("webhooks.edit")}
          </Button>
        </>
      }
    >
      <div className="pad">
        {webhook.pausedFor ? (
          <p className="ig-paused" role="alert">
            {t(`webhooks.paused.${webhook.pausedFor}`)}
          </p>
        ) : null}
        <Numbers webhook={webhook} />
        <div className="row g8" style={{ marginTop: 12 }}>
          <Button size="s" icon="history" to={`settings/integrations/deliveries?webhook=${webhook.id}`}>
            {t("webhooks.seeAll")}
          </Button>
          {webhook.dead > 0 ? (
            <Button size="s" icon="alert" to={`settings/integrations/deliveries?webhook=${webhook.id}&state=dead`}>
              {t("webhooks.seeDead")}
            </Button>
          ) : null}
        </div>
      </div>
      <div className="pad">
        <dl className="settings-facts">
          <dt>{t("webhooks.url")}</dt>
          <dd>
            <code className="ig-code">{webhook.url}</code>
          </dd>
          <dt>{t("webhooks.org")}</dt>
          <dd>{webhook.orgId ? (webhook.orgName ?? "—") : t("wholeBrand")}</dd>
          <dt>{t("webhooks.events")}</dt>
          <dd className="ig-chips">
            {webhook.events.map((name) => (
              <Chip key={name} title={name}>
                {eventWord(name, pageLanguage())}
              </Chip>
            ))}
          </dd>
          {webhook.showsPhones ? (
            <>
              <dt>{t("webhooks.phones")}</dt>
              <dd>
                <Chip tone="warn" icon="eye">
                  {t("webhooks.phones")}
                </Chip>
              </dd>
            </>
          ) : null}
        </dl>
      </div>
      <WebhookSecret webhook={webhook} />
      {ending ? <EndWebhook webhook={webhook} ending={ending} onClose={() => setEnding(null)} onGone={onClose} /> : null}
    </Drawer>
  );
}

function Numbers({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation("integrations");
  const sum = (key: "delivered" | "failed") => webhook.hours.reduce((all, hour) => all + hour[key], 0);
  return (
    <NumberStrip
      numbers={[
        { value: formatCount(sum("delivered")), label: t("webhooks.delivered24") },
        { value: formatCount(sum("failed")), label: t("webhooks.failed24"), tone: sum("failed") > 0 ? "warn" : undefined },
        { value: formatCount(webhook.waiting), label: t("webhooks.waiting") },
        { value: formatCount(webhook.dead), label: t("webhooks.dead"), tone: webhook.dead > 0 ? "bad" : undefined },
      ]}
    />
  );
}

function EditWebhook({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useTranslation("integrations");
  const headquartersId = useHeadquarters();
  const { name, url, events, orgId, showsPhones } = webhook;
  const [form, setForm] = useState<WebhookDraft>({ name, url, events, orgId: orgId ?? "", showsPhones });
  const draft = { ...form, orgId: form.orgId || headquartersId };
  const change = useAction(changeWebhookEndpoint, {
    invalidates: [listWebhooksEndpoint],
    onDone: () => {
      toast(t("webhooks.saved", { name: draft.name.trim() }));
      onClose();
    },
  });
  return (
    <FormDrawer
      title={webhook.name}
      facts={t("webhooks.edit")}
      action={change}
      isWhole={isWholeWebhook(draft) && headquartersId !== ""}
      onConfirm={() => change.mutate({ ...webhookOf(draft, headquartersId), webhookId: webhook.id })}
      onClose={onClose}
    >
      <WebhookForm draft={draft} onChange={setForm} />
    </FormDrawer>
  );
}
