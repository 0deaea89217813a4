import { useTranslation } from "react-i18next";
import { type Language, languages } from "../../../lib/language.ts";
import { useBrand } from "../../../web/brand.tsx";
import { languageNames } from "../../../web/language.ts";
import { FormField } from "../../../web/ui/form-field.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { contrastOfWhite, darkenForWhiteText, MIN_CONTRAST } from "../color.rules.ts";
import { type BrandSettings, wecomSendCaps } from "../brands.contract.ts";
import { ClockInput } from "./clock-input.tsx";
import { CountInput } from "./count-input.tsx";

/** All of the page that is saved at once. */
export interface BrandDraft extends BrandSettings {
  name: string;
  language: Language;
}

interface PanelProps {
  draft: BrandDraft;
  set: (change: Partial<BrandDraft>) => void;
}

export function BasicsPanel({ draft, set }: PanelProps) {
  const { t } = useTranslation("settings");
  const brand = useBrand();
  return (
    <Panel title={t("brand.basics")} padded>
      <FormField label={t("brand.name")} hint={t("brand.nameHint")}>
        <TextInput value={draft.name} maxLength={60} invalid={draft.name.trim() === ""} onChange={(name) => set({ name })} />
      </FormField>
      <dl className="settings-facts">
        <dt>{t("brand.language")}</dt>
        <dd>
          <Segmented
            label={t("brand.language")}
            options={languages.map((value) => ({ value, label: <span lang={value}>{languageNames[value]}</span> }))}
            value={draft.language}
            onChange={(language) => set({ language })}
          />{" "}
          <span className="mut">{t("brand.languageHint")}</span>
        </dd>
        <dt>{t("brand.zone")}</dt>
        <dd>
          {brand.zone} <span className="mut">{t("brand.zoneHint")}</span>
        </dd>
        <dt>{t("brand.link")}</dt>
        <dd>{`${globalThis.location.origin}/b/${brand.slug}`}</dd>
      </dl>
    </Panel>
  );
}

export function LookPanel({ draft, set }: PanelProps) {
  const { t } = useTranslation("settings");
  const color = draft.phoneColor;
  const isColor = /^#[0-9a-fA-F]{6}$/.test(color);
  const ratio = isColor ? contrastOfWhite(color) : 0;
  const words = { ratio: ratio.toFixed(1), color: isColor ? darkenForWhiteText(color) : "" };
  return (
    <Panel title={t("brand.look")} padded>
      <FormField
        label={t("brand.color")}
        error={isColor ? undefined : t("brand.colorWrong")}
        hint={
          <span className={ratio < MIN_CONTRAST ? "warn" : undefined}>
            {t(ratio < MIN_CONTRAST ? "brand.colorDark" : "brand.colorGood", words)}
          </span>
        }
      >
        <span className="row g8">
          <input
            type="color"
            className="swatch"
            aria-label={t("brand.color")}
            value={isColor ? color : "#000000"}
            onChange={(event) => set({ phoneColor: event.target.value })}
          />
          <TextInput value={color} maxLength={7} invalid={!isColor} onChange={(phoneColor) => set({ phoneColor })} />
        </span>
      </FormField>
    </Panel>
  );
}

export function DisturbPanel({ draft, set }: PanelProps) {
  const { t } = useTranslation("settings");
  return (
    <Panel title={t("brand.disturb")} padded>
      <div className="two-fields">
        <FormField label={t("brand.quietFrom")}>
          <ClockInput
            label={t("brand.quietFrom")}
            minute={draft.quietFromMinute}
            onChange={(quietFromMinute) => set({ quietFromMinute })}
          />
        </FormField>
        <FormField label={t("brand.quietTo")}>
          <ClockInput label={t("brand.quietTo")} minute={draft.quietToMinute} onChange={(quietToMinute) => set({ quietToMinute })} />
        </FormField>
      </div>
      <p className="mut sm12" style={{ marginBottom: 14 }}>
        {t("brand.quietHint")}
      </p>
      <FormField label={t("brand.sendsPerDay")} hint={t("brand.sendsHint")}>
        <CountInput
          value={draft.groupSendsPerDay}
          min={1}
          max={200}
          unit={t("brand.sendsUnit")}
          onChange={(groupSendsPerDay) => set({ groupSendsPerDay })}
        />
      </FormField>
      <FormField isGroup label={t("brand.wecomCap")} hint={t("brand.wecomCapHint")}>
        <Segmented
          label={t("brand.wecomCap")}
          options={wecomSendCaps.map((value) => ({ value, label: t(`brand.wecomCaps.${value}`) }))}
          value={draft.wecomSendCap}
          onChange={(wecomSendCap) => set({ wecomSendCap })}
        />
      </FormField>
    </Panel>
  );
}

export function WorkloadPanel({ draft, set }: PanelProps) {
  const { t } = useTranslation("settings");
  return (
    <Panel title={t("brand.workload")} padded>
      <div className="two-fields">
        <FormField label={t("brand.warn")} error={draft.workloadWarn > draft.workloadRefuse ? t("brand.workloadWrong") : undefined}>
          <CountInput value={draft.workloadWarn} min={1} max={1000} onChange={(workloadWarn) => set({ workloadWarn })} />
        </FormField>
        <FormField label={t("brand.warnMax")}>
          <CountInput value={draft.workloadRefuse} min={1} max={1000} onChange={(workloadRefuse) => set({ workloadRefuse })} />
        </FormField>
      </div>
      <p className="mut sm12">{t("brand.workloadHint")}</p>
    </Panel>
  );
}

export function PrivacyPanel({ draft, set }: PanelProps) {
  const { t } = useTranslation("settings");
  return (
    <Panel title={t("brand.privacy")} padded>
      <FormField label={t("brand.contact")} hint={t("brand.contactHint")}>
        <TextInput value={draft.privacyContact} maxLength={200} onChange={(privacyContact) => set({ privacyContact })} />
      </FormField>
      <FormField label={t("brand.textDays")} hint={t("brand.textDaysHint")}>
        <CountInput
          value={draft.messageTextDays}
          min={1}
          max={180}
          unit={t("brand.textDaysUnit")}
          onChange={(messageTextDays) => set({ messageTextDays })}
        />
      </FormField>
    </Panel>
  );
}
