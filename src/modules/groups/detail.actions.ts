import { found } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { visibleGroups } from "./access.actions.ts";
import { findDetail, listStagesEntered } from "./detail.store.ts";
import { listGroupDifferences } from "./differences.store.ts";
import type { GroupDetail } from "./groups.contract.ts";

/** Everything of one group that its page's head and settings show. */
export async function showGroup(ctx: Context, input: { groupId: string }): Promise<GroupDetail> {
  const row = found(await findDetail(ctx.db, ctx.brand.id, input.groupId, visibleGroups(ctx, "groups.read")), "groups.missing");
  const differences = row.blueprint ? await listGroupDifferences(ctx.db, ctx.brand.id, row.id) : [];
  const entered = row.state ? await listStagesEntered(ctx.db, ctx.brand.id, row.id) : [];
  const { accountId: _account, blueprintId: _blueprint, blueprintVersion: _version, ownerStaffId: _owner, ...shown } = row;
  const state = row.state && { ...row.state, entered: entered.filter((one) => one.stage <= (row.state?.stage ?? 0)) };
  return {
    ...shown,
    state,
    logoUrl: row.profile.logo ? ctx.fileUrl(row.profile.logo) : null,
    blueprint: row.blueprint && { ...row.blueprint, differences },
  };
}
