import { useTranslation } from "react-i18next";
import { useCursorPages } from "../../../web/api.ts";
import { Chip } from "../../../web/ui/chip.tsx";
import type { Column } from "../../../web/ui/data-table.tsx";
import { FilterChip } from "../../../web/ui/filter-chip.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import type { UrlState } from "../../../web/ui/use-url-state.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { DayRange } from "../../orders/web/day-range.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { ConsentPurpose } from "../events.contract.ts";
import { type ConsentLogItem, listConsentsEndpoint } from "../privacy.contract.ts";
import { PrivacyTable } from "./privacy-table.tsx";

const purposes = ConsentPurpose.options;
export const consentConditions = ["q", "purpose", "granted", "from", "to"];

function askOf(url: UrlState) {
  const granted = url.get("granted");
  return {
    q: url.get("q") || undefined,
    purpose: purposes.find((one) => one === url.get("purpose")),
    granted: granted === "true" || granted === "false" ? granted : undefined,
    from: url.get("from") || undefined,
    to: url.get("to") || undefined,
    limit: 50,
  } as const;
}

/** Everything anybody in sight agreed to or refused, the newest first, with the text that was read. */
export function ConsentLog({ url }: { url: UrlState }) {
  const { t } = useTranslation("members");
  const ask = askOf(url);
  const { query, pager } = useCursorPages(listConsentsEndpoint, ask);
  const { columns, tools } = useListView("consents", { columns: columnsOf(t), conditions: consentConditions });
  return (
    <>
      <div className="filters">
        <SearchInput value={url.get("q")} onSearch={(q) => url.set({ q })} placeholder={t("search")} />
        <FilterChip
          name={t("privacy.purpose")}
          options={purposes.map((value) => ({ value, label: t(`timeline.purpose.${value}`) }))}
          value={url.list("purpose")}
          onChange={(purpose) => url.set({ purpose })}
        />
        <FilterChip
          name={t("privacy.answer")}
          options={[
            { value: "true", label: t("privacy.granted") },
            { value: "false", label: t("privacy.refused") },
          ]}
          value={url.list("granted")}
          onChange={(granted) => url.set({ granted })}
        />
        <DayRange url={url} />
        <span className="sp" />
        {tools}
        <ExportButton list="consents" filter={ask} columns={columns} />
      </div>
      <PrivacyTable
        what={t("privacy.consents")}
        query={query}
        pager={pager}
        columns={columns}
        filters={consentConditions}
        url={url}
        empty={<EmptyState icon="lock" title={t("privacy.noConsents")} text={t("privacy.noConsentsText")} />}
      />
    </>
  );
}

function columnsOf(t: ReturnType<typeof useTranslation<"members">>["t"]): Column<ConsentLogItem>[] {
  return [
    { key: "at", title: t("privacy.at"), width: 132, cell: (row) => <Time className="mut" at={row.at} /> },
    { key: "member", title: t("column.member"), cell: (row) => <b className="el">{row.nickname}</b> },
    { key: "purpose", title: t("privacy.purpose"), width: 200, cell: (row) => t(`timeline.purpose.${row.purpose}`) },
    {
      key: "answer",
      title: t("privacy.answer"),
      width: 112,
      cell: (row) => <Chip tone={row.granted ? "good" : "plain"}>{row.granted ? t("privacy.granted") : t("privacy.refused")}</Chip>,
    },
    {
      key: "channel",
      title: t("privacy.channel"),
      width: 160,
      cell: (row) => t(`privacy.where.${row.channel}`, { defaultValue: row.channel }),
    },
    {
      key: "text",
      title: t("privacy.text"),
      width: 160,
      cell: (row) => <span className="mut">{row.textVersion === "erase" ? t("privacy.byErase") : row.textVersion}</span>,
    },
  ];
}
