import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpointPages } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { FilterChip } from "../../../web/ui/filter-chip.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { CallResult, callResults, type KeyCall, listKeyCallsEndpoint } from "../keys.contract.ts";

const REFRESH_MS = 3_000;

const toneOf = (status: number) => (status >= 500 ? "bad" : status >= 400 ? "warn" : "good");

/** What was called with the key in the last weeks, newest first. */
export function KeyCalls({ keyId }: { keyId: string }) {
  const { t } = useTranslation("integrations");
  const [q, setQ] = useState("");
  const [result, setResult] = useState<CallResult | undefined>(undefined);
  const { query, items, hasMore, more, loadingMore } = useEndpointPages(
    listKeyCallsEndpoint,
    {
      keyId,
      q: q || undefined,
      result,
      limit: 30,
    },
    { refreshMs: REFRESH_MS },
  );
  return (
    <section className="pad">
      <h3 className="h14 row g8" style={{ marginBottom: 8 }}>
        {t("keys.calls")}
        <small className="mut">{t("keys.callsFacts")}</small>
      </h3>
      <div className="row g8" style={{ marginBottom: 4 }}>
        <SearchInput value={q} onSearch={setQ} placeholder={t("keys.callsSearch")} />
        <FilterChip
          name={t("keys.result")}
          options={callResults.map((value) => ({ value, label: t(`keys.results.${value}`) }))}
          value={result ? [result] : []}
          onChange={(value) => setResult(CallResult.safeParse(value[0]).data)}
        />
        <span className="sp" />
        <ExportButton size="xs" list="key-calls" filter={{ keyId, q: q || undefined, result }} />
      </div>
      <Loaded query={query} what={t("keys.calls")} tight skeleton={<RowsSkeleton rows={4} />}>
        {() => (
          <>
            {items.length === 0 ? <p className="mut ig-none">{t("keys.callsEmpty")}</p> : null}
            <ul className="ig-calls">
              {items.map((call) => (
                <Call key={call.id} call={call} />
              ))}
            </ul>
            {hasMore ? (
              <Button size="s" busy={loadingMore} onClick={more}>
                {t("keys.more")}
              </Button>
            ) : null}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Call({ call }: { call: KeyCall }) {
  const { t } = useTranslation("integrations");
  const { slug } = useBrand();
  const [took, from] = [t("keys.took", { ms: call.tookMs }), t("keys.from", { address: call.address })];
  return (
    <li title={[call.requestId, took, from].join("\n")}>
      <b className={toneOf(call.status)}>{call.status}</b>
      <code className="ig-code el">
        {call.method} {call.path.replace(`/api/v1/b/${slug}`, "")}
      </code>
      <Time className="mut" at={call.at} />
    </li>
  );
}
