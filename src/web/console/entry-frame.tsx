import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/button.tsx";
import { FormField } from "../ui/form-field.tsx";
import { Icon, Mark } from "../ui/icons.tsx";
import { errorText } from "../i18n/error-text.ts";
import { PasswordInput } from "../ui/text-input.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { Pattern } from "./pattern.tsx";
import "./entry.css";

/** Sign-in, first brand and invitation: a form of 360 px beside the pattern. */
export function EntryFrame({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation("shell");
  return (
    <div className="entry">
      <title>{`${title} · ${t("product")}`}</title>
      <div className="lf">
        <div className="row g12">
          <Mark size={32} />
          <b className="name">{t("product")}</b>
          <span className="sp" />
          <LanguageSwitch />
        </div>
        <div className="lform">
          <h1>{title}</h1>
          {lead ? <p className="sec">{lead}</p> : null}
          {children}
        </div>
      </div>
      <div className="rt" aria-hidden>
        <Pattern />
        <div className="rq">
          <p>
            {t("signIn.slogan1")}
            <br />
            {t("signIn.slogan2")}
          </p>
          <span>{t("signIn.sloganNote")}</span>
        </div>
      </div>
    </div>
  );
}

/** Why a form was not taken, over its button. */
export function EntryProblem({ error }: { error: Error | null }) {
  if (!error) return null;
  return (
    <p className="problem" role="alert">
      <Icon name="alert" size="s" />
      {errorText(error)}
    </p>
  );
}

/** A link that leads nowhere any more, and the way to sign in. */
export function EntryClosed({ title, lead, error = null }: { title: string; lead: string; error?: Error | null }) {
  const { t } = useTranslation("shell");
  return (
    <EntryFrame title={title} lead={lead}>
      <EntryProblem error={error} />
      <Button size="l" className="wide" to="/sign-in">
        {t("signIn.title")}
      </Button>
    </EntryFrame>
  );
}

interface NewPasswordFieldProps {
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
  autoFocus?: boolean;
}

/** A password that is being chosen. */
export function NewPasswordField({ label, hint, ...field }: NewPasswordFieldProps) {
  return (
    <FormField label={label} hint={hint}>
      <PasswordInput size="l" {...field} minLength={8} maxLength={128} autoComplete="new-password" required />
    </FormField>
  );
}
