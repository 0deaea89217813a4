import { type Bilingual, both, type Language } from "../../lib/language.ts";

/** What each reaction and ticker does, in words: one line for each of every module. */
const words: Readonly<Record<string, Bilingual>> = {
  "groups.count-exposures": both("数进群页被看了几次", "Counts looks at join pages"),
  "groups.drop-erased": both("把已注销会员移出班底", "Takes erased members out of crews"),
  "members.activity": both("记会员最近来过", "Notes when members were last there"),
  "members.orgs": both("记会员属于哪些组织", "Notes which org units members belong to"),
  "messages.replay-for-new-groups": both("新群绑定后重读收件箱", "Reads the inbox again for newly bound groups"),
  "messages.forget-erased": both("删掉已注销会员的话", "Deletes what erased members said"),
  "messages.forget-erased-pictures": both("删掉已注销会员的图片", "Deletes erased members’ pictures"),
  "insight.days": both("把事件算进每天的数字", "Folds events into daily figures"),
  "insight.actions": both("记下谁做了什么", "Notes who did what"),
  "sends-follow-tasks": both("任务做完后推进触达", "Moves sends on when tasks are done"),
  "connections.callbacks": both("处理平台的回调", "Handles what platforms tell"),
  "connections.check": both("检查渠道接入", "Checks connections"),
  "connections.forget": both("忘掉旧的回调记录", "Forgets old callbacks"),
  "wecom.forget-erased": both("忘掉已注销会员的企业微信关系", "Forgets erased members’ WeCom relations"),
  "wecom.welcomes": both("给新客户发欢迎语", "Welcomes new customers"),
  "wecom.reads": both("按回调重读企业微信", "Reads WeCom again where callbacks ask for it"),
  "wecom.join-codes": both("群码快满时换群", "Leads group codes on before groups are full"),
  "wecom.nightly": both("每夜核对企业微信", "Checks WeCom against us each night"),
  "integrations.fan-out": both("把事件记成要推送的", "Notes which events go to webhooks"),
  "integrations.send": both("推送 Webhook", "Sends webhooks"),
  "integrations.release": both("重推断在半路的 Webhook", "Sends again what a dead process left"),
  "integrations.forget-calls": both("忘掉旧的接口调用记录", "Forgets old API calls"),
  "integrations.forget-deliveries": both("忘掉旧的推送记录", "Forgets old webhook deliveries"),
  "flows.follow-groups": both("新群开群后接上 SOP", "Adds newly opened groups to flows"),

  "forget-idempotency-keys": both("忘掉一天前的提交编号", "Forgets submissions older than a day"),
  "members.make-exports": both("做会员导出文件", "Makes files of members’ data"),
  "members.erase": both("到期删除个人信息", "Erases personal data when due"),
  "members.tell-units": both(
    "升级后，给组织里的人补上最近活跃的时间",
    "Writes when people were active beside their units, after an upgrade",
  ),
  "members.follow-accounts": both("同事换了组织，他的联系人跟着换谁能看见", "Lets contacts be seen where their colleague is now"),
  "members.drop-exports": both("删掉过期的导出文件", "Deletes expired files of members’ data"),
  "members.forget-tag-changes": both("忘掉旧的标签改动", "Forgets old tag changes"),
  "messages.make-months": both("提前建好月份的表", "Makes tables of coming months"),
  "messages.replay-due": both("到时间的消息重新读", "Reads messages whose time has come"),
  "messages.forget-old-talk": both("到期删除聊天原文", "Deletes message text when due"),
  "messages.forget-old-pictures": both("到期删除聊天图片", "Deletes message pictures when due"),
  "insight.turn-days": both("换日", "Turns the day"),
  "insight.settle": both("重算有变化的群", "Settles changed groups"),
  "insight.unit-sums": both("加总组织的每一天", "Adds up the days of units"),
  "insight.judge": both("判断阶段和变冷", "Judges stages and cooling groups"),
  "insight.forget-windows": both("忘掉旧的滚动数字", "Forgets old moving figures"),
  "orders.pack": both("整理有变化的群的订单", "Packs the orders of changed groups"),
  "imports.forget": both("到期删除导入的文件", "Deletes imported files when due"),
  "views.forget": both("清掉删了的视图", "Clears removed views"),
  "exports.drop-old": both("到期删除导出的文件", "Deletes exported files when due"),
  "exports.drop-drafts": both("清掉写了一半的文件", "Clears half-written files"),
  "exports.remove-bytes": both("抹掉没人再用的文件", "Wipes files nobody needs any more"),
  "expire-tasks": both("让过期的任务作废", "Expires tasks that are too late"),
  "follow-sends": both("问平台确认了没有", "Asks what was confirmed"),
  "read-outside-sends": both("读别处的群发", "Reads others’ mass sends"),
  "dispatch-sends": both("到点发出触达", "Sends what is due"),
  "advance-flows": both("推进 SOP", "Moves flows on"),
};

/** The words of a reaction or ticker; one that has none is named as it is. */
export function workName(name: string, language: Language): string {
  return words[name]?.[language] ?? name;
}

export function hasWorkName(name: string): boolean {
  return name in words;
}
