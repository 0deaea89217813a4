import { type Bilingual, both, type Language } from "../../lib/language.ts";

/** What each permission lets a person do, in words: one line for each. */
const words: Readonly<Record<string, Bilingual>> = {
  "groups.read": both("看社群", "See groups"),
  "groups.manage": both("建群、改群、换群主", "Create and change groups, change owners"),
  "members.read": both("看会员", "See members"),
  "members.manage": both("打标签、写备注、改资料", "Tag, note and edit members"),
  "members.phone": both("看完整手机号", "See full phone numbers"),
  "members.privacy": both("导出、删除个人信息", "Export and erase personal data"),
  "contents.read": both("看素材", "See content"),
  "contents.write": both("写素材、排栏目", "Write content, plan columns"),
  "contents.approve": both("审素材", "Review content"),
  "flows.read": both("看 SOP", "See flows"),
  "flows.manage": both("改 SOP、启动和停", "Change, start and stop flows"),
  "sends.read": both("看触达记录", "See sends"),
  "sends.create": both("发触达", "Send"),
  "tasks.read": both("看任务", "See tasks"),
  "tasks.do": both("做任务、转任务", "Do and hand over tasks"),
  "insight.read": both("看数据", "See insight"),
  "orders.read": both("看订单", "See orders"),
  "orders.write": both("记订单和退款", "Enter orders and refunds"),
  "costs.write": both("记成本", "Enter costs"),
  "imports.run": both("导入文件", "Import files"),
  "brands.manage": both("改组织、品牌和角色，看系统状态", "Change org units, brand and roles, see the system"),
  "brands.staff": both("邀请和管理同事", "Invite and manage colleagues"),
  "brands.audit": both("看操作记录", "See the audit log"),
  "connections.read": both("看渠道接入", "See connections"),
  "connections.manage": both("接入和改渠道", "Connect platforms and change connections"),
  "wecom.read": both("看企业微信同步、活码和数据", "See WeCom sync, codes and figures"),
  "wecom.codes": both("管活码和欢迎语", "Manage codes and welcomes"),
  "wecom.manage": both("同步企业微信、关联员工", "Sync WeCom and link its staff"),
  "integrations.manage": both("管接口密钥和 Webhook", "Manage API keys and webhooks"),
};

/** The permission in words; one that has none is named as it is. */
export function permissionWord(permission: string, language: Language): string {
  return words[permission]?.[language] ?? permission;
}
