import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../../web/ui/avatar.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { formatSpan } from "../../../web/ui/format-time.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { Link } from "../../../web/ui/link.tsx";
import { StageChip } from "../../../web/ui/stage-chip.tsx";
import { Tabs } from "../../../web/ui/tabs.tsx";
import { useNow } from "../../../web/ui/zone.tsx";
import type { GroupDetail } from "../groups.contract.ts";
import { groupChannels } from "../profile.contract.ts";
import { HealthRing } from "./health-ring.tsx";
import { levelOf } from "./level.ts";
import { StageLadder } from "./stage-ladder.tsx";
import "./group-frame.css";

interface GroupFrameProps<T extends string> {
  group: GroupDetail;
  tabs: { value: T; label: ReactNode; count?: number | null }[];
  tab: T;
  onTab: (tab: T) => void;
  children: ReactNode;
}

/** The head of a group's page (identity, health, stages) with its tabs, and under them the tab's content. */
export function GroupFrame<T extends string>({ group, tabs, tab, onTab, children }: GroupFrameProps<T>) {
  return (
    <>
      <div className="idc">
        <Avatar name={group.name.split("·").at(-1) || group.name} seed={group.id} size="xl" brand image={group.logoUrl} />
        <Identity group={group} />
        {group.state?.health == null ? null : (
          <HealthRing score={group.state.health} weekAgo={group.state.health7dAgo} above={group.state.above} />
        )}
      </div>
      {group.status === "active" ? <StageLadder group={group} /> : <Waiting group={group} />}
      <div className="subbar">
        <Tabs label={group.name} tabs={tabs} value={tab} onChange={onTab} />
      </div>
      <div className="page">{children}</div>
    </>
  );
}

function Identity({ group }: { group: GroupDetail }) {
  const { t } = useTranslation("groups");
  const level = group.status === "active" ? levelOf(group.state?.stage ?? 1) : undefined;
  return (
    <div className="idt">
      <div className="row g8">
        <h2 className="el" title={group.name}>
          {group.name}
        </h2>
        {level ? (
          <StageChip level={level} label={t(`stage.${level}`)} />
        ) : (
          <Chip tone={group.status === "planned" ? "info" : "plain"}>{t(`status.${group.status}`)}</Chip>
        )}
        <Chip>{t(`positioning.${group.positioning}`)}</Chip>
        <Chip>{t(`commercialType.${group.commercialType}`)}</Chip>
      </div>
      <p className="sec">{group.slogan ? `“${group.slogan}”` : <span className="mut">{t("detail.noSlogan")}</span>}</p>
      <Meta group={group} />
    </div>
  );
}

function Meta({ group }: { group: GroupDetail }) {
  const { t } = useTranslation("groups");
  const nowMs = useNow(600_000);
  const channel = groupChannels.find((one) => one === group.channel);
  const { blueprint } = group;
  const changes = blueprint ? blueprint.differences.length : 0;
  return (
    <div className="meta">
      <span>
        <Icon name="phone" size="s" />
        {channel ? t(`channel.${channel}`) : group.channel}
      </span>
      <span>
        <Icon name="groups" size="s" />
        {t("detail.seats", { members: formatCount(group.memberCount), capacity: formatCount(group.capacity) })}
      </span>
      <span>
        <Icon name="flag" size="s" />
        {group.orgs.map((org) => org.name).join(" / ") || t("detail.headquarters")}
      </span>
      <span>
        <Icon name="calendar" size="s" />
        {t("detail.age", { code: group.code, span: formatSpan(nowMs - Date.parse(group.openedAt ?? group.createdAt)) })}
      </span>
      {blueprint ? (
        <span>
          <Icon name="copy" size="s" />
          <Link to={`groups/blueprints/${blueprint.id}`}>
            {t("detail.blueprint", { name: blueprint.name, version: blueprint.version })}
          </Link>
          {changes > 0 || blueprint.version < blueprint.latestVersion ? (
            <Link to="?tab=settings" className="lnk">
              {changes > 0 ? t("detail.differs", { count: changes }) : t("detail.behind", { version: blueprint.latestVersion })}
            </Link>
          ) : null}
        </span>
      ) : null}
    </div>
  );
}

/** What a group that is not open waits for. */
function Waiting({ group }: { group: GroupDetail }) {
  const { t } = useTranslation("groups");
  const reason = group.status === "closed" ? "closed" : group.channel === "web" ? "web" : "platform";
  return <p className="gwait">{t(`detail.waiting.${reason}`, { name: group.name })}</p>;
}
