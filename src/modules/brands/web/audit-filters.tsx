import type { ReactNode } from "react";
import { DatePicker } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { pageLanguage } from "../../../web/language.ts";
import { Chip } from "../../../web/ui/chip.tsx";
import { FilterChip } from "../../../web/ui/filter-chip.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import type { UrlState } from "../../../web/ui/use-url-state.ts";
import { auditChoicesEndpoint, type AuditFilter } from "../audit.contract.ts";
import { actionName, targetKindName } from "../audit-words.rules.ts";

export const auditConditions = ["q", "actor", "action", "kind", "target", "from", "to"] as const;

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);

/** The conditions of the address as the server takes them. */
export function auditAsk(url: UrlState): AuditFilter {
  const text = (name: (typeof auditConditions)[number]) => url.get(name) || undefined;
  const day = (name: "from" | "to") => (isDay(url.get(name)) ? url.get(name) : undefined);
  return {
    q: text("q"),
    actorId: text("actor"),
    action: text("action"),
    targetKind: text("kind"),
    targetId: text("target"),
    from: day("from"),
    to: day("to"),
  };
}

export function AuditFilters({ url, tools }: { url: UrlState; tools: ReactNode }) {
  const { t } = useTranslation("settings");
  const choices = useEndpoint(auditChoicesEndpoint, {}).data;
  const people = (choices?.actors ?? []).map((one) => ({
    value: one.id,
    label: one.kind === "staff" || one.kind === "member" ? one.name : `${t(`audit.kinds.${one.kind}`)} ${one.name}`,
    note: one.kind === "member" ? t("audit.kinds.member") : undefined,
  }));
  const actions = (choices?.actions ?? [])
    .map((value) => ({ value, label: actionName(value, pageLanguage()) }))
    .sort((a, b) => a.label.localeCompare(b.label, "zh"));
  const kinds = (choices?.targetKinds ?? []).map((value) => ({ value, label: targetKindName(value, pageLanguage()) }));
  return (
    <div className="filters">
      <SearchInput value={url.get("q")} onSearch={(q) => url.set({ q })} placeholder={t("audit.search")} width={224} />
      <FilterChip name={t("audit.who")} options={people} value={url.list("actor")} onChange={(actor) => url.set({ actor })} />
      <FilterChip name={t("audit.action")} options={actions} value={url.list("action")} onChange={(action) => url.set({ action })} />
      <FilterChip name={t("audit.kind")} options={kinds} value={url.list("kind")} onChange={(kind) => url.set({ kind })} />
      {url.get("target") ? (
        <Chip tone="brand" onRemove={() => url.clear("target")} removeLabel={t("audit.target")}>
          {t("audit.targetFilter", { name: url.get("targetName") || url.get("target") })}
        </Chip>
      ) : null}
      <span className="sp" />
      <DayRange url={url} />
      {tools}
    </div>
  );
}

function DayRange({ url }: { url: UrlState }) {
  const { t } = useTranslation("settings");
  const day = (name: "from" | "to") => (isDay(url.get(name)) ? dayjs(url.get(name)) : null);
  return (
    <DatePicker.RangePicker
      size="middle"
      allowEmpty={[true, true]}
      placeholder={[t("audit.from"), t("audit.to")]}
      value={[day("from"), day("to")]}
      onChange={(range) => url.set({ from: range?.[0]?.format("YYYY-MM-DD"), to: range?.[1]?.format("YYYY-MM-DD") })}
    />
  );
}
