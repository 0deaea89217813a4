import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useEndpointPages } from "../../../web/api.ts";
import { Chip } from "../../../web/ui/chip.tsx";
import type { Column } from "../../../web/ui/data-table.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Link } from "../../../web/ui/link.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { type Difference, differenceKinds, listDifferencesEndpoint } from "../sync.contract.ts";
import { PagedTable } from "./paged-table.tsx";

const SHOWN = 20;
const named = ["name", "owner", "joined", "left"] as const;
const isNamed = (key: string): key is (typeof named)[number] => named.some((one) => one === key);

/** What differed, in words: what only one side has, and what both have otherwise. */
function sidesOf(t: TFunction<"wecom">, { what }: Difference): string {
  const texts = Object.entries(what).map(([key, { ours, theirs }]) => {
    if (isNamed(key)) return t(`sync.sides.${key}`, { ours, theirs });
    if (key === "notice") return t("sync.sides.notice");
    return t(ours === "" ? "sync.sides.gained" : "sync.sides.lost");
  });
  return texts.length > 0 ? texts.join(" · ") : t("sync.sides.other");
}

function columnsOf(t: TFunction<"wecom">): Column<Difference>[] {
  return [
    { key: "found", title: t("sync.found"), width: 120, cell: (one) => <Time at={one.foundAt} /> },
    { key: "kind", title: t("sync.kind"), width: 88, from: 700, cell: (one) => t(`sync.kinds.${one.kind}`) },
    {
      key: "thing",
      title: t("sync.thing"),
      cell: (one) =>
        one.groupId ? (
          <Link className="lnk" to={`groups/${one.groupId}`}>
            {one.name}
          </Link>
        ) : (
          <span className="el">{one.name || one.key}</span>
        ),
    },
    { key: "diff", title: t("sync.diff"), cell: (one) => sidesOf(t, one) },
    { key: "since", title: t("sync.since"), width: 120, from: 1000, cell: (one) => (one.since ? <Time at={one.since} /> : t("none")) },
    {
      key: "mended",
      title: t("sync.mended"),
      width: 96,
      from: 800,
      cell: (one) => (one.mendedAt ? <Chip tone="good">{t("sync.mended")}</Chip> : null),
    },
  ];
}

/** What was found otherwise than we had it, newest first; all of it is mended by the same look. */
export function DifferencesPanel({ connectionId, recent }: { connectionId: string; recent: number }) {
  const { t } = useTranslation("wecom");
  const url = useUrlState();
  const kind = differenceKinds.find((one) => one === url.get("kind"));
  const pages = useEndpointPages(listDifferencesEndpoint, { connectionId, kind, limit: SHOWN });
  const { columns, tools } = useListView("wecom-differences", { columns: columnsOf(t), conditions: ["kind"], isPart: true });
  const options = [
    { value: "", label: t("sync.allKinds") },
    ...differenceKinds.map((value) => ({ value, label: t(`sync.kinds.${value}`) })),
  ];
  const pick = (
    <>
      <Segmented label={t("sync.differences")} options={options} value={kind ?? ""} onChange={(value) => url.set({ kind: value })} />
      {tools}
      <ExportButton size="xs" list="wecom-differences" filter={{ connectionId, kind }} columns={columns} />
    </>
  );
  return (
    <Panel title={t("sync.differences")} facts={t("sync.differencesFacts", { n: formatCount(recent) })} actions={pick}>
      <PagedTable
        label={t("sync.differences")}
        columns={columns}
        pages={pages}
        empty={<EmptyState tight icon="check" title={t("sync.differencesNone")} text={t("sync.differencesNoneText")} />}
      />
    </Panel>
  );
}
