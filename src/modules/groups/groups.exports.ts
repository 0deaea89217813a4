import { both, type Language } from "../../lib/language.ts";
import type { Context } from "../../server/context.ts";
import { type Export, type ExportColumn, exportList } from "../../server/exports.ts";
import { listBlueprints, listDeviations } from "./blueprints.actions.ts";
import { type Blueprint, type Deviation, listBlueprintsEndpoint, listDeviationsEndpoint } from "./blueprints.contract.ts";
import { listEntries } from "./entries.actions.ts";
import { type GroupEntry, listEntriesEndpoint } from "./entries.contract.ts";
import { listGroups } from "./group-list.actions.ts";
import { type GroupListItem, listGroupsEndpoint } from "./group-list.contract.ts";
import { type GroupNames, groupNames } from "./names.contract.ts";
import { listRoster } from "./roster.actions.ts";
import { listRosterEndpoint, listWorkloadsEndpoint, type RosterPlace, type Workload } from "./roster.contract.ts";
import { listStamps, showStamp } from "./stamp.actions.ts";
import { listStampsEndpoint, showStampEndpoint, type Stamp } from "./stamp.contract.ts";
import { listWorkloads } from "./workload.actions.ts";

const nameIn = (part: keyof GroupNames, value: string | number | null, language: Language) =>
  value === null ? null : (new Map<string, string>(Object.entries(groupNames[language][part])).get(String(value)) ?? String(value));

const groups: readonly ExportColumn<GroupListItem>[] = [
  { key: "code", title: both("编号", "Code"), seenIn: "name", value: (row) => row.code },
  { key: "name", title: both("群名", "Group"), value: (row) => row.name },
  { key: "org", title: both("组织", "Org unit"), seenIn: "name", value: (row) => row.orgPath },
  { key: "status", title: both("状态", "Status"), seenIn: "stage", value: (row, language) => nameIn("status", row.status, language) },
  { key: "stage", title: both("阶段", "Stage"), value: (row, language) => nameIn("stage", row.stage, language) },
  { key: "health", title: both("健康", "Health"), kind: "count", value: (row) => row.health },
  { key: "members", title: both("成员", "Members"), kind: "count", value: (row) => row.memberCount },
  { key: "capacity", title: both("容量", "Capacity"), kind: "count", seenIn: "members", value: (row) => row.capacity },
  { key: "interaction", title: both("7 日互动率", "7-day interaction"), kind: "share", value: (row) => row.interaction7d },
  {
    key: "before",
    title: both("前 7 日互动率", "Previous 7-day interaction"),
    kind: "share",
    seenIn: "interaction",
    value: (row) => row.interactionPrev7d,
  },
  { key: "paid", title: both("7 日成交（元）", "7-day sales (CNY)"), kind: "fen", value: (row) => row.paid7dFen },
  { key: "owner", title: both("群主", "Owner"), value: (row) => row.owner?.name ?? null },
  { key: "spoke", title: both("最近发言", "Last message"), kind: "moment", value: (row) => row.lastMessageAt },
  {
    key: "blueprint",
    title: both("模板", "Blueprint"),
    value: (row) => row.blueprint && `${row.blueprint.name} v${row.blueprint.version}`,
  },
  { key: "created", title: both("建群时间", "Created"), kind: "moment", value: (row) => row.createdAt },
  {
    key: "positioning",
    title: both("定位", "Positioning"),
    seenIn: null,
    value: (row, language) => nameIn("positioning", row.positioning, language),
  },
  {
    key: "type",
    title: both("商业类型", "Commercial type"),
    seenIn: null,
    value: (row, language) => nameIn("commercialType", row.commercialType, language),
  },
  { key: "channel", title: both("渠道", "Channel"), seenIn: null, value: (row, language) => nameIn("channel", row.channel, language) },
];

const workload: readonly ExportColumn<Workload>[] = [
  { key: "name", title: both("同事", "Colleague"), value: (row) => row.name },
  { key: "org", title: both("组织", "Org unit"), seenIn: "name", value: (row) => row.orgName },
  { key: "load", title: both("管的群", "Groups"), kind: "count", value: (row) => row.groups },
  { key: "people", title: both("群里的人", "People"), kind: "count", value: (row) => row.people },
  { key: "helps", title: both("协助的群", "Helps in"), kind: "count", value: (row) => row.helps },
];

const roster: readonly ExportColumn<RosterPlace>[] = [
  { key: "name", title: both("名字", "Name"), value: (row) => row.name },
  { key: "role", title: both("分工", "Role"), value: (row, language) => nameIn("role", row.role, language) },
  { key: "duty", title: both("职责", "Duty"), value: (row) => row.duty },
  { key: "shift", title: both("班次", "Shift"), value: (row) => row.shift },
  { key: "since", title: both("从", "Since"), kind: "moment", value: (row) => row.since },
  { key: "messages", title: both("30 日发言", "Messages in 30 days"), kind: "count", value: (row) => row.messages30d },
  { key: "brought", title: both("带来的人", "Brought"), kind: "count", value: (row) => row.brought },
];

const blueprints: readonly ExportColumn<Blueprint>[] = [
  { key: "name", title: both("模板", "Blueprint"), value: (row) => row.name },
  {
    key: "positioning",
    title: both("定位", "Positioning"),
    seenIn: "name",
    value: (row, language) => nameIn("positioning", row.positioning, language),
  },
  {
    key: "type",
    title: both("商业类型", "Commercial type"),
    seenIn: "name",
    value: (row, language) => nameIn("commercialType", row.commercialType, language),
  },
  { key: "version", title: both("版本", "Version"), kind: "count", value: (row) => row.latestVersion },
  { key: "groups", title: both("在用的群", "Groups"), kind: "count", value: (row) => row.groups },
  { key: "behind", title: both("旧版本的群", "On an older version"), kind: "count", value: (row) => row.behind },
  { key: "differing", title: both("有差异的群", "Differing"), kind: "count", value: (row) => row.differing },
  { key: "at", title: both("改于", "Changed"), kind: "moment", value: (row) => row.changedAt },
];

const deviations: readonly ExportColumn<Deviation>[] = [
  { key: "code", title: both("编号", "Code"), value: (row) => row.code },
  { key: "name", title: both("群名", "Group"), value: (row) => row.name },
  { key: "org", title: both("组织", "Org unit"), value: (row) => row.orgPath },
  { key: "members", title: both("成员", "Members"), kind: "count", value: (row) => row.memberCount },
  { key: "version", title: both("版本", "Version"), kind: "count", value: (row) => row.version },
  { key: "fields", title: both("不同的地方", "Differences"), kind: "count", value: (row) => row.fields.length },
];

const stamps: readonly ExportColumn<Stamp>[] = [
  { key: "name", title: both("模板", "Blueprint"), value: (row) => `${row.blueprintName} v${row.blueprintVersion}` },
  { key: "made", title: both("建了", "Made"), kind: "count", value: (row) => row.made },
  { key: "open", title: both("已开群", "Open"), kind: "count", value: (row) => row.open },
  { key: "planned", title: both("待开群", "Not open yet"), kind: "count", value: (row) => row.made - row.open - row.closed },
  { key: "at", title: both("时间", "At"), kind: "moment", value: (row) => row.createdAt },
  { key: "by", title: both("谁建的", "By"), seenIn: "at", value: (row) => row.createdBy },
];

type Stamped = Awaited<ReturnType<typeof showStamp>>["groups"][number];

/** With each group's way in, whole where the installation knows its own address. */
const stamped: readonly ExportColumn<Stamped>[] = [
  { key: "name", title: both("群名", "Group"), value: (row) => row.name },
  { key: "code", title: both("编号", "Code"), seenIn: "name", value: (row) => row.code },
  { key: "org", title: both("组织", "Org unit"), seenIn: "name", value: (row) => row.orgPath },
  { key: "status", title: both("状态", "Status"), value: (row, language) => nameIn("status", row.status, language) },
  { key: "channel", title: both("渠道", "Channel"), seenIn: null, value: (row, language) => nameIn("channel", row.channel, language) },
  { key: "members", title: both("成员", "Members"), kind: "count", value: (row) => row.memberCount },
  { key: "owner", title: both("群主", "Owner"), value: (row) => row.ownerName },
  { key: "link", title: both("进群链接", "Way in"), value: (row) => row.joinPath },
];

const entries: readonly ExportColumn<GroupEntry>[] = [
  { key: "name", title: both("进群方式", "Way in"), value: (row) => row.name },
  { key: "link", title: both("链接", "Link"), value: (row) => row.path },
  { key: "exposures", title: both("看过", "Looks"), kind: "count", value: (row) => row.exposures },
  { key: "joins", title: both("进群", "Joined"), kind: "count", value: (row) => row.joins },
  { key: "created", title: both("新建时间", "Made"), kind: "moment", value: (row) => row.createdAt },
  { key: "closed", title: both("关闭时间", "Closed"), kind: "moment", value: (row) => row.closedAt },
];

/** Paths as links that can be opened from anywhere. */
const linkOf = (ctx: Context, path: string) => `${ctx.outside.publicUrl ?? ""}${path}`;

export const groupsExports: readonly Export[] = [
  exportList(listGroupsEndpoint, listGroups, { name: "groups", title: both("社群", "Groups"), columns: groups }),
  exportList(listWorkloadsEndpoint, listWorkloads, { name: "workload", title: both("工作量", "Workload"), columns: workload }),
  exportList(listRosterEndpoint, listRoster, { name: "roster", title: both("群成员分工", "Roster"), columns: roster }),
  exportList(listBlueprintsEndpoint, listBlueprints, { name: "blueprints", title: both("社群模板", "Blueprints"), columns: blueprints }),
  exportList(listDeviationsEndpoint, listDeviations, {
    name: "deviations",
    title: both("与模板的差异", "Differences"),
    columns: deviations,
  }),
  exportList(
    listEntriesEndpoint,
    async (ctx, input) => ({ items: (await listEntries(ctx, input)).items.map((one) => ({ ...one, path: linkOf(ctx, one.path) })) }),
    { name: "group-entries", title: both("进群方式", "Ways into a group"), columns: entries },
  ),
  exportList(listStampsEndpoint, listStamps, { name: "stamps", title: both("批量建群记录", "Stamped groups"), columns: stamps }),
  exportList(
    showStampEndpoint,
    async (ctx, input) => {
      const { groups: made } = await showStamp(ctx, input);
      return { items: made.map((group) => ({ ...group, joinPath: group.joinPath && linkOf(ctx, group.joinPath) })) };
    },
    { name: "stamped-groups", title: both("一次建的群", "Groups of one stamp"), columns: stamped },
  ),
];
