import { useTranslation } from "react-i18next";
import { useCursorPages } from "../../../web/api.ts";
import type { Column } from "../../../web/ui/data-table.tsx";
import { TwoLines } from "../../../web/ui/data-table.tsx";
import { DayInput } from "../../../web/ui/day-input.tsx";
import { FilterChip } from "../../../web/ui/filter-chip.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import type { Send } from "../sends.contract.ts";
import { listSendsEndpoint } from "../sends.contract.ts";
import { Outcomes, SendStateChip } from "./outcome.tsx";
import { useSource } from "./send-source.tsx";
import { SendsTable } from "./sends-table.tsx";

export const recordConditions = ["q", "state", "source", "day", "group"];

/** A value of the address, where it is one of these. */
function oneOf<T extends string>(values: readonly T[], text: string): T | undefined {
  return values.find((value) => value === text);
}

function useFilter() {
  const url = useUrlState();
  const day = /^\d{4}-\d{2}-\d{2}$/.test(url.get("day")) ? url.get("day") : undefined;
  const input = {
    when: "past" as const,
    q: url.get("q") || undefined,
    state: oneOf(["finished", "cancelled"], url.get("state")),
    sourceKind: oneOf(["adhoc", "flow"], url.get("source")),
    day,
    groupId: url.get("group") || undefined,
    limit: 50,
  };
  return { url, input, isOn: Boolean(input.q || input.state || input.sourceKind || day || input.groupId) };
}

function useColumns(): Column<Send>[] {
  const { t } = useTranslation("sends");
  const sourceOf = useSource();
  return [
    { key: "name", title: t("plan.name"), cell: (send) => <TwoLines title={send.name} note={sourceOf(send)} /> },
    { key: "due", title: t("plan.due"), width: 128, cell: (send) => <Time at={send.dueAt} /> },
    { key: "format", title: t("one.content"), width: 80, from: 1280, cell: (send) => t(`formats.${send.format}`) },
    { key: "groups", title: t("plan.groups"), right: true, width: 80, cell: (send) => formatCount(send.groups) },
    { key: "people", title: t("plan.people"), right: true, width: 96, cell: (send) => formatCount(send.people) },
    { key: "outcome", title: t("records.outcome"), width: 300, cell: (send) => <Outcomes send={send} /> },
    { key: "state", title: t("records.state"), width: 96, cell: (send) => <SendStateChip send={send} /> },
  ];
}

/** 记录: every send that is over, the newest first, with what became of its groups. */
export function Records() {
  const { t } = useTranslation("sends");
  const { url, input, isOn } = useFilter();
  const { columns, tools } = useListView("sends", { columns: useColumns(), conditions: recordConditions });
  const { query, pager } = useCursorPages(listSendsEndpoint, input);
  const clear = () => url.clear("v", ...recordConditions);
  return (
    <>
      <div className="filters">
        <SearchInput value={url.get("q")} onSearch={(q) => url.set({ q })} placeholder={t("records.search")} />
        <FilterChip
          name={t("records.source")}
          value={url.list("source")}
          onChange={(source) => url.set({ source })}
          options={[
            { value: "adhoc", label: t("source.adhoc") },
            { value: "flow", label: t("source.flow") },
          ]}
        />
        <FilterChip
          name={t("records.state")}
          value={url.list("state")}
          onChange={(state) => url.set({ state })}
          options={[
            { value: "finished", label: t("states.finished") },
            { value: "cancelled", label: t("states.cancelled") },
          ]}
        />
        <DayInput
          size="s"
          label={t("records.day")}
          placeholder={t("records.day")}
          value={url.get("day")}
          onChange={(day) => url.set({ day })}
        />
        <span className="sp" />
        {tools}
        <ExportButton list="sends" filter={input} columns={columns} />
      </div>
      <SendsTable
        what={t("records.what")}
        query={query}
        pager={pager}
        columns={columns}
        clear={isOn ? clear : undefined}
        empty={<EmptyState title={t("records.noneTitle")} text={t("records.noneText")} />}
      />
    </>
  );
}
