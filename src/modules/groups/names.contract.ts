import type { Language } from "../../lib/language.ts";
import type { GroupStatus } from "./groups.contract.ts";
import type { CommercialType, GroupProfile, Positioning } from "./profile.contract.ts";

/** The names of what a group can be; the same on pages and in exports. */
export interface GroupNames {
  positioning: Record<Positioning, string>;
  commercialType: Record<CommercialType, string>;
  status: Record<GroupStatus, string>;
  channel: Record<"web" | "wecom" | "qq" | "manual", string>;
  stage: Record<"1" | "2" | "3" | "4" | "5", string>;
  role: Record<"owner" | "admin" | "assistant" | "koc" | "volunteer", string>;
  threshold: Record<GroupProfile["threshold"]["kind"], string>;
}

export const groupNames: Record<Language, GroupNames> = {
  "zh-CN": {
    positioning: { "lead-in": "引流群", benefit: "福利群", flash: "快闪群" },
    commercialType: { promotion: "群发推广型", refined: "精细化运营型", service: "客户服务型" },
    status: { planned: "待开群", active: "运营中", closed: "已关闭" },
    channel: { web: "网页群", wecom: "企业微信", qq: "QQ 群", manual: "人工发" },
    stage: { "1": "初建", "2": "激活", "3": "留存", "4": "变现", "5": "传播" },
    role: { owner: "群主", admin: "管理员", assistant: "小助手", koc: "气氛组", volunteer: "志愿者" },
    threshold: { free: "免费进", invitation: "邀请进", level: "按等级", spend: "按消费", paid: "付费进" },
  },
  en: {
    positioning: { "lead-in": "Lead-in", benefit: "Benefit", flash: "Flash" },
    commercialType: { promotion: "Promotion", refined: "Nurture", service: "Service" },
    status: { planned: "Not open yet", active: "Open", closed: "Closed" },
    channel: { web: "Web group", wecom: "WeCom", qq: "QQ", manual: "By hand" },
    stage: { "1": "Setup", "2": "Activation", "3": "Retention", "4": "Revenue", "5": "Referral" },
    role: { owner: "Owner", admin: "Admin", assistant: "Assistant", koc: "Host", volunteer: "Volunteer" },
    threshold: { free: "Free", invitation: "By invitation", level: "By level", spend: "By spend", paid: "Paid" },
  },
};
