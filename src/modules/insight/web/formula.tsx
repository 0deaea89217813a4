import { useTranslation } from "react-i18next";
import type { Figure } from "../metrics.contract.ts";
import { formulaLines } from "./figures.ts";

/** On hover over a figure: how it is reckoned, its second reading, what it covers. */
export function Formula({ figure }: { figure: Figure }) {
  const { t } = useTranslation("insight");
  return (
    <>
      {formulaLines(t, figure).map((line) => (
        <div key={line}>{line}</div>
      ))}
    </>
  );
}
