import { done, type InputOf, type OutputOf } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { onDuplicate } from "../../server/db.ts";
import { pageBy } from "../../server/page.ts";
import { visibleGroups } from "./access.actions.ts";
import type {
  BlueprintSpec,
  createBlueprintEndpoint,
  listBlueprintsEndpoint,
  listDeviationsEndpoint,
  saveBlueprintEndpoint,
  showBlueprintEndpoint,
} from "./blueprints.contract.ts";
import * as store from "./blueprints.store.ts";
import { listVersionDifferences } from "./differences.rules.ts";
import * as differencesStore from "./differences.store.ts";

export async function listBlueprints(
  ctx: Context,
  input: InputOf<typeof listBlueprintsEndpoint>,
): Promise<OutputOf<typeof listBlueprintsEndpoint>> {
  return {
    items: await store.listBlueprints(ctx.db, ctx.brand.id, visibleGroups(ctx, "groups.read"), { archived: input.archived === "true" }),
  };
}

export async function showBlueprint(ctx: Context, input: { blueprintId: string }): Promise<OutputOf<typeof showBlueprintEndpoint>> {
  const [row] = await store.listBlueprints(ctx.db, ctx.brand.id, visibleGroups(ctx, "groups.read"), { id: input.blueprintId });
  return { ...found(row, "groups.blueprint-missing"), versions: await store.listVersions(ctx.db, ctx.brand.id, input.blueprintId) };
}

function requireFit(spec: BlueprintSpec): void {
  if (spec.targetMembers > spec.capacity) throw new Refusal("invalid", "groups.target-over-capacity", { capacity: spec.capacity });
}

const staffIdOf = (ctx: Context) => (ctx.actor.kind === "staff" ? ctx.actor.id : null);

export async function createBlueprint(outer: Context, input: InputOf<typeof createBlueprintEndpoint>): Promise<{ id: string }> {
  requireFit(input.spec);
  return outer.transaction(async (ctx) => {
    const id = ctx.newId();
    await store
      .insertBlueprint(ctx.db, ctx.brand.id, { id, name: input.name, createdAt: ctx.now })
      .catch(onDuplicate("blueprints_brand_id_name_key", "groups.blueprint-name-taken", { name: input.name }));
    await store.insertVersion(ctx.db, ctx.brand.id, {
      blueprintId: id,
      version: 1,
      spec: input.spec,
      note: input.note,
      createdBy: staffIdOf(ctx),
      createdAt: ctx.now,
    });
    await ctx.audit({ action: "groups.create-blueprint", targetKind: "blueprint", targetId: id, after: { name: input.name } });
    return { id };
  });
}

/** The next version, or the same one where nothing but the name differs. */
export async function saveBlueprint(outer: Context, input: InputOf<typeof saveBlueprintEndpoint>): Promise<{ version: number }> {
  requireFit(input.spec);
  return outer.transaction(async (ctx) => {
    const before = found(await store.lockBlueprint(ctx.db, ctx.brand.id, input.blueprintId), "groups.blueprint-missing");
    if (before.latestVersion !== input.fromVersion)
      throw new Refusal("conflict", "groups.blueprint-outdated", { latestVersion: before.latestVersion });
    const latest = found(await store.findVersion(ctx.db, ctx.brand.id, before.id, null), "groups.blueprint-missing");
    const changed = listVersionDifferences(latest.spec, input.spec);
    if (input.name && input.name !== before.name) {
      await store
        .renameBlueprint(ctx.db, ctx.brand.id, before.id, input.name)
        .catch(onDuplicate("blueprints_brand_id_name_key", "groups.blueprint-name-taken", { name: input.name }));
    }
    const version = changed.length > 0 ? before.latestVersion + 1 : before.latestVersion;
    if (changed.length > 0) {
      await store.insertVersion(ctx.db, ctx.brand.id, {
        blueprintId: before.id,
        version,
        spec: input.spec,
        note: input.note,
        createdBy: staffIdOf(ctx),
        createdAt: ctx.now,
      });
    }
    await ctx.audit({
      action: "groups.save-blueprint",
      targetKind: "blueprint",
      targetId: before.id,
      before: { name: before.name, version: before.latestVersion },
      after: { name: input.name, version, changed },
    });
    return { version };
  });
}

export async function archiveBlueprint(outer: Context, input: { blueprintId: string; archived: boolean }) {
  return outer.transaction(async (ctx) => {
    const before = found(await store.lockBlueprint(ctx.db, ctx.brand.id, input.blueprintId), "groups.blueprint-missing");
    await store.archiveBlueprint(ctx.db, ctx.brand.id, before.id, input.archived ? ctx.now : null);
    await ctx.audit({
      action: "groups.archive-blueprint",
      targetKind: "blueprint",
      targetId: before.id,
      after: { archived: input.archived },
    });
    return done;
  });
}

export async function listDeviations(
  ctx: Context,
  input: InputOf<typeof listDeviationsEndpoint>,
): Promise<OutputOf<typeof listDeviationsEndpoint>> {
  const query = {
    brandId: ctx.brand.id,
    visible: visibleGroups(ctx, "groups.read"),
    blueprintId: input.blueprintId,
    version: input.version ?? null,
    after: input.cursor ?? null,
    limit: input.limit + 1,
  };
  const { items, nextCursor } = pageBy(await differencesStore.listDeviations(ctx.db, query), input.limit);
  return { items: items.map(({ id: _id, ...row }) => row), nextCursor };
}
