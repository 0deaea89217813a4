import { InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { FormField } from "../../../web/ui/form-field.tsx";
import { defaultThresholds } from "../../insight/thresholds.contract.ts";
import type { CommercialType, StageThresholds } from "../profile.contract.ts";

interface ThresholdFieldsProps {
  value: StageThresholds | null;
  commercialType: CommercialType;
  onChange: (value: StageThresholds | null) => void;
}

const names = ["interaction7d", "retention30d", "conversion30d"] as const;

/** A11: what ends each stage; the brand's own values of the commercial type where the blueprint has none. */
export function ThresholdFields({ value, commercialType, onChange }: ThresholdFieldsProps) {
  const { t } = useTranslation("groups");
  return (
    <>
      <label className="row g8">
        <input
          type="checkbox"
          className="chk"
          checked={value !== null}
          onChange={(event) => onChange(event.target.checked ? { ...defaultThresholds[commercialType] } : null)}
        />
        {t("blueprint.ownThresholds")}
      </label>
      {value ? (
        <div className="gthree" style={{ marginTop: 12 }}>
          {names.map((name) => (
            <FormField key={name} label={t(`blueprint.mark.${name}`)}>
              <InputNumber
                min={0}
                max={100}
                step={1}
                suffix="%"
                style={{ width: "100%" }}
                value={Math.round(value[name] * 1000) / 10}
                onChange={(percent) => onChange({ ...value, [name]: (percent ?? 0) / 100 })}
              />
            </FormField>
          ))}
        </div>
      ) : (
        <p className="mut" style={{ marginTop: 8 }}>
          {t("blueprint.brandThresholds")}
        </p>
      )}
    </>
  );
}
