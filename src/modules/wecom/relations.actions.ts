import type { Context } from "../../server/context.ts";
import { accessMember } from "../members/index.ts";
import { maskMobile } from "./customers.rules.ts";
import { listRelationsOf } from "./customers.store.ts";
import type { Relation } from "./relations.contract.ts";

/** Who of staff has the member as a contact, and who had; those that go on first. */
export async function listMemberRelations(ctx: Context, input: { memberId: string }): Promise<{ items: Relation[] }> {
  const member = await accessMember(ctx, input.memberId, "members.read");
  const rows = await listRelationsOf(ctx.db, ctx.brand.id, member.id);
  return { items: rows.map((row) => ({ ...row, mobiles: row.mobiles.map(maskMobile) })) };
}
