import { useTranslation } from "react-i18next";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { graceMinutes } from "../keys.contract.ts";

export type Grace = (typeof graceMinutes)[number];

/** For how long the secret before a rotation goes on. */
export function GraceChoice({ value, onChange }: { value: Grace; onChange: (value: Grace) => void }) {
  const { t } = useTranslation("integrations");
  return (
    <div className="field">
      <span className="lb">{t("grace")}</span>
      <Segmented
        label={t("grace")}
        options={graceMinutes.map((minutes) => ({ value: String(minutes), label: t(`graces.${minutes}`) }))}
        value={String(value)}
        onChange={(next) => onChange(graceMinutes.find((minutes) => String(minutes) === next) ?? 0)}
      />
    </div>
  );
}
