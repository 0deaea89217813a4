import { type Bilingual, both, type Language, listJoint } from "../../lib/language.ts";
import { type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { listFailingGroups, showGuide } from "./guide.actions.ts";
import {
  type FailingGroup,
  failingGroupsEndpoint,
  guideEndpoint,
  type GuideRow,
  type GuideStepName,
  guideSteps,
} from "./openings.contract.ts";

const steps: Record<GuideStepName, Bilingual> = {
  positioning: both("定位", "Positioning"),
  organisation: both("组织框架", "Organisation"),
  rules: both("规则", "Rules"),
  basics: both("基础内容", "Basics"),
  content: both("内容规划", "Content plan"),
  incentives: both("激励与价值体系", "Incentives"),
  conversion: both("产品转化", "Conversion"),
  sop: both("SOP", "SOP"),
};
const stepWord = wordIn(steps);

const noBlueprint: Record<Language, string> = { "zh-CN": "没用模板", en: "No blueprint" };

const guide: readonly ExportColumn<GuideRow>[] = [
  { key: "name", title: both("模板", "Blueprint"), value: (row, language) => row.name ?? noBlueprint[language] },
  { key: "groups", title: both("社群", "Groups"), kind: "count", value: (row) => row.groups },
  ...guideSteps.map((step, at): ExportColumn<GuideRow> => ({
    key: step,
    title: both(`缺${steps[step]["zh-CN"]}`, `Lack: ${steps[step].en}`),
    kind: "count",
    value: (row) => row.failing[at] ?? 0,
  })),
  { key: "whole", title: both("八步都齐", "All eight there"), kind: "count", value: (row) => row.whole },
];

const failing: readonly ExportColumn<FailingGroup>[] = [
  { key: "name", title: both("群名", "Group"), value: (row) => row.name },
  { key: "code", title: both("编号", "Code"), value: (row) => row.code },
  { key: "org", title: both("组织", "Org unit"), value: (row) => row.orgPath },
  { key: "owner", title: both("群主", "Owner"), value: (row) => row.ownerName },
  { key: "members", title: both("成员", "Members"), kind: "count", value: (row) => row.members },
  {
    key: "lacks",
    title: both("缺哪几步", "Steps it lacks"),
    value: (row, language) => row.failing.map(({ step }) => stepWord(step, language)).join(listJoint[language]),
  },
];

export const openingsExports: readonly Export[] = [
  exportList(guideEndpoint, showGuide, { name: "guide", title: both("开群八步检查", "Eight steps of opening"), columns: guide }),
  exportList(failingGroupsEndpoint, listFailingGroups, {
    name: "guide-groups",
    title: both("还缺东西的社群", "Groups lacking something"),
    columns: failing,
  }),
];
