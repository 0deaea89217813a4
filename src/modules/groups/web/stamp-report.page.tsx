import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip, type Tone } from "../../../web/ui/chip.tsx";
import { copyText } from "../../../web/ui/copy-text.ts";
import { type Column, DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { useGo } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { NumberStrip } from "../../../web/ui/number-strip.tsx";
import { Dot, Page } from "../../../web/ui/page.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useQuestion } from "../../../web/ui/use-question.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import type { OutputOf } from "../../../lib/define.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { listGroupsEndpoint, summarizeGroupsEndpoint } from "../group-list.contract.ts";
import type { GroupStatus } from "../groups.contract.ts";
import { listStampsEndpoint, showStampEndpoint, undoStampEndpoint } from "../stamp.contract.ts";
import { isEmptyGroup } from "../stamp.rules.ts";
import { Dots } from "./dots.tsx";

type Report = OutputOf<typeof showStampEndpoint>;
type Made = Report["groups"][number];

const tones: Record<GroupStatus, Tone> = { planned: "info", active: "good", closed: "plain" };

/** What one go of making groups came to, and how its groups stand now. */
export function StampReportPage() {
  const { t } = useTranslation("groups");
  const { stampId = "" } = useParams();
  const query = useEndpoint(showStampEndpoint, { stampId });
  const stamp = query.data;
  return (
    <Page
      title={t("report.title")}
      crumbs={[
        { label: t("title"), to: "groups" },
        { label: t("list.more.stamps"), to: "groups/stamps" },
      ]}
      facts={
        stamp ? (
          <>
            {stamp.blueprintName} v{stamp.blueprintVersion}
            <Dot />
            {stamp.createdBy}
            <Dot />
            <Time at={stamp.createdAt} />
          </>
        ) : null
      }
      flush
      actions={stamp ? <ReportActions stamp={stamp} /> : null}
    >
      <Loaded query={query} what={t("report.title")}>
        {(data) => <ReportTable stamp={data} />}
      </Loaded>
    </Page>
  );
}

function ReportActions({ stamp }: { stamp: Report }) {
  const { t } = useTranslation("groups");
  const brand = useBrand();
  const undo = useAction(undoStampEndpoint, {
    invalidates: [showStampEndpoint, listStampsEndpoint, listGroupsEndpoint, summarizeGroupsEndpoint],
    onDone: ({ closed, kept }) => toast(t("report.undone", { closed, kept })),
    onFailed: errorToast,
  });
  const links = stamp.groups.flatMap((group) => (group.joinPath ? [`${group.name}\t${location.origin}${group.joinPath}`] : []));
  const empty = stamp.groups.filter(isEmptyGroup).length;
  const { ask, holder } = useQuestion();
  const close = () =>
    ask({
      title: t("report.undoAsk", { count: empty }),
      text: t("report.undoText"),
      yes: t("report.undo", { count: empty }),
      onYes: () => undo.mutate({ stampId: stamp.id }),
    });
  return (
    <>
      {holder}
      {brand.can("groups.manage") && empty > 0 && !stamp.undoneAt ? (
        <Button size="s" kind="danger" busy={undo.isPending} onClick={close}>
          {t("report.undo", { count: empty })}
        </Button>
      ) : null}
      <ExportButton kind="plain" list="stamped-groups" filter={{ stampId: stamp.id }} total={stamp.groups.length} />
      {links.length > 0 ? (
        <Button
          size="s"
          icon="copy"
          onClick={() =>
            void copyText(links.join("\n")).then((copied) => (copied ? toast(t("report.linksCopied", { count: links.length })) : undefined))
          }
        >
          {t("report.copyLinks")}
        </Button>
      ) : null}
      <Button size="s" to={`groups?stampId=${stamp.id}`}>
        {t("report.inList")}
      </Button>
    </>
  );
}

function ReportTable({ stamp }: { stamp: Report }) {
  const { t } = useTranslation("groups");
  const go = useGo();
  const unowned = stamp.groups.filter((group) => group.ownerName === null).length;
  const columns: Column<Made>[] = [
    {
      key: "name",
      title: t("list.column.name"),
      cell: (group) => <TwoLines title={group.name} note={<Dots parts={[group.orgPath, group.code]} />} />,
    },
    {
      key: "status",
      title: t("list.filter.status"),
      width: 120,
      cell: (group) => <Chip tone={tones[group.status]}>{t(`status.${group.status}`)}</Chip>,
    },
    { key: "members", title: t("list.column.members"), right: true, width: 96, cell: (group) => formatCount(group.memberCount) },
    {
      key: "owner",
      title: t("list.column.owner"),
      width: 140,
      cell: (group) => group.ownerName ?? <span className="warn">{t("list.noOwner")}</span>,
    },
    {
      key: "link",
      title: t("entry.title"),
      width: 140,
      cell: (group) =>
        group.joinPath ? (
          <Button
            size="xs"
            icon="copy"
            onClick={() =>
              void copyText(location.origin + group.joinPath).then((copied) => (copied ? toast(t("entry.copied")) : undefined))
            }
          >
            {t("entry.copy")}
          </Button>
        ) : (
          <span className="mut">{group.status === "planned" ? t("report.waits") : "—"}</span>
        ),
    },
  ];
  return (
    <>
      <div className="page" style={{ flex: "none", paddingBottom: 16 }}>
        <NumberStrip
          numbers={[
            { value: stamp.made, label: t("report.made") },
            { value: stamp.open, label: t("report.open"), ...(stamp.open > 0 ? { tone: "good" as const } : {}) },
            { value: stamp.made - stamp.open - stamp.closed, label: t("report.planned") },
            { value: unowned, label: t("report.unowned"), ...(unowned > 0 ? { tone: "warn" as const } : {}) },
          ]}
        />
      </div>
      <DataTable
        label={t("report.title")}
        columns={columns}
        rows={stamp.groups}
        rowKey={(group) => group.id}
        onOpen={(group) => go(`groups/${group.id}`)}
      />
    </>
  );
}
