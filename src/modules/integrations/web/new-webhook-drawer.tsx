import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { FormDrawer } from "../../../web/ui/form-drawer.tsx";
import { createWebhookEndpoint, listWebhooksEndpoint } from "../webhooks.contract.ts";
import { PingButton } from "./ping-button.tsx";
import { SecretBox } from "./secret-box.tsx";
import { useHeadquarters } from "./use-headquarters.ts";
import { isWholeWebhook, type WebhookDraft, WebhookForm, webhookOf } from "./webhook-form.tsx";

/** A new webhook; then its signing secret and a first test. */
export function NewWebhookDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("integrations");
  const headquartersId = useHeadquarters();
  const [form, setForm] = useState<WebhookDraft>({ name: "", url: "", events: [], orgId: "", showsPhones: false });
  const draft = { ...form, orgId: form.orgId || headquartersId };
  const create = useAction(createWebhookEndpoint, { invalidates: [listWebhooksEndpoint] });
  return (
    <FormDrawer
      title={create.data ? t("webhooks.ready") : t("webhooks.newTitle")}
      confirm={t("webhooks.make")}
      action={create}
      isWhole={isWholeWebhook(draft) && headquartersId !== ""}
      onConfirm={() => create.mutate(webhookOf(draft, headquartersId))}
      onClose={onClose}
      after={
        create.data ? (
          <>
            <PingButton webhookId={create.data.id} />
            <Button kind="primary" onClick={onClose}>
              {t("close")}
            </Button>
          </>
        ) : null
      }
    >
      {create.data ? (
        <>
          <SecretBox secret={create.data.secret} />
          <p className="mut sm12" style={{ marginTop: 8 }}>
            {t("webhooks.readyText")}
          </p>
        </>
      ) : (
        <WebhookForm draft={draft} onChange={setForm} />
      )}
    </FormDrawer>
  );
}
