import { useState } from "react";
import { useTranslation } from "react-i18next";
import { callEndpoint } from "../../../web/api.ts";
import { csvText } from "../../../lib/csv.ts";
import { useChannelName } from "../../../web/i18n/channel-name.ts";
import { Button } from "../../../web/ui/button.tsx";
import { formatFullTime } from "../../../web/ui/format-time.ts";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useOffsetMinutes } from "../../../web/ui/zone.tsx";
import type { Delivery, Send } from "../sends.contract.ts";
import { listDeliveriesEndpoint } from "../sends.contract.ts";
import { useReason } from "./outcome.tsx";
import { saveFile } from "./pictures.ts";

async function readAll(sendId: string): Promise<Delivery[]> {
  const rows: Delivery[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined;) {
    const page: { items: Delivery[]; nextCursor: string | null } = await callEndpoint(listDeliveriesEndpoint, {
      sendId,
      limit: 200,
      ...(cursor ? { cursor } : {}),
    });
    rows.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  }
  return rows;
}

/** Saves what became of every group as a CSV file. */
export function ExportDeliveries({ send }: { send: Send }) {
  const { t } = useTranslation("sends");
  const [busy, setBusy] = useState(false);
  const channelName = useChannelName();
  const reasonOf = useReason();
  const offset = useOffsetMinutes();
  const lineOf = (row: Delivery) => [
    row.groupName,
    channelName(row.channel),
    row.ownerName ?? "",
    row.people,
    t(`outcomes.${row.state}`),
    reasonOf(row.reason),
    row.endedAt ? formatFullTime(row.endedAt, offset) : "",
  ];
  const save = async () => {
    setBusy(true);
    try {
      const rows = await readAll(send.id);
      const head = [t("one.group"), t("one.channel"), t("one.owner"), t("one.people"), t("one.state"), t("one.reason"), t("one.at")];
      const csv = csvText([head, ...rows.map(lineOf)]);
      saveFile(new Blob([csv], { type: "text/csv;charset=utf-8" }), `${t("one.file", { name: send.name })}.csv`);
      toast(t("one.exported", { count: rows.length }));
    } catch (error) {
      errorToast(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="s" icon="download" busy={busy} onClick={() => void save()}>
      {busy ? t("one.exporting") : t("one.csv")}
    </Button>
  );
}
