import { InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { pageLanguage } from "../../../web/language.ts";
import { FormField } from "../../../web/ui/form-field.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { listBlueprintsEndpoint } from "../blueprints.contract.ts";
import { groupChannels, positionings } from "../profile.contract.ts";
import { nameParts } from "../stamp.rules.ts";
import type { StampForm } from "./stamp.page.tsx";
import "./groups.css";

/** Which blueprint, on which channel, named how. */
export function StampNaming({ form, onChange }: { form: StampForm; onChange: (form: StampForm) => void }) {
  const { t } = useTranslation("groups");
  const blueprints = useEndpoint(listBlueprintsEndpoint, {});
  const pickBlueprint = (blueprintId: string) => {
    const picked = blueprints.data?.items.find((one) => one.id === blueprintId);
    const kinds = positionings.map((positioning) => t(`positioning.${positioning}`));
    const named = kinds.find((kind) => form.pattern.includes(kind));
    const pattern = picked && named ? form.pattern.replace(named, t(`positioning.${picked.positioning}`)) : form.pattern;
    onChange({ ...form, blueprintId, pattern });
  };
  return (
    <Panel title={t("stamp.naming")} padded>
      <div className="gpair">
        <FormField label={t("list.filter.blueprint")}>
          <Select
            value={form.blueprintId}
            options={(blueprints.data?.items ?? []).map((one) => ({ value: one.id, label: `${one.name} v${one.latestVersion}` }))}
            onChange={pickBlueprint}
          />
        </FormField>
        <FormField label={t("list.filter.channel")}>
          <Select
            value={form.channel}
            options={groupChannels.map((channel) => ({ value: channel, label: t(`channel.${channel}`) }))}
            onChange={(channel) => onChange({ ...form, channel, open: channel === "web" && form.open })}
          />
        </FormField>
      </div>
      <FormField
        label={t("stamp.pattern")}
        hint={
          <span className="row g6">
            {t("stamp.insert")}
            {Object.values(nameParts[pageLanguage()]).map((part) => (
              <button key={part} type="button" className="lnk" onClick={() => onChange({ ...form, pattern: `${form.pattern}${part}` })}>
                {part}
              </button>
            ))}
          </span>
        }
      >
        <TextInput value={form.pattern} onChange={(pattern) => onChange({ ...form, pattern })} maxLength={80} />
      </FormField>
      <div className="gpair">
        <FormField label={t("stamp.start")} hint={t("stamp.startHint")}>
          <InputNumber
            min={0}
            max={9999}
            style={{ width: "100%" }}
            value={form.start}
            onChange={(start) => onChange({ ...form, start: start ?? 1 })}
          />
        </FormField>
        <FormField isGroup label={t("stamp.digits")}>
          <div>
            <Segmented
              label={t("stamp.digits")}
              value={String(form.digits)}
              options={["1", "2", "3"].map((digits) => ({ value: digits, label: "1".padStart(Number(digits), "0") }))}
              onChange={(digits) => onChange({ ...form, digits: Number(digits) })}
            />
          </div>
        </FormField>
      </div>
      {form.channel === "web" ? (
        <label className="row g8">
          <input
            type="checkbox"
            className="chk"
            checked={form.open}
            onChange={(event) => onChange({ ...form, open: event.target.checked })}
          />
          {t("stamp.openNow")}
        </label>
      ) : (
        <p className="mut">{t("stamp.plannedWhy")}</p>
      )}
    </Panel>
  );
}
