import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { type Column, DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { useGo } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { SettingsFrame } from "../../brands/web/settings-frame.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { type Connection, listConnectionsEndpoint } from "../connections.contract.ts";
import { faultText } from "./fault-text.ts";
import { StateChip } from "./state-chip.tsx";
import "./connections.css";

const REFRESH_MS = 10_000;

function columnsOf(t: TFunction<"connections">): Column<Connection>[] {
  const worst = (one: Connection) => one.steps.find((step) => step.state === "bad") ?? one.steps.find((step) => step.state === "warn");
  return [
    {
      key: "name",
      title: t("columns.name"),
      cell: (one) => <TwoLines title={one.name} note={<code className="conn-code">{one.scope}</code>} />,
    },
    {
      key: "state",
      title: t("columns.state"),
      cell: (one) => {
        const step = worst(one);
        return (
          <span className="conn-state">
            <StateChip state={one.state} />
            {step && one.state !== "off" ? <span className="sec conn-why">{faultText(t, step)}</span> : null}
          </span>
        );
      },
    },
    { key: "agent", title: t("columns.agent"), from: 1100, width: 120, cell: (one) => one.agentId ?? <span className="mut">—</span> },
    {
      key: "received",
      title: t("columns.received"),
      from: 900,
      width: 150,
      cell: (one) => (one.receivedAt ? <Time at={one.receivedAt} /> : <span className="mut">{t("never")}</span>),
    },
    {
      key: "checked",
      title: t("columns.checked"),
      from: 720,
      width: 150,
      cell: (one) => (one.checkedAt ? <Time at={one.checkedAt} /> : <span className="mut">{t("never")}</span>),
    },
  ];
}

/** 设置 → 渠道接入: the platforms this brand is connected to. */
export function ChannelsPage() {
  const { t } = useTranslation("connections");
  const brand = useBrand();
  const go = useGo();
  const query = useEndpoint(listConnectionsEndpoint, {}, { refreshMs: REFRESH_MS });
  const add = brand.can("connections.manage") ? (
    <Button kind="primary" size="s" icon="plus" to="settings/channels/new">
      {t("connect")}
    </Button>
  ) : null;
  return (
    <SettingsFrame
      section="channels"
      actions={
        query.data?.items.length ? (
          <>
            <ExportButton kind="plain" list="channels" filter={{}} total={query.data.items.length} />
            {add}
          </>
        ) : null
      }
    >
      <Loaded
        query={query}
        what={t("what")}
        skeleton={<RowsSkeleton edge rows={3} />}
        empty={(page) =>
          page.items.length > 0 ? null : (
            <EmptyState
              icon="link"
              title={t("emptyTitle")}
              text={t("emptyText")}
              steps={(["app", "paste", "check"] as const).map((step) => ({
                title: t(`emptySteps.${step}.title`),
                text: t(`emptySteps.${step}.text`),
              }))}
              actions={add}
            />
          )
        }
      >
        {(page) => (
          <DataTable
            label={t("what")}
            columns={columnsOf(t)}
            rows={page.items}
            rowKey={(one) => one.id}
            stickyTop={49}
            onOpen={(one) => go(`settings/channels/${one.id}`)}
          />
        )}
      </Loaded>
    </SettingsFrame>
  );
}
