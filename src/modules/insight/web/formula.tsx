import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { type Figure, rowsEndpoint } from "../metrics.contract.ts";
import { formatFigure, formulaLines } from "./figures.ts";

/** All that a scope's people bought, over its cost: looked up person by person, so that it is asked for only when somebody looks at it. */
function useLaterReading({ key, second, from, to }: Figure, scope: string): string | undefined {
  const isLater = second !== null && !second.isCounted;
  const cost = second?.denominator ?? 0;
  const ask = { metric: key, scope, part: "second-numerator" as const, from, to, limit: 1 };
  const { data, isError } = useEndpoint(rowsEndpoint, ask, { enabled: isLater && cost > 0 });
  if (!isLater) return undefined;
  if (cost === 0 || isError) return formatFigure(key, null);
  return data ? formatFigure(key, data.sum / cost) : "…";
}

/** A figure in words: how it is reckoned, its second reading, what it covers. */
export function useFormula(figure: Figure, scope: string): string[] {
  const { t } = useTranslation("insight");
  return formulaLines(t, figure, useLaterReading(figure, scope));
}

/** The same on hover over a figure. */
export function Formula({ figure, scope }: { figure: Figure; scope: string }) {
  return (
    <>
      {useFormula(figure, scope).map((line) => (
        <div key={line}>{line}</div>
      ))}
    </>
  );
}
