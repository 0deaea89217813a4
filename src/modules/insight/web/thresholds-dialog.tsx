import { InputNumber, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { type CommercialType, commercialTypes } from "../../groups/profile.contract.ts";
import { stageBoardEndpoint } from "../board.contract.ts";
import { listThresholdsEndpoint, setThresholdsEndpoint, type ThresholdRow, type Thresholds } from "../thresholds.contract.ts";
import type { z } from "zod";

const fields = ["seatsShare", "interaction7d", "retention30d", "conversion30d", "referral30d"] as const;
/** The referral factor is a number, all others are shares of a hundred. */
const isShare = (field: (typeof fields)[number]) => field !== "referral30d";

/** What ends each stage, by commercial type; ours until the brand sets its own. */
export function ThresholdsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("insight");
  const [type, setType] = useState<CommercialType>("promotion");
  const query = useEndpoint(listThresholdsEndpoint, {});
  return (
    <Modal open title={t("thresholds.title")} footer={null} width={520} onCancel={onClose}>
      <p className="sec">{t("thresholds.text")}</p>
      <div className="row tgap">
        <Segmented
          label={t("thresholds.title")}
          options={commercialTypes.map((value) => ({ value, label: t(`thresholds.${value}`) }))}
          value={type}
          onChange={setType}
        />
      </div>
      <Loaded query={query} what={t("thresholds.what")} tight>
        {(data) => {
          const row = data.items.find((one) => one.commercialType === type);
          return row ? <ThresholdsForm key={type} row={row} onSaved={onClose} /> : null;
        }}
      </Loaded>
    </Modal>
  );
}

function ThresholdsForm({ row, onSaved }: { row: z.infer<typeof ThresholdRow>; onSaved: () => void }) {
  const { t } = useTranslation("insight");
  const [values, setValues] = useState<Thresholds>(row.thresholds);
  const save = useAction(setThresholdsEndpoint, {
    invalidates: [listThresholdsEndpoint, stageBoardEndpoint],
    onDone: () => {
      toast(t("thresholds.saved", { type: t(`thresholds.${row.commercialType}`), count: row.groups }));
      onSaved();
    },
    onFailed: errorToast,
  });
  return (
    <>
      <p className="mut sm12">
        {t("thresholds.groups", { count: row.groups })} · {row.isOurs ? t("thresholds.ours") : t("thresholds.own")}
      </p>
      <div className="tlf">
        {fields.map((field) => (
          <label key={field}>
            <span>{t(`thresholds.${field}`)}</span>
            <InputNumber
              min={0}
              max={isShare(field) ? 100 : 1}
              step={isShare(field) ? 1 : 0.01}
              precision={isShare(field) ? 1 : 3}
              suffix={isShare(field) ? "%" : undefined}
              value={isShare(field) ? Math.round(values[field] * 1000) / 10 : values[field]}
              onChange={(next) => setValues({ ...values, [field]: (next ?? 0) / (isShare(field) ? 100 : 1) })}
            />
          </label>
        ))}
      </div>
      <div className="row g8">
        {row.isOurs ? null : (
          <Button kind="quiet" onClick={() => save.mutate({ commercialType: row.commercialType, thresholds: null })}>
            {t("thresholds.reset")}
          </Button>
        )}
        <span className="sp" />
        <Button
          kind="primary"
          busy={save.isPending}
          onClick={() => save.mutate({ commercialType: row.commercialType, thresholds: values })}
        >
          {t("thresholds.save")}
        </Button>
      </div>
    </>
  );
}
