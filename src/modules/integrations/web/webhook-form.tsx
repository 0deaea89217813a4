import { Switch } from "antd";
import { useTranslation } from "react-i18next";
import { useBrand } from "../../../web/brand.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { OrgSelect } from "../../brands/web/org-select.tsx";
import { EventPicks } from "./event-picks.tsx";

export interface WebhookDraft {
  name: string;
  url: string;
  events: string[];
  /** The headquarters stands for the whole brand. */
  orgId: string;
  showsPhones: boolean;
}

export const isWholeWebhook = (draft: WebhookDraft) =>
  draft.name.trim() !== "" && URL.canParse(draft.url.trim()) && draft.events.length > 0;

/** The form's values as the server takes them. */
export function webhookOf(draft: WebhookDraft, headquartersId: string) {
  return { ...draft, name: draft.name.trim(), url: draft.url.trim(), orgId: draft.orgId === headquartersId ? null : draft.orgId };
}

interface FormProps {
  draft: WebhookDraft;
  onChange: (draft: WebhookDraft) => void;
}

export function WebhookForm({ draft, onChange }: FormProps) {
  const { t } = useTranslation("integrations");
  const brand = useBrand();
  const set = (change: Partial<WebhookDraft>) => onChange({ ...draft, ...change });
  return (
    <>
      <FormField label={t("webhooks.name")}>
        <TextInput value={draft.name} maxLength={60} autoFocus onChange={(name) => set({ name })} />
      </FormField>
      <FormField label={t("webhooks.url")} hint={t("webhooks.urlHint")}>
        <TextInput value={draft.url} maxLength={500} type="url" placeholder="https://" onChange={(url) => set({ url })} />
      </FormField>
      <EventPicks value={draft.events} onChange={(events) => set({ events })} />
      <FormField label={t("webhooks.org")} hint={t("webhooks.orgHint")}>
        <OrgSelect value={draft.orgId} onChange={(orgId) => set({ orgId })} />
      </FormField>
      <FormField label={t("webhooks.phones")} hint={t("webhooks.phonesHint")}>
        <span>
          <Switch
            size="small"
            checked={draft.showsPhones}
            disabled={brand.scopeOf("members.phone") !== "brand"}
            onChange={(showsPhones) => set({ showsPhones })}
          />
        </span>
      </FormField>
    </>
  );
}
