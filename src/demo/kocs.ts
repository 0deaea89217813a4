import { sql } from "kysely";
import { addToRoster } from "../modules/groups/index.ts";
import type { Company } from "./staff.ts";
import type { Stage } from "./stage.ts";

/** Who speaks most in a group, of those still in it. */
async function findTalkers(stage: Stage, groupIds: readonly string[]): Promise<{ groupId: string; memberId: string }[]> {
  const ctx = stage.system();
  const { rows } = await sql<{ groupId: string; memberId: string }>`
    select distinct on (t.group_id) t.group_id, t.member_id from (
      select group_id, member_id, sum(valid_messages) as said from group_speakers where brand_id = ${ctx.brand.id} and group_id = any(${[...groupIds]}::uuid[]) group by 1, 2) t
      join seats s on s.brand_id = ${ctx.brand.id} and s.group_id = t.group_id and s.member_id = t.member_id and s.left_at is null and s.kind = 'member'
    order by t.group_id, t.said desc, t.member_id`.execute(ctx.db);
  return rows;
}

/** The liveliest member of each of these groups helps as KOC: recruited, real, and marked. */
export async function askKocs(stage: Stage, company: Company, groupIds: readonly string[]): Promise<void> {
  for (const { groupId, memberId } of await findTalkers(stage, groupIds))
    await addToRoster(stage.as(company.owner), {
      groupId,
      role: "koc",
      kind: "member",
      personId: memberId,
      duty: "带话题、回新人",
      shift: "",
    });
}
