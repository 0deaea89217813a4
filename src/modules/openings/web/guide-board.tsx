import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { type Column, DataTable } from "../../../web/ui/data-table.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { guideEndpoint, type GuideRow, guideSteps } from "../openings.contract.ts";
import { FailingDrawer } from "./failing-drawer.tsx";

/** 八步检查: how many groups of each blueprint lack which step; every number opens them. */
export function GuideBoard() {
  const { t } = useTranslation("openings");
  const url = useUrlState();
  const isMine = url.get("mine") === "1";
  const ask = isMine ? { mine: "true" } : {};
  const query = useEndpoint(guideEndpoint, ask, { keepLast: true });
  const step = guideSteps.find((one) => one === url.get("step"));
  const columns: Column<GuideRow>[] = [
    { key: "name", title: t("guide.blueprint"), cell: (row) => <b className="el">{row.name ?? t("guide.noBlueprint")}</b> },
    { key: "groups", title: t("guide.groups"), right: true, width: 80, cell: (row) => formatCount(row.groups) },
    ...guideSteps.map((name, at): Column<GuideRow> => ({
      key: name,
      title: t(`guide.step.${name}`),
      right: true,
      cell: (row) => (
        <Failing
          count={row.failing[at] ?? 0}
          label={`${row.name ?? t("guide.noBlueprint")} ${t(`guide.step.${name}`)}`}
          onOpen={() => url.set({ step: name, blueprint: row.blueprintId ?? "none" })}
        />
      ),
    })),
    { key: "whole", title: t("guide.whole"), right: true, width: 96, cell: (row) => formatCount(row.whole) },
  ];
  return (
    <>
      <Panel
        title={t("guide.what")}
        actions={
          <>
            <label className="row g6">
              <input
                type="checkbox"
                className="chk"
                checked={isMine}
                onChange={(event) => url.set({ mine: event.target.checked ? "1" : "" })}
              />
              {t("guide.mine")}
            </label>
            <ExportButton size="xs" list="guide" filter={ask} total={query.data?.items.length} />
          </>
        }
      >
        <Loaded
          query={query}
          what={t("guide.what")}
          empty={(data) => (data.items.length > 0 ? null : <EmptyState icon="groups" title={t("guide.none")} text={t("guide.noneText")} />)}
        >
          {(data) => (
            <div className="openings-scroll">
              <DataTable
                label={t("guide.what")}
                columns={columns}
                rows={data.items}
                rowKey={(row) => row.blueprintId ?? "none"}
                edge={false}
                stickyTop={0}
              />
            </div>
          )}
        </Loaded>
      </Panel>
      {step || url.get("blueprint") ? (
        <FailingDrawer step={step} blueprintId={url.get("blueprint")} mine={isMine} onClose={() => url.set({ step: "", blueprint: "" })} />
      ) : null}
    </>
  );
}

function Failing({ count, label, onOpen }: { count: number; label: string; onOpen: () => void }) {
  const { t } = useTranslation("openings");
  if (count === 0)
    return (
      <span className="good openings-ok" title={t("guide.allWhole")}>
        <Icon name="check" size="s" label={t("guide.allWhole")} />
      </span>
    );
  return (
    <button type="button" className="lnk warn" aria-label={`${label}: ${t("guide.lacks", { count })}`} onClick={onOpen}>
      {formatCount(count)}
    </button>
  );
}
