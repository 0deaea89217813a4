import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { FormField } from "../../../web/ui/form-field.tsx";
import { formatTime } from "../../../web/ui/format-time.ts";
import { MomentInput } from "../../../web/ui/moment-input.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { OrgSelect } from "../../brands/web/org-select.tsx";
import { MAX_PER_MINUTE } from "../keys.contract.ts";
import { PermissionPicks } from "./permission-picks.tsx";

export interface KeyDraft {
  name: string;
  orgId: string;
  permissions: string[];
  expiresAt: string | null;
  perMinute: string;
}

export const perMinuteOf = (draft: KeyDraft) => (/^\d{1,4}$/.test(draft.perMinute) ? Number(draft.perMinute) : 0);

export function isWhole(draft: KeyDraft): boolean {
  const perMinute = perMinuteOf(draft);
  return draft.name.trim() !== "" && draft.orgId !== "" && draft.permissions.length > 0 && perMinute >= 1 && perMinute <= MAX_PER_MINUTE;
}

interface KeyFormProps {
  draft: KeyDraft;
  onChange: (draft: KeyDraft) => void;
}

/** What a key is for, what it may, how far, how often and until when. */
export function KeyForm({ draft, onChange }: KeyFormProps) {
  const { t } = useTranslation("integrations");
  const set = (change: Partial<KeyDraft>) => onChange({ ...draft, ...change });
  const perMinute = perMinuteOf(draft);
  return (
    <>
      <FormField label={t("keys.name")} hint={t("keys.nameHint")}>
        <TextInput value={draft.name} maxLength={60} autoFocus onChange={(name) => set({ name })} />
      </FormField>
      <FormField label={t("keys.org")} hint={t("keys.orgHint")}>
        <OrgSelect value={draft.orgId} onChange={(orgId) => set({ orgId })} />
      </FormField>
      <PermissionPicks value={draft.permissions} onChange={(permissions) => set({ permissions })} />
      <ExpiryField value={draft.expiresAt} onChange={(expiresAt) => set({ expiresAt })} />
      <FormField
        label={t("keys.perMinute")}
        hint={t("keys.perMinuteHint")}
        error={perMinute < 1 || perMinute > MAX_PER_MINUTE ? t("keys.perMinuteWrong") : undefined}
      >
        <span className="settings-unit">
          <TextInput value={draft.perMinute} inputMode="numeric" onChange={(text) => set({ perMinute: text })} />
          {t("keys.perMinuteUnit")}
        </span>
      </FormField>
    </>
  );
}

const DAY_MS = 86_400_000;
const spans = [30, 90, 365] as const;

function ExpiryField({ value, onChange }: { value: string | null; onChange: (value: string | null) => void }) {
  const { t } = useTranslation("integrations");
  const nowMs = useNow(60_000);
  const offset = useOffsetMinutes();
  const options = [
    { value: "never", label: t("keys.expiresNever") },
    ...spans.map((days) => ({ value: String(days), label: t("keys.expiresIn", { count: days }) })),
    { value: "at", label: value ? t("keys.expiresKeep", { time: formatTime(value, offset, nowMs) }) : t("keys.expiresAt") },
  ];
  const choose = (choice: string) => {
    if (choice === "never") onChange(null);
    else onChange(new Date(nowMs + (choice === "at" ? 30 : Number(choice)) * DAY_MS).toISOString());
  };
  return (
    <div className="field">
      <FormField label={t("keys.expires")}>
        <Select value={value === null ? "never" : "at"} options={options} onChange={choose} />
      </FormField>
      {value === null ? null : (
        <MomentInput
          label={t("keys.expiresAt")}
          value={value}
          onChange={(at) => (at ? onChange(at) : undefined)}
          min={new Date(nowMs).toISOString()}
        />
      )}
    </div>
  );
}
