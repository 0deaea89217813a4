import { useTranslation } from "react-i18next";
import { type Column, DataTable } from "../../../web/ui/data-table.tsx";
import { formatCount, formatDecimal, formatMoney, formatPercent, formatYuan } from "../../../web/ui/format.ts";
import { Panel } from "../../../web/ui/panel.tsx";
import type { UrlState } from "../../../web/ui/use-url-state.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import type { ValueBand, ValueFit } from "../values.contract.ts";

/** `¥50 – ¥100`, the last without an end. */
export const bandName = (band: Pick<ValueBand, "fromFen" | "toFen">): string =>
  band.toFen === null ? `≥ ${formatYuan(band.fromFen)}` : `${formatYuan(band.fromFen)} – ${formatYuan(band.toFen)}`;

const TOTAL = "total";

/** How many buyers are worth how much; a band opens its buyers, and all bands add up to the last row. */
export function ValueBands({ fit, url }: { fit: ValueFit; url: UrlState }) {
  const { t } = useTranslation("orders");
  const most = Math.max(...fit.bands.map((band) => band.clvFen), 1);
  const total = { buyers: fit.buyers, purchases: fit.purchases, clvFen: fit.clvFen, fromFen: 0, toFen: null };
  const rows = [...fit.bands.map((band) => ({ ...band, key: String(band.fromFen) })), { ...total, key: TOTAL }];
  type Row = (typeof rows)[number];
  const columns: Column<Row>[] = [
    {
      key: "band",
      title: t("values.band"),
      width: 160,
      cell: (row) => (row.key === TOTAL ? <b>{t("values.sum")}</b> : bandName(row)),
    },
    { key: "buyers", title: t("values.buyers"), right: true, cell: (row) => formatCount(row.buyers) },
    { key: "share", title: t("values.share"), right: true, from: 700, cell: (row) => formatPercent(row.buyers / fit.buyers) },
    { key: "purchases", title: t("values.purchases"), right: true, cell: (row) => formatDecimal(row.purchases, 1) },
    { key: "clv", title: t("values.clv"), right: true, cell: (row) => formatMoney(row.clvFen) },
    {
      key: "bar",
      title: t("values.clvShare"),
      from: 1000,
      width: 240,
      cell: (row) => (row.key === TOTAL ? null : <i className="orders-values-bar" style={{ width: `${(row.clvFen / most) * 100}%` }} />),
    },
  ];
  return (
    <Panel
      title={t("values.bandsTitle")}
      facts={t("values.bandsFacts")}
      actions={<ExportButton size="xs" list="value-bands" filter={{}} total={fit.bands.length} />}
    >
      <DataTable
        label={t("values.bandsTitle")}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.key}
        currentKey={url.get("band")}
        onOpen={(row) => url.set({ band: row.key === TOTAL || row.key === url.get("band") ? "" : row.key })}
        oneLine
        edge={false}
        stickyTop={0}
      />
    </Panel>
  );
}
