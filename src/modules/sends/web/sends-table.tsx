import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { useCursorPages } from "../../../web/api.ts";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { type Column, DataTable } from "../../../web/ui/data-table.tsx";
import { useGo } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { NoResult } from "../../../web/ui/states.tsx";
import type { Send } from "../sends.contract.ts";

interface SendsTableProps {
  what: string;
  query: UseQueryResult<{ items: Send[] }>;
  pager: ReturnType<typeof useCursorPages>["pager"];
  columns: Column<Send>[];
  /** Takes the conditions away; left out where nothing is asked for. */
  clear?: (() => void) | undefined;
  empty: ReactNode;
}

/** Sends in pages, each opening its outcome. */
export function SendsTable({ what, query, pager, columns, clear, empty }: SendsTableProps) {
  const { t } = useTranslation("sends");
  const go = useGo();
  const none = clear ? <NoResult what={t("title")} onClear={clear} /> : empty;
  return (
    <>
      <Loaded query={query} what={what} skeleton={<RowsSkeleton edge rows={10} />} empty={(page) => (page.items.length > 0 ? null : none)}>
        {(page) => (
          <DataTable
            label={what}
            columns={columns}
            rows={page.items}
            rowKey={(send) => send.id}
            onOpen={(send) => go(`reach/sends/${send.id}`)}
            stale={query.isPlaceholderData}
          />
        )}
      </Loaded>
      <CursorPager pager={pager} />
    </>
  );
}
