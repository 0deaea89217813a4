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
  const names = (one.totals?.places ?? []).map((place) => place.name);
  const known = await findKnown(ctx, one, names);
  const orgId = one.options.roomOrgId ?? (await homeOf(ctx));
  const placed = new Map<string, string | null>();
  for (const name of names) {
    const groupId = known(name);
    if (groupId === "make") placed.set(name, await makeRoom(ctx, name, orgId));
    else if (groupId !== "out-of-sight") placed.set(name, groupId);
  }
  return placed;
}

async function homeOf(ctx: Context): Promise<string> {
  return ctx.actor.kind === "staff" ? ctx.actor.orgId : findHomeOrg(ctx.db, ctx.brand.id);
}

type Known = (name: string) => string | null | "make" | "out-of-sight";

/** What was said of each room, else the group bound to it, else what was said of all others. */
async function findKnown(ctx: Context, { options: { rooms, otherRooms } }: ImportWhole, names: readonly string[]): Promise<Known> {
  const visible = visibleGroups(ctx, "groups.manage", "g");
  const places = await findPlaces(ctx.db, ctx.brand.id, names, visible);
  const bound = new Map(places.filter((row) => row.choices === 1).map((row) => [row.name, row.groupId]));
  const asked = Object.values(rooms).flatMap((target) => ("groupId" in target ? [target.groupId] : []));
  const seen = new Set((await findGroupsById(ctx.db, ctx.brand.id, asked, visible)).map((group) => group.id));
  return (name) => {
    const target = Object.hasOwn(rooms, name) ? rooms[name] : undefined;
    if (!target) return bound.get(name) ?? (otherRooms === "make" ? "make" : null);
    if ("groupId" in target) return seen.has(target.groupId) ? target.groupId : "out-of-sight";
    return "skip" in target ? null : (bound.get(name) ?? "make");
  };
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
