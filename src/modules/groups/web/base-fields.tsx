import { InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { FormField } from "../../../web/ui/form-field.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { type CommercialType, commercialTypes, type Positioning, positionings } from "../profile.contract.ts";

export interface BaseValue {
  positioning: Positioning;
  commercialType: CommercialType;
  capacity: number;
  targetMembers: number;
  slogan: string;
  announcement: string;
}

interface BaseFieldsProps<Value extends BaseValue> {
  value: Value;
  onChange: (value: Value) => void;
}

/** What a group is and how large, the same in a group and in a blueprint. */
export function BaseFields<Value extends BaseValue>({ value, onChange }: BaseFieldsProps<Value>) {
  const { t } = useTranslation("groups");
  return (
    <>
      <FormField isGroup label={t("base.positioning")} hint={t(`base.positioningHint.${value.positioning}`)}>
        <div>
          <Segmented
            label={t("base.positioning")}
            value={value.positioning}
            options={positionings.map((one) => ({ value: one, label: t(`positioning.${one}`) }))}
            onChange={(positioning) => onChange({ ...value, positioning })}
          />
        </div>
      </FormField>
      <FormField label={t("base.commercialType")} hint={t(`base.typeHint.${value.commercialType}`)}>
        <Select
          value={value.commercialType}
          options={commercialTypes.map((one) => ({ value: one, label: t(`commercialType.${one}`) }))}
          onChange={(commercialType) => onChange({ ...value, commercialType })}
        />
      </FormField>
      <div className="gpair">
        <FormField label={t("base.capacity")}>
          <InputNumber
            min={2}
            max={100000}
            value={value.capacity}
            style={{ width: "100%" }}
            onChange={(capacity) => onChange({ ...value, capacity: capacity ?? 2 })}
          />
        </FormField>
        <FormField
          label={t("base.target")}
          hint={t("base.targetHint")}
          error={value.targetMembers > value.capacity ? t("base.targetOver") : null}
        >
          <InputNumber
            min={1}
            max={100000}
            value={value.targetMembers}
            style={{ width: "100%" }}
            onChange={(targetMembers) => onChange({ ...value, targetMembers: targetMembers ?? 1 })}
          />
        </FormField>
      </div>
      <FormField label={t("base.slogan")} note={t("optional")}>
        <TextInput value={value.slogan} maxLength={60} onChange={(slogan) => onChange({ ...value, slogan })} />
      </FormField>
      <FormField label={t("base.announcement")} note={t("optional")}>
        <textarea
          rows={3}
          maxLength={2000}
          value={value.announcement}
          onChange={(event) => onChange({ ...value, announcement: event.target.value })}
        />
      </FormField>
    </>
  );
}
