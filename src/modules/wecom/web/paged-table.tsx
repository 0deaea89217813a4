import { useTranslation } from "react-i18next";
import type { ReactNode } from "react";
import type { useEndpointPages } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { type Column, DataTable } from "../../../web/ui/data-table.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";

type Pages = ReturnType<typeof useEndpointPages>;

interface PagedTableProps<Row extends { id: string }> {
  label: string;
  columns: Column<Row>[];
  pages: Pick<Pages, "query" | "hasMore" | "more" | "loadingMore"> & { items: Row[] };
  /** In place of the table while there is no row. */
  empty: ReactNode;
}

/** A log in a panel: the newest rows, and older ones when asked for. */
export function PagedTable<Row extends { id: string }>({ label, columns, pages, empty }: PagedTableProps<Row>) {
  const { t } = useTranslation("wecom");
  const { query, items, hasMore, more, loadingMore } = pages;
  return (
    <Loaded query={query} what={label} tight skeleton={<RowsSkeleton rows={3} />} empty={() => (items.length === 0 ? empty : null)}>
      {() => (
        <>
          <DataTable label={label} columns={columns} rows={items} rowKey={(one) => one.id} edge={false} stickyTop={0} oneLine />
          {hasMore ? (
            <div className="wc-note">
              <Button size="s" busy={loadingMore} onClick={more}>
                {t("more")}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Loaded>
  );
}
