/** Insight → WeCom's statistics: what the platform counts itself. */
export const insightPlatform = {
  platform: {
    title: "WeCom’s own statistics",
    facts: "Without the session archive the talk of these groups is unknown; WeCom counted this itself, and it is added to nothing else",
    groups: "{{told}} of {{groups}} WeCom {{groups, group|groups}} {{told, has|have}} figures",
    split:
      "{{n}} {{n, group is|groups are}} left out: {{n, its owner also has|their owners also have}} groups elsewhere, and the sums cannot be taken apart",
    days: "{{told}} of {{days}} {{days, day|days}} {{told, has|have}} figures",
    since: "kept since {{day}}",
    never: "no statistics kept yet",
    sum: "Sum",
    mean: "A day",
    ownerGroups: "{{n}} {{n, group|groups}}",
    keys: { messages: "Messages", talkingMembers: "Members talking", newMembers: "Joined", members: "Members", perMember: "Per member" },
    formula: {
      messages: "Messages in groups as WeCom tells them by owner and day, those of staff among them, added up",
      talkingMembers: "Members who talked as WeCom tells them by owner and day, mean of the days",
      newMembers: "People who joined as WeCom tells them by owner and day, added up",
      members: "Members as WeCom tells them by owner and day, mean of the days",
      perMember: "Messages ÷ mean daily members, both WeCom’s own",
    },
  },
};
