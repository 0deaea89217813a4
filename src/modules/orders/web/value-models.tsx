import { useTranslation } from "react-i18next";
import { Chip } from "../../../web/ui/chip.tsx";
import { type Column, DataTable } from "../../../web/ui/data-table.tsx";
import { formatDecimal } from "../../../web/ui/format.ts";
import { Panel } from "../../../web/ui/panel.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import type { ModelFit, ValueFit } from "../values.contract.ts";

const symbols: Record<string, string> = { alpha: "α", beta: "β" };
/** As the models are published. */
const digits: Record<ModelFit["name"], number> = { "bg-nbd": 3, "pareto-nbd": 3, "gamma-gamma": 2 };
const names: Record<ModelFit["name"], string> = { "bg-nbd": "BG/NBD", "pareto-nbd": "Pareto/NBD", "gamma-gamma": "Gamma-Gamma" };

/** On average less than one purchase, or one week, in a thousand is somebody's last. */
const NOBODY = 0.001;

function seesNobodyGo({ name, parameters }: ModelFit): boolean {
  const [, , third, fourth] = parameters;
  return name !== "gamma-gamma" && third !== undefined && fourth !== undefined && third.value < NOBODY * fourth.value;
}

/** The parameters of each model as they were found, and how likely they make what was bought. */
export function ValueModels({ fit }: { fit: ValueFit }) {
  const { t } = useTranslation("orders");
  const columns: Column<ModelFit>[] = [
    {
      key: "model",
      title: t("values.model"),
      cell: (row) => (
        <div>
          <b>{names[row.name]}</b> {row.isUsed && row.name !== "gamma-gamma" ? <Chip tone="brand">{t("values.used")}</Chip> : null}
          <p className="mut sm12">{t(`values.models.${row.name}`)}</p>
        </div>
      ),
    },
    {
      key: "parameters",
      title: t("values.parameters"),
      cell: (row) => (
        <span className="orders-values-parameters">
          {row.parameters.map((one) => (
            <span key={one.name}>
              <i>{symbols[one.name] ?? one.name}</i> {formatDecimal(one.value, digits[row.name])}
            </span>
          ))}
        </span>
      ),
    },
    {
      key: "ln",
      title: t("values.ln"),
      right: true,
      width: 108,
      cell: (row) => formatDecimal(row.lnLikelihood, 1),
      tip: t("values.lnTip"),
    },
  ];
  return (
    <Panel
      title={t("values.modelsTitle")}
      facts={t("values.modelsFacts")}
      actions={<ExportButton size="xs" list="value-models" filter={{}} />}
    >
      <DataTable
        label={t("values.modelsTitle")}
        columns={columns}
        rows={fit.models}
        rowKey={(row) => row.name}
        edge={false}
        stickyTop={0}
      />
      {fit.models.some((row) => row.isUsed && seesNobodyGo(row)) ? (
        <p className="orders-values-stay mut">{t("values.nobodyGoes")}</p>
      ) : null}
    </Panel>
  );
}
