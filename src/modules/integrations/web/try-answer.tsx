import { useTranslation } from "react-i18next";
import { Chip } from "../../../web/ui/chip.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { prettyJson } from "../pretty.rules.ts";
import type { Answered } from "./use-try.ts";

const MOST_CHARS = 50_000;

export function TryAnswer({ answered }: { answered: Answered }) {
  const { t } = useTranslation("integrations");
  const { status, tookMs, text } = answered;
  const whole = prettyJson(text);
  return (
    <div aria-live="polite">
      <p className="row g8" style={{ marginBottom: 8 }}>
        <Chip tone={status < 300 ? "good" : status < 500 ? "warn" : "bad"}>{t("api.status", { status, ms: tookMs })}</Chip>
        {whole.length > MOST_CHARS ? <span className="mut">{t("api.cut", { n: formatCount(MOST_CHARS) })}</span> : null}
      </p>
      <pre className="settings-raw">{whole.slice(0, MOST_CHARS)}</pre>
    </div>
  );
}
