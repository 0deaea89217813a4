import { DatePicker, Modal, Select } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { parseFen } from "../../../lib/money.ts";
import { useAction } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { useGroupSearch } from "../../groups/web/use-group-search.ts";
import { type CostKind, costKinds, enterCostEndpoint, listCostsEndpoint } from "../costs.contract.ts";

const WRITTEN = "YYYY-MM-DD";

interface Draft {
  day: string;
  groupId: string | undefined;
  campaign: string;
  kind: CostKind;
  amount: string;
  note: string;
}

/** Notes money spent on a day for a group, a campaign, or both. */
export function EnterCostDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("orders");
  const today = dayjs(useNow(60_000) + useOffsetMinutes() * 60_000)
    .toISOString()
    .slice(0, 10);
  const [draft, setDraft] = useState<Draft>({ day: today, groupId: undefined, campaign: "", kind: "prize", amount: "", note: "" });
  const [tried, setTried] = useState(false);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const enter = useAction(enterCostEndpoint, {
    invalidates: [listCostsEndpoint],
    onDone: () => {
      toast(t("cost.entered"));
      onClose();
    },
    onFailed: errorToast,
  });
  const fen = parseFen(draft.amount);
  const isAmountFit = fen !== null && fen > 0;
  const isPlaced = draft.groupId !== undefined || draft.campaign.trim() !== "";
  const save = () => {
    setTried(true);
    if (!isAmountFit || !isPlaced) return;
    enter.mutate({
      day: draft.day,
      groupId: draft.groupId,
      campaign: draft.campaign.trim() || undefined,
      kind: draft.kind,
      fen,
      note: draft.note,
    });
  };
  return (
    <Modal
      open
      width={440}
      title={t("enter")}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cost.cancel")}</Button>{" "}
          <Button kind="primary" busy={enter.isPending} onClick={save}>
            {t("cost.save")}
          </Button>
        </>
      }
    >
      <div className="col g12">
        <FormField label={t("cost.day")}>
          <DatePicker
            allowClear={false}
            value={dayjs(draft.day)}
            maxDate={dayjs(today)}
            onChange={(day) => change({ day: day?.format(WRITTEN) ?? today })}
          />
        </FormField>
        <FormField label={t("cost.group")} error={tried && !isPlaced ? t("cost.placeWrong") : null}>
          <GroupSelect value={draft.groupId} onChange={(groupId) => change({ groupId })} />
        </FormField>
        <FormField label={t("cost.campaign")} hint={t("cost.campaignHint")}>
          <TextInput value={draft.campaign} maxLength={60} onChange={(campaign) => change({ campaign })} />
        </FormField>
        <FormField label={t("cost.kind")}>
          <Select
            value={draft.kind}
            options={costKinds.map((value) => ({ value, label: t(`cost.kinds.${value}`) }))}
            onChange={(kind) => change({ kind })}
          />
        </FormField>
        <FormField label={t("cost.amount")} error={tried && !isAmountFit ? t("cost.amountWrong") : null}>
          <TextInput inputMode="decimal" value={draft.amount} invalid={tried && !isAmountFit} onChange={(amount) => change({ amount })} />
        </FormField>
        <FormField label={t("cost.note")}>
          <TextInput value={draft.note} maxLength={200} onChange={(note) => change({ note })} />
        </FormField>
      </div>
    </Modal>
  );
}

function GroupSelect({ value, onChange }: { value: string | undefined; onChange: (groupId: string | undefined) => void }) {
  const [q, setQ] = useState("");
  const groups = useGroupSearch(q, { chosen: value });
  return (
    <Select
      allowClear
      showSearch={{ filterOption: false, onSearch: setQ }}
      value={value}
      options={groups.map((group) => ({ value: group.id, label: group.name }))}
      onChange={(groupId?: string) => onChange(groupId)}
    />
  );
}
