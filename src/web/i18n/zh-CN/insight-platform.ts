/** 数据 → 企业微信的统计: what the platform counts itself. */
export const insightPlatform = {
  platform: {
    title: "企业微信的统计",
    facts: "没有会话存档的群，聊天内容不知道，这是企业微信自己数的，和别的数不相加",
    groups: "{{groups}} 个企业微信群里 {{told}} 个有数",
    split: "{{n}} 个群的群主还管着别处的群，拆不开，没算",
    days: "{{days}} 天里 {{told}} 天有数",
    since: "从 {{day}} 开始存",
    never: "还没有存下来的统计",
    sum: "合计",
    mean: "日均",
    ownerGroups: "{{n}} 个群",
    keys: { messages: "群消息", talkingMembers: "发言成员", newMembers: "新进群", members: "群成员", perMember: "人均消息" },
    formula: {
      messages: "企业微信按群主和日期给的群消息数，包括员工发的，按天相加",
      talkingMembers: "企业微信按群主和日期给的发过言的成员数，各天平均",
      newMembers: "企业微信按群主和日期给的新进群人数，按天相加",
      members: "企业微信按群主和日期给的群成员数，各天平均",
      perMember: "群消息 ÷ 日均群成员，都是企业微信的数",
    },
  },
};
