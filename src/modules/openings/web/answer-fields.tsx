import { InputNumber } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatDecimal, formatMoney } from "../../../web/ui/format.ts";
import { FormField } from "../../../web/ui/form-field.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { type Combination, combinations as allCombinations, type Evidence, type LineAnswers } from "../openings.contract.ts";

interface AnswerFieldsProps {
  answers: LineAnswers;
  combinations: readonly Combination[];
  evidence: Evidence | undefined;
  onAnswers: (answers: LineAnswers) => void;
  onCombinations: (combinations: Combination[]) => void;
}

const appeals = ["broad", "segmented", "unclear"] as const;
/** Fewer orders say too little to be laid beside an answer. */
const TELLING_ORDERS = 20;

export function AnswerFields({ answers, combinations, evidence, onAnswers, onCombinations }: AnswerFieldsProps) {
  const { t } = useTranslation("openings");
  const set = (part: Partial<LineAnswers>) => onAnswers({ ...answers, ...part });
  const told = evidence && evidence.orders >= TELLING_ORDERS ? evidence : null;
  return (
    <>
      <div className="openings-pair">
        <NumberField
          label={t("form.days")}
          unit={t("form.daysUnit")}
          value={answers.daysBetweenOrders}
          least={1}
          most={3650}
          onChange={(daysBetweenOrders) => set({ daysBetweenOrders })}
          hint={
            <Evidenced
              evidence={told}
              figure={told?.daysBetweenOrders}
              text={(days, { repeatBuyers }) => t("form.evidenceDays", { buyers: repeatBuyers, days: formatDecimal(days, 1) })}
              onUse={(days) => set({ daysBetweenOrders: Math.max(1, Math.round(days)) })}
            />
          }
        />
        <NumberField
          label={t("form.ticket")}
          unit="¥"
          value={answers.ticketFen / 100}
          least={0.01}
          most={10_000_000}
          onChange={(yuan) => set({ ticketFen: Math.round(yuan * 100) })}
          hint={
            <Evidenced
              evidence={told}
              figure={told?.ticketFen}
              text={(ticket) => t("form.evidenceTicket", { ticket: formatMoney(ticket) })}
              onUse={(ticketFen) => set({ ticketFen })}
            />
          }
        />
        <NumberField
          label={t("form.decision")}
          unit={t("form.decisionUnit")}
          value={answers.decisionHours}
          least={0}
          most={8760}
          onChange={(decisionHours) => set({ decisionHours })}
        />
        <NumberField
          label={t("form.margin")}
          unit="%"
          value={Math.round(answers.margin * 1000) / 10}
          least={0}
          most={100}
          onChange={(percent) => set({ margin: percent / 100 })}
        />
      </div>
      <YesNo
        label={t("form.explaining")}
        hint={t("form.explainingHint")}
        value={answers.needsExplaining}
        onChange={(needsExplaining) => set({ needsExplaining })}
      />
      <FormField isGroup label={t("form.appeal")}>
        <div>
          <Segmented
            label={t("form.appeal")}
            value={answers.appeal}
            options={appeals.map((value) => ({ value, label: t(`form.appealOf.${value}`) }))}
            onChange={(appeal) => set({ appeal })}
          />
        </div>
      </FormField>
      <YesNo label={t("form.impulse")} hint={t("form.impulseHint")} value={answers.impulse} onChange={(impulse) => set({ impulse })} />
      <fieldset className="openings-set">
        <legend>{t("form.combinations")}</legend>
        {allCombinations.map((one) => (
          <label key={one} className="row g6">
            <input
              type="checkbox"
              className="chk"
              checked={combinations.includes(one)}
              onChange={(event) =>
                onCombinations(allCombinations.filter((each) => (each === one ? event.target.checked : combinations.includes(each))))
              }
            />
            {t(`form.combination.${one}`)}
          </label>
        ))}
      </fieldset>
    </>
  );
}

interface NumberFieldProps {
  label: string;
  unit: string;
  value: number;
  least: number;
  most: number;
  hint?: ReactNode;
  onChange: (value: number) => void;
}

function NumberField({ label, unit, value, least, most, hint, onChange }: NumberFieldProps) {
  return (
    <div>
      <FormField label={label}>
        <InputNumber
          min={least}
          max={most}
          suffix={unit === "¥" ? undefined : unit}
          prefix={unit === "¥" ? unit : undefined}
          style={{ width: "100%" }}
          value={value}
          onChange={(next) => onChange(next ?? least)}
        />
      </FormField>
      {hint}
    </div>
  );
}

interface EvidencedProps {
  evidence: Evidence | null;
  figure: number | null | undefined;
  text: (figure: number, evidence: Evidence) => string;
  onUse: (figure: number) => void;
}

/** What orders say to the answer above, and which orders: all, or the latest; the brand's, or those in sight. */
function Evidenced({ evidence, figure, text, onUse }: EvidencedProps) {
  const { t } = useTranslation("openings");
  if (!evidence || figure === null || figure === undefined) return null;
  const whose = evidence.isOfBrand ? "brand" : "seen";
  return (
    <p className="mut sm12">
      {t(`form.evidence.${whose}${evidence.isWhole ? "" : "Latest"}`, { value: text(figure, evidence), count: evidence.orders })}{" "}
      <button type="button" className="lnk" onClick={() => onUse(figure)}>
        {t("form.use")}
      </button>
    </p>
  );
}

function YesNo({ label, hint, value, onChange }: { label: string; hint: string; value: boolean; onChange: (value: boolean) => void }) {
  const { t } = useTranslation("openings");
  return (
    <FormField isGroup label={label} hint={hint}>
      <div>
        <Segmented
          label={label}
          value={value ? "yes" : "no"}
          options={(["yes", "no"] as const).map((one) => ({ value: one, label: t(`form.${one}`) }))}
          onChange={(next) => onChange(next === "yes")}
        />
      </div>
    </FormField>
  );
}
