import type { GroupStatus } from "./groups.contract.ts";
import type { CommercialType, GroupProfile, Positioning } from "./profile.contract.ts";

/** The Chinese names of what a group can be; the same on pages and in exports. */
export const positioningNames: Record<Positioning, string> = { "lead-in": "引流群", benefit: "福利群", flash: "快闪群" };
export const commercialTypeNames: Record<CommercialType, string> = {
  promotion: "群发推广型",
  refined: "精细化运营型",
  service: "客户服务型",
};
export const statusNames: Record<GroupStatus, string> = { planned: "待开群", active: "运营中", closed: "已关闭" };
export const channelNames: Readonly<Record<string, string>> = { web: "网页群", wecom: "企业微信", qq: "QQ 群", manual: "人工发" };
export const stageNames: readonly string[] = ["初建", "激活", "留存", "变现", "传播"];
export const roleNames: Record<"owner" | "admin" | "assistant" | "koc" | "volunteer", string> = {
  owner: "群主",
  admin: "管理员",
  assistant: "小助手",
  koc: "气氛组",
  volunteer: "志愿者",
};
export const thresholdNames: Record<GroupProfile["threshold"]["kind"], string> = {
  free: "免费进",
  invitation: "邀请进",
  level: "按等级",
  spend: "按消费",
  paid: "付费进",
};
