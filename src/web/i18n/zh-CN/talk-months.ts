/** Words of 每月发言. */
export const talkMonths = {
  title: "每月发言",
  crumb: "数据",
  import: "导入聊天记录",
  allGroups: "看全部群",
  messages: "消息",
  writers: "发言人",
  groups: "有人说话的群",
  group: "群",
  month: "月份",
  each: "人均",
  byMonth: "按月",
  byMonthFacts: "点一个月只看那个月",
  byGroup: "按群",
  empty: "这段时间没有人说话",
  emptyText: "换一段时间，或导入以前的聊天记录。",
};
