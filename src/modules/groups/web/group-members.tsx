import { useTranslation } from "react-i18next";
import { useCursorPages } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Avatar } from "../../../web/ui/avatar.tsx";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { type Column, DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { formatMoney } from "../../../web/ui/format.ts";
import { useGo } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { EmptyState, NoResult } from "../../../web/ui/states.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { listMembersEndpoint, type MemberItem } from "../../members/members.contract.ts";
import { useListView } from "../../views/web/use-list-view.tsx";
import type { GroupDetail } from "../groups.contract.ts";
import { Dots } from "./dots.tsx";

/** 成员 of a group: who sits in it now; a row opens the person's page. */
export function GroupMembers({ group }: { group: GroupDetail }) {
  const { t } = useTranslation("groups");
  const go = useGo();
  const { can } = useBrand();
  const url = useUrlState();
  const q = url.get("q");
  const { query, pager } = useCursorPages(listMembersEndpoint, { groupId: group.id, q: q || undefined, limit: 50 });
  const all: Column<MemberItem>[] = [
    { key: "who", title: t("members.name"), cell: (member) => <Who member={member} /> },
    {
      key: "tags",
      title: t("members.tags"),
      cell: (member) => (
        <span className="row g6">
          {member.tags.slice(0, 3).map((tag) => (
            <Chip key={tag.id}>{tag.name}</Chip>
          ))}
        </span>
      ),
    },
    {
      key: "spend",
      title: t("members.spend"),
      right: true,
      width: 120,
      cell: (member) => (member.spend90Fen > 0 ? formatMoney(member.spend90Fen) : <span className="mut">—</span>),
    },
    {
      key: "active",
      title: t("members.active"),
      right: true,
      width: 120,
      cell: (member) => (member.lastActiveAt ? <Time at={member.lastActiveAt} /> : <span className="mut">—</span>),
    },
    { key: "joined", title: t("members.since"), right: true, width: 120, cell: (member) => <Time at={member.firstSeenAt} /> },
  ];
  const { columns, tools } = useListView("group-members", { columns: all, conditions: ["q"], isPart: true });
  return (
    <Panel
      title={t("detail.tab.members")}
      facts={t("detail.seats", { members: group.memberCount, capacity: group.capacity })}
      actions={
        <>
          <SearchInput value={q} onSearch={(next) => url.set({ q: next })} placeholder={t("roster.memberSearch")} />
          {tools}
          <Button size="s" to={`members?groupId=${group.id}`}>
            {t("members.inList")}
          </Button>
          {can("members.manage") ? <ExportButton list="members" filter={{ groupId: group.id, q }} columns={columns} /> : null}
        </>
      }
    >
      <Loaded
        query={query}
        what={t("detail.tab.members")}
        empty={(data) =>
          data.items.length > 0 ? null : q ? (
            <NoResult what={t("members.unit")} conditions={[{ name: q, drop: () => url.clear("q") }]} />
          ) : (
            <EmptyState
              tight
              icon="member"
              title={t("members.none")}
              text={t(group.channel === "web" ? "members.noneWeb" : "members.nonePlatform")}
            />
          )
        }
      >
        {(data) => (
          <DataTable
            label={t("detail.tab.members")}
            columns={columns}
            rows={data.items}
            rowKey={(member) => member.id}
            onOpen={(member) => go(`members?groupId=${group.id}&id=${member.id}`)}
            edge={false}
            stickyTop={0}
            stale={query.isPlaceholderData}
          />
        )}
      </Loaded>
      <CursorPager pager={pager} />
    </Panel>
  );
}

function Who({ member }: { member: MemberItem }) {
  const { t } = useTranslation("groups");
  return (
    <span className="row g12">
      <Avatar name={member.nickname} seed={member.id} image={member.avatarUrl} />
      <TwoLines title={member.name || member.nickname} note={<Dots parts={[member.name ? member.nickname : "", member.phoneMasked]} />} />
      {member.seatKind === "member" ? null : (
        <Chip tone={member.seatKind === "bot" ? "info" : "brand"}>{t(`members.kind.${member.seatKind}`)}</Chip>
      )}
    </span>
  );
}
