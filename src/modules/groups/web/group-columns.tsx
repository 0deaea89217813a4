import { useTranslation } from "react-i18next";
import { Avatar } from "../../../web/ui/avatar.tsx";
import type { Column } from "../../../web/ui/data-table.tsx";
import { TwoLines } from "../../../web/ui/data-table.tsx";
import { Delta } from "../../../web/ui/delta.tsx";
import { formatCount, formatMoney, formatPercent, formatPoints } from "../../../web/ui/format.ts";
import { HealthBar } from "../../../web/ui/health-bar.tsx";
import { Dot } from "../../../web/ui/page.tsx";
import { Sparkline } from "../../../web/ui/sparkline.tsx";
import { StageChip } from "../../../web/ui/stage-chip.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import type { StepTick } from "../../flows/flows.contract.ts";
import { TickRow } from "../../flows/web/tick-row.tsx";
import type { GroupListItem } from "../group-list.contract.ts";
import { GroupSign } from "./group-sign.tsx";
import { levelOf } from "./level.ts";
import "./group-columns.css";

/** A trend that ends well under where it began. */
const isFalling = (group: GroupListItem) =>
  group.interaction7d !== null && group.interactionPrev7d !== null && group.interaction7d < group.interactionPrev7d;

/** The columns of 社群; the worst thing of a group stands at the end of its name. `sop`: today's ticks by group, for those who may see flows. */
export function useGroupColumns(sop?: ReadonlyMap<string, readonly StepTick[]>): Column<GroupListItem>[] {
  const { t } = useTranslation("groups");
  const today: Column<GroupListItem> = {
    key: "sop",
    title: t("list.column.sop"),
    width: 128,
    from: 1280,
    tip: t("list.tip.sop"),
    cell: (group) => <TickRow ticks={sop?.get(group.id) ?? []} />,
  };
  return [
    {
      key: "name",
      title: t("list.column.name"),
      cell: (group) => (
        <div className="row g12 gname">
          <TwoLines
            title={group.name}
            note={
              <>
                {group.orgPath ? (
                  <>
                    {group.orgPath}
                    <Dot />
                  </>
                ) : null}
                {group.code}
              </>
            }
          />
          <span className="sp" />
          <GroupSign group={group} />
        </div>
      ),
    },
    {
      key: "stage",
      title: t("list.column.stage"),
      width: 92,
      cell: (group) => {
        const level = levelOf(group.stage);
        return level ? <StageChip level={level} label={t(`stage.${level}`)} /> : <span className="mut">—</span>;
      },
    },
    {
      key: "health",
      title: t("list.column.health"),
      width: 116,
      sort: "health",
      tip: t("list.tip.health"),
      cell: (group) => <HealthBar score={group.health} />,
    },
    {
      key: "members",
      title: t("list.column.members"),
      right: true,
      width: 104,
      sort: "members",
      cell: (group) => (
        <>
          {formatCount(group.memberCount)}
          <span className="mut"> / {formatCount(group.capacity)}</span>
        </>
      ),
    },
    {
      key: "interaction",
      title: t("list.column.interaction"),
      right: true,
      width: 132,
      sort: "interaction",
      tip: t("list.tip.interaction"),
      cell: (group) => <Interaction group={group} />,
    },
    {
      key: "trend",
      title: t("list.column.trend"),
      width: 120,
      from: 1360,
      tip: t("list.tip.trend"),
      cell: (group) =>
        group.trend.some((rate) => rate !== null) ? (
          <span className="gtrend">
            <Sparkline values={group.trend} tone={isFalling(group) ? "bad" : "plain"} label={t("list.column.trend")} />
          </span>
        ) : (
          <span className="mut">—</span>
        ),
    },
    {
      key: "paid",
      title: t("list.column.paid"),
      right: true,
      width: 108,
      sort: "paid",
      tip: t("list.tip.paid"),
      cell: (group) => formatMoney(group.paid7dFen),
    },
    ...(sop ? [today] : []),
    { key: "owner", title: t("list.column.owner"), width: 104, cell: (group) => <Owner owner={group.owner} /> },
    {
      key: "spoke",
      title: t("list.column.spoke"),
      width: 104,
      sort: "spoke",
      hidden: true,
      cell: (group) => (group.lastMessageAt ? <Time at={group.lastMessageAt} /> : <span className="mut">—</span>),
    },
    { key: "blueprint", title: t("list.column.blueprint"), width: 150, hidden: true, cell: (group) => <BlueprintCell group={group} /> },
    {
      key: "created",
      title: t("list.column.created"),
      width: 104,
      sort: "created",
      hidden: true,
      cell: (group) => <Time at={group.createdAt} />,
    },
  ];
}

function Interaction({ group }: { group: GroupListItem }) {
  const { interaction7d, interactionPrev7d } = group;
  if (interaction7d === null) return <span className="mut">—</span>;
  const change = interactionPrev7d === null ? null : interaction7d - interactionPrev7d;
  return (
    <span className="gint">
      {formatPercent(interaction7d)}
      <Delta value={change} text={change === null ? "" : formatPoints(change)} />
    </span>
  );
}

function Owner({ owner }: { owner: GroupListItem["owner"] }) {
  const { t } = useTranslation("groups");
  if (!owner) return <span className="warn">{t("list.noOwner")}</span>;
  return (
    <span className="row g8">
      <Avatar name={owner.name} size="xs" />
      <span className="el">{owner.name}</span>
    </span>
  );
}

function BlueprintCell({ group: { blueprint } }: { group: GroupListItem }) {
  if (!blueprint) return <span className="mut">—</span>;
  return (
    <span className="el" title={blueprint.name}>
      {blueprint.name} <span className={blueprint.version < blueprint.latestVersion ? "warn" : "mut"}>v{blueprint.version}</span>
    </span>
  );
}
