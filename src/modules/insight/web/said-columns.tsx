import type { TFunction } from "i18next";
import type { Column } from "../../../web/ui/data-table.tsx";
import { formatCount, formatDecimal } from "../../../web/ui/format.ts";

interface Said {
  messages: number;
  writers: number;
}

/** What was said, by how many, and how much each, of a month or a group. */
export function saidColumns<Row extends Said>(t: TFunction<"talkMonths">): Column<Row>[] {
  return [
    { key: "messages", title: t("messages"), right: true, width: 96, cell: (row) => formatCount(row.messages) },
    { key: "writers", title: t("writers"), right: true, width: 88, cell: (row) => formatCount(row.writers) },
    {
      key: "each",
      title: t("each"),
      right: true,
      width: 88,
      from: 560,
      cell: (row) => (row.writers > 0 ? formatDecimal(row.messages / row.writers, 1) : "—"),
    },
  ];
}
