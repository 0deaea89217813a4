import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { PasswordInput, TextInput } from "../../../web/ui/text-input.tsx";

export interface ConnectionDraft {
  name: string;
  scope: string;
  agentId: string;
  secret: string;
  baseUrl: string;
  callbackToken: string;
  aesKey: string;
}

export const emptyDraft: ConnectionDraft = { name: "", scope: "", agentId: "", secret: "", baseUrl: "", callbackToken: "", aesKey: "" };

const shapes = {
  scope: /^w[wx][A-Za-z0-9_-]{4,60}$/,
  agentId: /^\d{1,20}$/,
  secret: /^[\x21-\x7e]{8,200}$/,
  callbackToken: /^[A-Za-z0-9]{3,32}$/,
  aesKey: /^[A-Za-z0-9]{43}$/,
} as const;
type Shaped = keyof typeof shapes;

const fits = (draft: ConnectionDraft, field: Shaped) => shapes[field].test(draft[field].trim());
const fitsOrEmpty = (draft: ConnectionDraft, field: Shaped) => draft[field].trim() === "" || fits(draft, field);
const isAddress = (text: string) => text.trim() === "" || (/^https?:\/\//.test(text.trim()) && URL.canParse(text.trim()));

/** True where it can be sent; a known connection keeps the secret that is left out. */
export function isWholeDraft(draft: ConnectionDraft, isKnown: boolean): boolean {
  const isSecretFit = isKnown ? fitsOrEmpty(draft, "secret") : fits(draft, "secret");
  const others = (["agentId", "callbackToken", "aesKey"] as const).every((field) => fitsOrEmpty(draft, field));
  return draft.name.trim() !== "" && (isKnown || fits(draft, "scope")) && isSecretFit && others && isAddress(draft.baseUrl);
}

const given = (text: string) => text.trim() || undefined;

/** The values as the server takes them. */
export const valuesOf = (draft: ConnectionDraft) => ({
  name: draft.name.trim(),
  agentId: given(draft.agentId) ?? null,
  baseUrl: given(draft.baseUrl) ?? null,
  callbackToken: given(draft.callbackToken),
  aesKey: given(draft.aesKey),
});

interface FormProps {
  draft: ConnectionDraft;
  onChange: (draft: ConnectionDraft) => void;
  /** It is connected already: the corp stays, secrets may be left out. */
  isKnown?: boolean;
}

export function ConnectionForm({ draft, onChange, isKnown = false }: FormProps) {
  const { t } = useTranslation("connections");
  const [left, setLeft] = useState<ReadonlySet<Shaped>>(new Set());
  const [isMore, setMore] = useState(draft.baseUrl !== "");
  const set = (change: Partial<ConnectionDraft>) => onChange({ ...draft, ...change });
  const shaped = (field: Shaped, bad: string) => ({
    value: draft[field],
    onChange: (value: string) => set({ [field]: value }),
    onBlur: () => setLeft(new Set([...left, field])),
    error: left.has(field) && !fitsOrEmpty(draft, field) ? bad : undefined,
  });
  const scope = shaped("scope", t("form.scopeBad"));
  const agent = shaped("agentId", t("form.agentBad"));
  const secret = shaped("secret", t("form.secretBad"));
  const token = shaped("callbackToken", t("form.tokenBad"));
  const aesKey = shaped("aesKey", t("form.aesKeyBad"));
  return (
    <>
      <FormField label={t("form.name")} hint={t("form.nameHint")}>
        <TextInput value={draft.name} maxLength={60} autoFocus onChange={(name) => set({ name })} />
      </FormField>
      {isKnown ? null : (
        <FormField label={t("form.scope")} hint={t("form.scopeHint")} error={scope.error}>
          <Shaped {...scope} placeholder="ww…" />
        </FormField>
      )}
      <FormField label={t("form.agentId")} note={t("form.optional")} hint={t("form.agentHint")} error={agent.error}>
        <Shaped {...agent} inputMode="numeric" placeholder="1000002" />
      </FormField>
      <FormField
        label={t("form.secret")}
        note={isKnown ? t("form.secretKeep") : undefined}
        hint={t("form.secretHint")}
        error={secret.error}
      >
        <PasswordInput
          value={secret.value}
          invalid={secret.error !== undefined}
          autoComplete="off"
          onChange={secret.onChange}
          onBlur={secret.onBlur}
        />
      </FormField>
      {isMore ? (
        <>
          <FormField
            label={t("form.baseUrl")}
            note={t("form.optional")}
            hint={t("form.baseUrlHint")}
            error={isAddress(draft.baseUrl) ? undefined : t("form.baseUrlBad")}
          >
            <TextInput
              value={draft.baseUrl}
              maxLength={200}
              placeholder="https://qyapi.weixin.qq.com"
              onChange={(baseUrl) => set({ baseUrl })}
            />
          </FormField>
          <FormField
            label={t("form.token")}
            note={t("form.optional")}
            hint={isKnown ? t("form.secretKeep") : t("form.tokenHint")}
            error={token.error}
          >
            <Shaped {...token} />
          </FormField>
          <FormField
            label={t("form.aesKey")}
            note={t("form.optional")}
            hint={isKnown ? t("form.secretKeep") : t("form.aesKeyHint")}
            error={aesKey.error}
          >
            <Shaped {...aesKey} />
          </FormField>
        </>
      ) : (
        <Button kind="quiet" size="s" icon="down" onClick={() => setMore(true)}>
          {t("form.more")}
        </Button>
      )}
    </>
  );
}

interface ShapedProps {
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
  onBlur: () => void;
  placeholder?: string;
  inputMode?: "numeric";
}

function Shaped({ error, ...rest }: ShapedProps) {
  return <TextInput {...rest} invalid={error !== undefined} autoComplete="off" spellCheck={false} />;
}
