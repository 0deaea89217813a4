import type { OutputOf } from "../../lib/define.ts";
import type { Context } from "../../server/context.ts";
import { listConnections } from "../connections/index.ts";
import { accessGroup } from "../groups/index.ts";
import * as store from "./code-groups.store.ts";
import { connectionOfGroup } from "./codes.rules.ts";
import type { listGroupCodesEndpoint } from "./group-codes.contract.ts";
import { pictureLinks } from "./pictures.actions.ts";

/** The join codes that lead into a group in sight, and the connection by which another is made. */
export async function listGroupCodes(ctx: Context, input: { groupId: string }): Promise<OutputOf<typeof listGroupCodesEndpoint>> {
  const group = await accessGroup(ctx, input.groupId, "groups.read");
  const rows = await store.listCodesInto(ctx.db, ctx.brand.id, group.id);
  const corp = await store.findCorpOfGroup(ctx.db, ctx.brand.id, group.id);
  const connections = (await listConnections(ctx)).items.filter((one) => one.kind === "wecom");
  const pictures = await pictureLinks(
    ctx,
    [...new Set(rows.map((row) => row.corp))],
    rows.map((row) => row.id),
  );
  return {
    items: rows.map(({ corp: _corp, ...row }) => ({ ...row, qrUrl: pictures.get(row.id) ?? "" })),
    connectionId: group.channel === "wecom" ? connectionOfGroup(corp, connections) : null,
    corps: connections.filter((one) => one.state !== "off").length,
  };
}
