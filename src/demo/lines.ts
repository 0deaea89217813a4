import { applyLine, createLine, type LineAnswers } from "../modules/openings/index.ts";
import type { Company } from "./staff.ts";
import type { Stage } from "./stage.ts";

/** Fruit of the season: bought every other week, for small money, at once. */
const fruit: LineAnswers = {
  daysBetweenOrders: 15,
  ticketFen: 5_900,
  decisionHours: 1,
  margin: 0.22,
  needsExplaining: true,
  appeal: "broad",
  impulse: true,
};

/** Gift boxes: thought over, dear, twice a year. */
const gifts: LineAnswers = {
  daysBetweenOrders: 120,
  ticketFen: 26_800,
  decisionHours: 36,
  margin: 0.35,
  needsExplaining: true,
  appeal: "segmented",
  impulse: false,
};

/** The line the benefit groups live on, applied to their blueprint, and one still thought over. Answers the draft of the standard flow it made. */
export async function adviseLines(stage: Stage, company: Company, benefitBlueprintId: string): Promise<{ flowId: string }> {
  const ctx = () => stage.as(company.owner);
  const { id: lineId } = await createLine(ctx(), { name: "当季水果", answers: fruit, combinations: [] });
  await createLine(ctx(), { name: "节日礼盒", answers: gifts, combinations: ["private", "tiers"] });
  const { flowId } = await applyLine(ctx(), { lineId, positioning: "benefit", blueprintId: benefitBlueprintId });
  return { flowId };
}
