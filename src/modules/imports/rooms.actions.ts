import type { Language } from "../../lib/language.ts";
import type { Context } from "../../server/context.ts";
import { bindGroup, createGroup, visibleGroups } from "../groups/index.ts";
import type { ImportWhole } from "./imports.store.ts";
import { findGroupsById, findHomeOrg, findPlaces } from "./places.store.ts";
import { keepable } from "./sample.rules.ts";

const NAME_LIMIT = 60;

/**
 * The group of each room of a chat log; null where it is left out. A room nobody placed is the group bound to it, else it is made where
 * that was wished, and bound so that the next file finds it.
 */
export async function openRooms(ctx: Context, one: ImportWhole): Promise<Map<string, string | null>> {
  const { rooms, otherRooms, roomOrgId } = one.options;
  const names = (one.totals?.places ?? []).map((place) => place.name);
  const visible = visibleGroups(ctx, "groups.manage", "g");
  const bound = new Map(
    (await findPlaces(ctx.db, ctx.brand.id, names, visible)).filter((row) => row.choices === 1).map((row) => [row.name, row.groupId]),
  );
  const asked = Object.values(rooms).flatMap((target) => ("groupId" in target ? [target.groupId] : []));
  const seen = new Set((await findGroupsById(ctx.db, ctx.brand.id, asked, visible)).map((group) => group.id));
  const orgId = roomOrgId ?? (ctx.actor.kind === "staff" ? ctx.actor.orgId : await findHomeOrg(ctx.db, ctx.brand.id));
  const placed = new Map<string, string | null>();
  for (const name of names) {
    const target = Object.hasOwn(rooms, name) ? rooms[name] : undefined;
    const known = target && "groupId" in target ? target.groupId : undefined;
    if (known !== undefined) {
      if (seen.has(known)) placed.set(name, known);
    } else if (target && "skip" in target) placed.set(name, null);
    else if (bound.has(name)) placed.set(name, bound.get(name) ?? null);
    else placed.set(name, target || otherRooms === "make" ? await makeRoom(ctx, name, orgId) : null);
  }
  return placed;
}

const unnamedRoom: Record<Language, string> = { "zh-CN": "群聊", en: "Group chat" };

async function makeRoom(outer: Context, name: string, orgId: string): Promise<string> {
  return outer.transaction(async (ctx) => {
    const shown = keepable(name.trim(), NAME_LIMIT - 1) || unnamedRoom[ctx.brand.language];
    const { id } = await createGroup(ctx, {
      name: shown,
      orgId,
      channel: "manual",
      positioning: "benefit",
      commercialType: "promotion",
      ownerStaffId: null,
      open: true,
    });
    await bindGroup(ctx, { groupId: id, externalId: name });
    return id;
  });
}
