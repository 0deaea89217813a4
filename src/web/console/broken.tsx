import { useTranslation } from "react-i18next";
import { useRouteError } from "react-router";
import { problemNumber } from "../i18n/error-text.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icons.tsx";
import { ProblemNumber } from "../ui/states.tsx";

/** A number for a fault of the page itself: the same fault has the same number wherever it happens. */
export function faultNumber(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}\n${(error.stack ?? "").split("\n")[1] ?? ""}` : String(error);
  let sum = 0x811c9dc5;
  for (let n = 0; n < text.length; n++) sum = Math.imul(sum ^ text.charCodeAt(n), 0x01000193) >>> 0;
  return `P-${sum.toString(16).toUpperCase().padStart(8, "0")}`;
}

/** A page that failed: what is kept, how to go on, the number to quote with what a programmer needs. */
export function Broken() {
  const { t } = useTranslation("ui");
  const error = useRouteError();
  const id = problemNumber(error) || faultNumber(error);
  return (
    <div className="em" role="alert">
      <span className="bigi bad">
        <Icon name="alert" />
      </span>
      <h3>{t("load.broken")}</h3>
      <p>{t("load.brokenText")}</p>
      <div className="row g8">
        <Button kind="primary" icon="refresh" onClick={() => globalThis.location.reload()}>
          {t("load.reopen")}
        </Button>
        <Button onClick={() => globalThis.history.back()}>{t("load.again")}</Button>
      </div>
      <ProblemNumber
        id={id}
        more={`${globalThis.location.pathname}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`}
      />
    </div>
  );
}
