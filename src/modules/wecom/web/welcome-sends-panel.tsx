import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useEndpointPages } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Chip, type Tone } from "../../../web/ui/chip.tsx";
import type { Column } from "../../../web/ui/data-table.tsx";
import { Link } from "../../../web/ui/link.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { listWelcomeSendsEndpoint, type WelcomeSend, type WelcomeStatus } from "../welcome.contract.ts";
import { PagedTable } from "./paged-table.tsx";

const SHOWN = 20;
const tones: Record<WelcomeStatus, Tone> = { waiting: "info", sent: "good", taken: "plain", expired: "warn", failed: "bad", none: "plain" };

function columnsOf(t: TFunction<"wecom">): Column<WelcomeSend>[] {
  const took = (one: WelcomeSend) => {
    if (!one.endedAt) return t("none");
    const seconds = (Date.parse(one.endedAt) - Date.parse(one.toldAt)) / 1000;
    return t("welcome.took", { n: Math.max(0, seconds).toFixed(1) });
  };
  return [
    { key: "at", title: t("welcome.at"), width: 120, cell: (one) => <Time at={one.toldAt} /> },
    {
      key: "customer",
      title: t("welcome.customer"),
      cell: (one) =>
        one.memberId ? (
          <Link className="lnk" to={`members?id=${one.memberId}`}>
            {one.memberName || t("none")}
          </Link>
        ) : (
          <span className="mut">{t("none")}</span>
        ),
    },
    { key: "staff", title: t("welcome.staff"), from: 700, cell: (one) => one.staffName },
    { key: "which", title: t("welcome.which"), from: 900, cell: (one) => one.welcomeName ?? <span className="mut">{t("none")}</span> },
    {
      key: "status",
      title: t("staff.state"),
      width: 148,
      cell: (one) => (
        <span className="row g6">
          <Chip tone={tones[one.status]}>{t(`welcome.statuses.${one.status}`)}</Chip>
          {one.status === "failed" && one.errcode ? <span className="mut sm12">{one.errcode}</span> : null}
        </span>
      ),
    },
    { key: "took", title: t("sync.took"), width: 88, right: true, from: 800, cell: took },
  ];
}

/** Each new customer, and what became of the welcome. */
export function WelcomeSendsPanel({ connectionId }: { connectionId: string }) {
  const { t } = useTranslation("wecom");
  const pages = useEndpointPages(listWelcomeSendsEndpoint, { connectionId, limit: SHOWN });
  const { columns, tools } = useListView("wecom-welcomes", { columns: columnsOf(t), isPart: true });
  return (
    <Panel
      title={t("welcome.sends")}
      actions={
        <>
          {tools}
          <ExportButton size="xs" list="wecom-welcome-sends" filter={{ connectionId }} columns={columns} />
        </>
      }
    >
      <PagedTable
        label={t("welcome.sends")}
        columns={columns}
        pages={pages}
        empty={
          <EmptyState
            tight
            icon="member"
            title={t("welcome.sendsEmpty")}
            text={t("welcome.sendsEmptyText")}
            actions={<Button to={`settings/channels/${connectionId}/codes`}>{t("welcome.toCodes")}</Button>}
          />
        }
      />
    </Panel>
  );
}
