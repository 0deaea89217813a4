import { type RawBuilder, sql } from "kysely";
import { Refusal } from "../../lib/refusal.ts";
import { type Context, scopeOf } from "../../server/context.ts";
import { accessOrgUnit, atOrBelow } from "../brands/index.ts";
import { accessGroup, isMine, visibleGroups } from "../groups/index.ts";
import { blindChannels, untoldTalk } from "./coverage.rules.ts";
import type { MeasuredScope } from "./measure.store.ts";
import type { ScopeText } from "./metrics.contract.ts";
import { isFilled } from "./unit-sums.store.ts";

const PERMISSION = "insight.read";

const never = sql<boolean>`false`;

/** Reads `org:…` and refuses what is out of sight as missing. */
export async function openScope(ctx: Context, text: ScopeText): Promise<MeasuredScope> {
  const [kind, id = ""] = text.split(":");
  const make = async (where: RawBuilder<boolean>, more: Partial<MeasuredScope> = {}): Promise<MeasuredScope> => ({
    groups: sql`select g.id, g.org_id, g.status, g.channel <> all(${blindChannels}::text[]) as seen, g.channel <> all(${untoldTalk}::text[]) as talk
      from groups g where g.brand_id = ${ctx.brand.id} and g.status <> 'planned' and ${visibleGroups(ctx, PERMISSION)} and ${where}`,
    otherCosts: never,
    isWhole: false,
    orgId: null,
    unitId: null,
    keptUnitId: more.unitId && (await isFilled(ctx.db, ctx.brand.id)) ? more.unitId : null,
    ...more,
  });
  if (kind === "group") {
    await accessGroup(ctx, id, PERMISSION);
    return make(sql<boolean>`g.id = ${id}::uuid`);
  }
  if (kind === "org") {
    await accessOrgUnit(ctx, id, PERMISSION);
    return make(atOrBelow(ctx.brand.id, sql`g.org_id`, id), {
      otherCosts: atOrBelow(ctx.brand.id, sql`c.org_id`, id),
      orgId: id,
      unitId: scopeOf(ctx, PERMISSION) === "own" ? null : id,
    });
  }
  if (kind === "blueprint") return make(sql<boolean>`g.blueprint_id = ${id}::uuid`);
  if (kind === "mine") return make(isMine(ctx));
  if (kind !== "brand") throw new Refusal("invalid", "insight.scope-unknown");
  return make(sql<boolean>`true`, await wholeOf(ctx));
}

/** What "all" means for the acting person: the brand, the own subtree, or just own groups. */
async function wholeOf(ctx: Context): Promise<Partial<MeasuredScope>> {
  const reach = scopeOf(ctx, PERMISSION);
  if (reach === "own") return {};
  if (reach === "subtree" && ctx.actor.kind === "staff")
    return { otherCosts: atOrBelow(ctx.brand.id, sql`c.org_id`, ctx.actor.orgId), orgId: ctx.actor.orgId, unitId: ctx.actor.orgId };
  const { rows } = await sql<{
    id: string;
  }>`select id from org_units where brand_id = ${ctx.brand.id} and parent_id is null limit 1`.execute(ctx.db);
  const rootId = rows[0]?.id ?? null;
  return { otherCosts: sql<boolean>`true`, isWhole: true, orgId: rootId, unitId: rootId };
}
