/** What each reaction and ticker does, in words: one line for each of every module. */
const words: Readonly<Record<string, string>> = {
  "groups.count-exposures": "数进群页被看了几次",
  "groups.drop-erased": "把已注销会员移出班底",
  "members.activity": "记会员最近来过",
  "members.orgs": "记会员属于哪些组织",
  "messages.replay-for-new-groups": "新群绑定后重读收件箱",
  "messages.forget-erased": "删掉已注销会员的话",
  "messages.forget-erased-pictures": "删掉已注销会员的图片",
  "insight.days": "把事件算进每天的数字",
  "insight.actions": "记下谁做了什么",
  "sends-follow-tasks": "任务做完后推进触达",
  "integrations.fan-out": "把事件记成要推送的",
  "integrations.send": "推送 Webhook",
  "integrations.forget-calls": "忘掉旧的接口调用记录",
  "integrations.forget-deliveries": "忘掉旧的推送记录",
  "flows.follow-groups": "新群开群后接上 SOP",

  "forget-idempotency-keys": "忘掉一天前的提交编号",
  "members.make-exports": "做会员导出文件",
  "members.erase": "到期删除个人信息",
  "members.drop-exports": "删掉过期的导出文件",
  "members.forget-tag-changes": "忘掉旧的标签改动",
  "messages.make-months": "提前建好月份的表",
  "messages.replay-due": "到时间的消息重新读",
  "messages.forget-old-talk": "到期删除聊天原文",
  "messages.forget-old-pictures": "到期删除聊天图片",
  "insight.turn-days": "换日",
  "insight.settle": "重算有变化的群",
  "insight.judge": "判断阶段和变冷",
  "insight.forget-windows": "忘掉旧的滚动数字",
  "expire-tasks": "让过期的任务作废",
  "dispatch-sends": "到点发出触达",
  "advance-flows": "推进 SOP",
};

/** The words of a reaction or ticker; one that has none is named as it is. */
export function workName(name: string): string {
  return words[name] ?? name;
}

export function hasWorkName(name: string): boolean {
  return name in words;
}
