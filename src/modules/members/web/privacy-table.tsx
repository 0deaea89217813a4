import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { useCursorPages } from "../../../web/api.ts";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { type Column, DataTable } from "../../../web/ui/data-table.tsx";
import { useGo } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { NoResult } from "../../../web/ui/states.tsx";
import type { UrlState } from "../../../web/ui/use-url-state.ts";

interface PrivacyTableProps<Row> {
  what: string;
  query: UseQueryResult<{ items: Row[] }>;
  pager: ReturnType<typeof useCursorPages>["pager"];
  columns: Column<Row>[];
  /** The conditions of the address that may be too strict. */
  filters: readonly string[];
  url: UrlState;
  /** Where nothing is asked for and nothing is there. */
  empty: ReactNode;
}

/** Rows that each speak of one person and open him, in their pages. */
export function PrivacyTable<Row extends { id: string; memberId: string }>(props: PrivacyTableProps<Row>) {
  const { what, query, pager, columns, filters, url } = props;
  const go = useGo();
  const none = filters.some((name) => url.get(name)) ? <NoResult what={what} onClear={() => url.clear(...filters)} /> : props.empty;
  return (
    <>
      <Loaded query={query} what={what} skeleton={<RowsSkeleton edge rows={12} />} empty={(page) => (page.items.length > 0 ? null : none)}>
        {(page) => (
          <DataTable
            label={what}
            columns={columns}
            rows={page.items}
            rowKey={(row) => row.id}
            stickyTop={97}
            onOpen={(row) => go(`members?id=${row.memberId}`)}
            stale={query.isPlaceholderData}
          />
        )}
      </Loaded>
      <CursorPager pager={pager} />
    </>
  );
}
