import { both, type Bilingual } from "../../lib/language.ts";
import { type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { listGroupsInNeed } from "./advice.actions.ts";
import { type AdviceCode, type GroupInNeed, groupsInNeedEndpoint } from "./advice.contract.ts";

/** As the stage board calls them. */
const adviceWord = wordIn({
  "no-owner": both("没人管", "Nobody in charge"),
  silent: both("一周没人说话", "Silent for a week"),
  exodus: both("发完有人集中退", "Many left after a send"),
  adverts: both("广告太多", "Too many adverts"),
  "host-silent": both("没人值守", "Nobody on duty"),
  "few-voices": both("带话题的人不说了", "Its voices fell silent"),
  broadcast: both("只有我们在说", "Only we talk"),
  "newcomers-lost": both("新人留不住", "Newcomers leave"),
  thin: both("没有内容", "No content"),
  fading: both("说话的人越来越少", "Fewer and fewer speak"),
  "flash-over": both("活动结束没收群", "Over but not closed"),
  unwelcomed: both("新人没人欢迎", "Newcomers not welcomed"),
  "one-hand": both("只有一个管理员", "Only one admin"),
  "slow-start": both("两周没到一半人", "Below half after two weeks"),
  "weak-entry": both("看得多进得少", "Seen much, joined little"),
  "quiet-hour": both("最热的钟点没安排", "Nothing at the busiest hour"),
  "buyers-gone": both("老买家不再来", "Buyers stay away"),
  "no-referral": both("没有带来新人", "Brought nobody"),
} satisfies Record<AdviceCode, Bilingual>);

const needs: readonly ExportColumn<GroupInNeed>[] = [
  { key: "group", title: both("群", "Group"), value: (row) => row.group.name },
  { key: "members", title: both("人数", "Members"), kind: "count", value: (row) => row.group.members },
  { key: "stage", title: both("阶段", "Stage"), kind: "count", value: (row) => row.stage },
  { key: "health", title: both("健康分", "Health"), kind: "count", value: (row) => row.health },
  { key: "before", title: both("7 天前的健康分", "Health 7 days ago"), kind: "count", value: (row) => row.health7dAgo },
  { key: "dying", title: both("从哪天起不行", "Dying since"), kind: "day", value: (row) => row.dyingSince },
  { key: "advice", title: both("为什么", "Why"), value: (row, language) => adviceWord(row.advice.code, language) },
  { key: "since", title: both("从哪天看到", "Seen since"), kind: "day", value: (row) => row.advice.since },
  { key: "more", title: both("还有几条建议", "More advice"), kind: "count", value: (row) => row.more },
];

export const needExports: readonly Export[] = [
  exportList(groupsInNeedEndpoint, listGroupsInNeed, {
    name: "groups-in-need",
    title: both("需要帮忙的群", "Groups that need help"),
    columns: needs,
  }),
];
