/** What each permission lets a person do, in words: one line for each. */
const words: Readonly<Record<string, string>> = {
  "groups.read": "看社群",
  "groups.manage": "建群、改群、换群主",
  "members.read": "看会员",
  "members.manage": "打标签、写备注、改资料",
  "members.phone": "看完整手机号",
  "members.privacy": "导出、删除个人信息",
  "contents.read": "看素材",
  "contents.write": "写素材、排栏目",
  "contents.approve": "审素材",
  "flows.read": "看 SOP",
  "flows.manage": "改 SOP、启动和停",
  "sends.read": "看触达记录",
  "sends.create": "发触达",
  "tasks.read": "看任务",
  "tasks.do": "做任务、转任务",
  "insight.read": "看数据",
  "orders.read": "看订单",
  "orders.write": "记订单和退款",
  "costs.write": "记成本",
  "imports.run": "导入文件",
  "brands.manage": "改组织、品牌和角色，看系统状态",
  "brands.staff": "邀请和管理同事",
  "brands.audit": "看操作记录",
  "integrations.manage": "管接口密钥和 Webhook",
};

/** The permission in words; one that has none is named as it is. */
export function permissionWord(permission: string): string {
  return words[permission] ?? permission;
}
