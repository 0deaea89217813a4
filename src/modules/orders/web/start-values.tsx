import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { DayInput } from "../../../web/ui/day-input.tsx";
import { FormDrawer } from "../../../web/ui/form-drawer.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import type { OutputOf } from "../../../lib/define.ts";
import { showValuesEndpoint, startValuesEndpoint } from "../values.contract.ts";

const horizons = [13, 26, 52, 104];

interface StartValuesProps {
  known: OutputOf<typeof showValuesEndpoint>;
  onClose: () => void;
}

function draftOf({ fit, lastDay }: StartValuesProps["known"]) {
  const {
    from = "",
    to,
    until = "",
    horizonWeeks,
    discountPercent,
  } = fit?.ask ?? { to: lastDay ?? "", horizonWeeks: 52, discountPercent: 10 };
  return { from, to, until, horizonWeeks, discount: String(discountPercent) };
}

/** Which orders the models are fitted on, and how far ahead; begins where the last fit was, or at the last order. */
export function StartValues({ known, onClose }: StartValuesProps) {
  const { t } = useTranslation("orders");
  const [ask, setAsk] = useState(() => draftOf(known));
  const change = (part: Partial<typeof ask>) => setAsk({ ...ask, ...part });
  const start = useAction(startValuesEndpoint, { invalidates: [showValuesEndpoint], onDone: onClose });
  const discountPercent = ask.discount.trim() === "" ? NaN : Number(ask.discount);
  const isDiscountFit = discountPercent >= 0 && discountPercent <= 100;
  const isInOrder = (!ask.from || ask.from <= ask.to) && (!ask.until || ask.until > ask.to);
  const confirm = () =>
    start.mutate({
      from: ask.from || undefined,
      to: ask.to,
      until: ask.until || undefined,
      horizonWeeks: ask.horizonWeeks,
      discountPercent,
    });
  return (
    <FormDrawer
      title={t("values.formTitle")}
      confirm={t("values.start")}
      action={start}
      isWhole={ask.to !== "" && isDiscountFit && isInOrder}
      onConfirm={confirm}
      onClose={onClose}
    >
      <FormField label={t("values.form.to")} hint={t("values.form.toHint")}>
        <DayInput value={ask.to} onChange={(to) => change({ to })} />
      </FormField>
      <FormField label={t("values.form.from")} note={t("values.form.optional")} hint={t("values.form.fromHint")}>
        <DayInput value={ask.from} onChange={(from) => change({ from })} />
      </FormField>
      <FormField
        label={t("values.form.until")}
        note={t("values.form.optional")}
        hint={t("values.form.untilHint")}
        error={isInOrder ? undefined : t("values.form.order")}
      >
        <DayInput value={ask.until} onChange={(until) => change({ until })} />
      </FormField>
      <FormField label={t("values.form.horizon")}>
        <Select
          value={ask.horizonWeeks}
          options={[...new Set([...horizons, ask.horizonWeeks])].map((value) => ({ value, label: t("values.form.weeks", { n: value }) }))}
          onChange={(horizonWeeks) => change({ horizonWeeks })}
        />
      </FormField>
      <FormField
        label={t("values.form.discount")}
        hint={t("values.form.discountHint")}
        error={isDiscountFit ? undefined : t("values.form.discountWrong")}
      >
        <TextInput inputMode="decimal" value={ask.discount} invalid={!isDiscountFit} onChange={(discount) => change({ discount })} />
      </FormField>
    </FormDrawer>
  );
}
