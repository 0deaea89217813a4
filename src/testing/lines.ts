import { BlueprintSpec } from "../modules/groups/index.ts";
import { applyLine, createLine, type LineAnswers } from "../modules/openings/index.ts";
import { applyLineEndpoint, type Combination } from "../modules/openings/openings.contract.ts";
import type { Context } from "../server/context.ts";
import type { TestBrand } from "./brand.ts";

/** Bought often, for little, at once: 群发推广型. */
export const cheap: LineAnswers = {
  daysBetweenOrders: 5,
  ticketFen: 3_500,
  decisionHours: 0.5,
  margin: 0.4,
  needsExplaining: true,
  appeal: "segmented",
  impulse: true,
};
/** Often, for much: 精细化运营型. */
export const dear: LineAnswers = { ...cheap, daysBetweenOrders: 45, ticketFen: 32_000, decisionHours: 24 };
/** Rarely, for much, after long thought, not in a group: 客户服务型. */
export const slow: LineAnswers = {
  ...cheap,
  daysBetweenOrders: 1200,
  ticketFen: 600_000,
  decisionHours: 400,
  impulse: false,
  appeal: "unclear",
};

/** A line and what applying it made; `part` is what else the endpoint takes. */
export async function applied(
  ctx: Context,
  name: string,
  answers: LineAnswers,
  combinations: Combination[] = [],
  part: Record<string, unknown> = {},
) {
  const { id } = await createLine(ctx, { name, answers, combinations });
  return { lineId: id, ...(await applyLine(ctx, applyLineEndpoint.input.parse({ lineId: id, ...part }))) };
}

/** The latest version of a blueprint. */
export async function specOf(test: TestBrand, blueprintId: string): Promise<BlueprintSpec> {
  const [row] = await test.rows<{ spec: unknown }>(
    "select v.spec from app.blueprint_versions v join app.blueprints b on b.id = v.blueprint_id and v.version = b.latest_version where b.id = $1",
    [blueprintId],
  );
  return BlueprintSpec.parse(row?.spec);
}
