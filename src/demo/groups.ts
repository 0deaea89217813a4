import { addDays, atLocalMs } from "../lib/time.ts";
import { addToRoster, BlueprintSpec, createBlueprint, createEntry, createGroup } from "../modules/groups/index.ts";
import { resolveMembers, seatMembers } from "../modules/members/index.ts";
import { openPictures } from "./library.ts";
import type { Company } from "./staff.ts";
import type { Stage } from "./stage.ts";
import type { GroupPlan, Positioning } from "./world.ts";

const gives = [
  { icon: "leaf" as const, title: "每天 8:00 一条选果建议", note: "怎么挑、怎么放、什么时候吃" },
  { icon: "bag" as const, title: "周三、周日产地接龙", note: "价格和剩余份数都写明，不买也行" },
  { icon: "chat" as const, title: "有问必答，8:30–21:30", note: "机器人先答，店长接手" },
];
const rules = {
  items: ["不发广告、外部链接和二维码。", "品质问题带照片说，24 小时内给答复。", "不打听别人的电话和住址。"],
  penalty: "违反先提醒，再犯禁言 1 天；可以申诉",
};
const reception = {
  greeting: "{昵称}，欢迎来到{群名}。先看看群规，想吃什么直接说。",
  steps: ["改群昵称：楼栋+称呼", "置顶本群", "领新人券"],
  serviceHours: "8:30–21:30",
};

interface Preset {
  name: string;
  capacity: number;
  targetMembers: number;
  slogan: string;
}

const presets: Record<Positioning, Preset> = {
  benefit: { name: "福利群标准版", capacity: 300, targetMembers: 160, slogan: "每天早上八点，报今天最甜的一样。" },
  "lead-in": { name: "新客群标准版", capacity: 300, targetMembers: 180, slogan: "先尝一口，再决定。" },
  flash: { name: "快闪群标准版", capacity: 300, targetMembers: 120, slogan: "三天，一样水果，卖完散群。" },
};

const sheet = [
  { kind: "reward" as const, when: "晒图并说一句口感", then: "当周接龙优先留一份" },
  { kind: "penalty" as const, when: "发广告或外部链接", then: "撤回并提醒，再犯禁言 1 天" },
];

/** The blueprint of the benefit groups is whole; the others still lack what the guide shows. */
function specOf(positioning: Positioning, logo: string): BlueprintSpec {
  const { name: _name, ...preset } = presets[positioning];
  return BlueprintSpec.parse({
    ...preset,
    positioning,
    commercialType: "promotion",
    announcement: positioning === "flash" ? "" : "自提时间 16:00–20:30，周二 16:00 起在门店取产地单。",
    profile: {
      logo: positioning === "benefit" ? logo : null,
      gives,
      rules,
      reception,
      sheet: positioning === "benefit" ? sheet : [],
      purpose: { beforePayment: "挑得明白，吃得新鲜", afterPayment: "坏一个赔一个" },
      threshold: { kind: "free", note: "" },
    },
    crew: { admins: 1, kocs: 1, volunteers: 0 },
  });
}

export async function makeBlueprints(stage: Stage, company: Company): Promise<Record<Positioning, string>> {
  const logo = await openPictures(stage)("three");
  const made = async (positioning: Positioning) =>
    (await createBlueprint(stage.as(company.owner), { name: presets[positioning].name, spec: specOf(positioning, logo), note: "" })).id;
  return { benefit: await made("benefit"), "lead-in": await made("lead-in"), flash: await made("flash") };
}

export interface MadeGroup {
  groupId: string;
  entryIds: string[];
  token: string | null;
  /** The keeper's seat, where the group lives on our own channel. */
  hostId: string | undefined;
}

/** Makes a group on the morning it was born, with its ways in and its second admin. */
export async function makeGroup(
  stage: Stage,
  company: Company,
  blueprints: Record<Positioning, string>,
  plan: GroupPlan,
  firstDay: string,
): Promise<MadeGroup> {
  stage.setClock(atLocalMs(addDays(firstDay, plan.bornOn), 6 * 60 + (plan.index % 60), stage.brand.zone));
  const ctx = () => stage.as(company.owner);
  // Groups on a platform nobody may drive are the owner's own: what is to be tapped there stands in the queue of whoever tries the product.
  const ownerStaffId = plan.channel === "manual" ? company.owner.id : company.operatorOf(plan.districtIndex, plan.index);
  const { id: groupId } = await createGroup(ctx(), {
    name: plan.name,
    orgId: company.districtIds[plan.districtIndex] ?? "",
    positioning: plan.positioning,
    commercialType: "promotion",
    channel: plan.channel,
    blueprintId: blueprints[plan.positioning],
    ownerStaffId,
    open: true,
  });
  const deputy = company.deputyOf(plan.districtIndex);
  if (plan.fate !== "no-host" && deputy !== ownerStaffId)
    await addToRoster(ctx(), { groupId, role: "admin", kind: "staff", personId: deputy, duty: "晚班答疑", shift: "18:00–21:30" });
  if (plan.channel !== "web") return { groupId, entryIds: [], token: null, hostId: undefined };
  const door = await createEntry(ctx(), { groupId, name: "门店收银台" });
  const poster = await createEntry(ctx(), { groupId, name: "楼道海报" });
  return { groupId, entryIds: [door.id, poster.id], token: door.token, hostId: await seatKeeper(stage, company, groupId, ownerStaffId) };
}

/** The keeper sits in the group under the own name and the staff mark. */
async function seatKeeper(stage: Stage, company: Company, groupId: string, staffId: string): Promise<string | undefined> {
  const ctx = stage.system();
  const nickname = company.nameOf(staffId);
  const [memberId] = await resolveMembers(ctx, [{ kind: "staff", scope: "", externalId: staffId, nickname, at: ctx.now }]);
  if (memberId !== undefined) await seatMembers(ctx, [{ groupId, memberId, kind: "staff", staffId, nickname, at: ctx.now }]);
  return memberId;
}
