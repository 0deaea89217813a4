import { DatePicker, Select } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { useGroupSearch } from "../../groups/web/use-group-search.ts";
import { type Choice, type useVersus, versusKinds } from "./use-sides.ts";

const WRITTEN = "YYYY-MM-DD";

/** What is compared with what. */
export function VersusBar({ versus }: { versus: ReturnType<typeof useVersus> }) {
  const { t } = useTranslation("insight");
  const url = useUrlState();
  const { by, ids, choices, second } = versus;
  const kinds = versusKinds.map((value) => ({ value, label: t(`versus.by.${value}`) }));
  return (
    <div className="vsb">
      <Segmented label={t("versus.what")} options={kinds} value={by} onChange={versus.setBy} />
      {by === "period" ? (
        <>
          <span className="mut">{t("versus.thisAgainst")}</span>
          <DatePicker.RangePicker
            size="small"
            className="period"
            allowClear={false}
            format="MM-DD"
            aria-label={t("versus.second")}
            value={[dayjs(second.from), dayjs(second.to)]}
            maxDate={dayjs()}
            onChange={(dates) => {
              const [from, to] = dates ?? [];
              if (from && to) versus.setSecond({ from: from.format(WRITTEN), to: to.format(WRITTEN) });
            }}
          />
          {url.get("bfrom") ? (
            <Button size="xs" kind="quiet" onClick={() => url.clear("bfrom", "bto")}>
              {t("versus.before")}
            </Button>
          ) : null}
        </>
      ) : (
        <>
          <Pick key={`${by}a`} by={by} id={ids[0]} choices={choices} label={t("versus.first")} onPick={(id) => versus.setId("a", id)} />
          <Button
            size="s"
            kind="quiet"
            icon="refresh"
            label={t("versus.swap")}
            disabled={!ids[0] || !ids[1]}
            onClick={() => url.set({ a: ids[1], b: ids[0] })}
          />
          <Pick key={`${by}b`} by={by} id={ids[1]} choices={choices} label={t("versus.second")} onPick={(id) => versus.setId("b", id)} />
        </>
      )}
    </div>
  );
}

interface PickProps {
  by: "group" | "blueprint" | "org";
  id: string;
  choices: readonly Choice[];
  label: string;
  onPick: (id: string) => void;
}

function Pick(props: PickProps) {
  return props.by === "group" ? <GroupPick {...props} /> : <PlainPick {...props} />;
}

function PlainPick({ id, choices, label, onPick, onSearch }: PickProps & { onSearch?: (q: string) => void }) {
  return (
    <Select
      size="small"
      className="side"
      showSearch={onSearch ? { filterOption: false, onSearch } : { optionFilterProp: "label" }}
      aria-label={label}
      placeholder={label}
      value={id || null}
      options={choices.map((one) => ({ value: one.id, label: one.name }))}
      popupMatchSelectWidth={280}
      onChange={onPick}
    />
  );
}

function GroupPick(props: PickProps) {
  const [q, setQ] = useState("");
  return <PlainPick {...props} choices={useGroupSearch(q, { status: "active", chosen: props.id })} onSearch={setQ} />;
}
