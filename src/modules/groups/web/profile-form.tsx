import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { FormField } from "../../../web/ui/form-field.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { type GroupProfile, giveIcons } from "../profile.contract.ts";
import { LinesInput } from "./lines-input.tsx";
import { RowsInput } from "./rows-input.tsx";
import { LogoInput } from "./logo-input.tsx";
import "./groups.css";

interface ProfileFormProps {
  value: GroupProfile;
  onChange: (value: GroupProfile) => void;
  /** A signed link to the picture that is kept. */
  logoUrl?: string | null;
}

const thresholds = ["free", "invitation", "level", "spend", "paid"] as const;

/** A4: what a group says of itself, the same in a group and in a blueprint. */
export function ProfileForm({ value, onChange, logoUrl }: ProfileFormProps) {
  const { t } = useTranslation("groups");
  const { rules, reception, purpose, threshold } = value;
  const text = (label: string, now: string, change: (next: string) => void, hint?: string, maxLength = 120) => (
    <FormField label={label} hint={hint}>
      <TextInput value={now} onChange={change} maxLength={maxLength} />
    </FormField>
  );
  return (
    <div className="gform">
      <section>
        <h3>{t("profile.look")}</h3>
        <LogoInput value={value.logo} url={logoUrl ?? null} onChange={(logo) => onChange({ ...value, logo })} />
        <RowsInput
          label={t("profile.gives")}
          hint={t("profile.givesHint")}
          most={6}
          rows={value.gives}
          blank={{ icon: "leaf", title: "", note: "" }}
          onChange={(gives) => onChange({ ...value, gives })}
          draw={(row, change) => (
            <>
              <Select
                value={row.icon}
                style={{ width: 92 }}
                options={giveIcons.map((icon) => ({ value: icon, label: t(`profile.icon.${icon}`) }))}
                onChange={(icon) => change({ ...row, icon })}
              />
              <TextInput
                value={row.title}
                onChange={(title) => change({ ...row, title })}
                placeholder={t("profile.giveTitle")}
                maxLength={120}
              />
              <TextInput
                value={row.note}
                onChange={(note) => change({ ...row, note })}
                placeholder={t("profile.giveNote")}
                maxLength={120}
              />
            </>
          )}
        />
      </section>
      <section>
        <h3>{t("profile.rules")}</h3>
        <LinesInput
          label={t("profile.ruleItems")}
          hint={t("profile.oneALine", { most: 12 })}
          value={rules.items}
          onChange={(items) => onChange({ ...value, rules: { ...rules, items } })}
        />
        {text(t("profile.penalty"), rules.penalty, (penalty) => onChange({ ...value, rules: { ...rules, penalty } }))}
        <div className="gpair">
          <FormField label={t("profile.threshold")}>
            <Select
              value={threshold.kind}
              options={thresholds.map((kind) => ({ value: kind, label: t(`threshold.${kind}`) }))}
              onChange={(kind) => onChange({ ...value, threshold: { ...threshold, kind } })}
            />
          </FormField>
          {text(t("profile.thresholdNote"), threshold.note, (note) => onChange({ ...value, threshold: { ...threshold, note } }))}
        </div>
      </section>
      <section>
        <h3>{t("profile.reception")}</h3>
        <FormField label={t("profile.greeting")} hint={t("profile.greetingHint")}>
          <textarea
            rows={3}
            maxLength={600}
            value={reception.greeting}
            onChange={(event) => onChange({ ...value, reception: { ...reception, greeting: event.target.value } })}
          />
        </FormField>
        <LinesInput
          label={t("profile.steps")}
          hint={t("profile.oneALine", { most: 8 })}
          value={reception.steps}
          onChange={(steps) => onChange({ ...value, reception: { ...reception, steps } })}
        />
        {text(
          t("profile.hours"),
          reception.serviceHours,
          (serviceHours) => onChange({ ...value, reception: { ...reception, serviceHours } }),
          t("profile.hoursHint"),
          40,
        )}
      </section>
      <section>
        <h3>{t("profile.purpose")}</h3>
        <div className="gpair">
          {text(t("profile.before"), purpose.beforePayment, (beforePayment) =>
            onChange({ ...value, purpose: { ...purpose, beforePayment } }),
          )}
          {text(t("profile.after"), purpose.afterPayment, (afterPayment) => onChange({ ...value, purpose: { ...purpose, afterPayment } }))}
        </div>
        <RowsInput
          label={t("profile.sheet")}
          most={20}
          rows={value.sheet}
          blank={{ kind: "reward", when: "", then: "" }}
          onChange={(sheet) => onChange({ ...value, sheet })}
          draw={(row, change) => (
            <>
              <Select
                value={row.kind}
                style={{ width: 92 }}
                options={(["reward", "penalty"] as const).map((kind) => ({ value: kind, label: t(`profile.sheetKind.${kind}`) }))}
                onChange={(kind) => change({ ...row, kind })}
              />
              <TextInput value={row.when} onChange={(when) => change({ ...row, when })} placeholder={t("profile.when")} maxLength={120} />
              <TextInput value={row.then} onChange={(then) => change({ ...row, then })} placeholder={t("profile.then")} maxLength={120} />
            </>
          )}
        />
      </section>
    </div>
  );
}
