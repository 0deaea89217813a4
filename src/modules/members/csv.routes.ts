import { Readable } from "node:stream";
import type { RawServer } from "../../server/module.ts";
import { exportMembers } from "./csv.actions.ts";
import { MemberFilter } from "./members.contract.ts";
import { MEMBERS_CSV_PATH } from "./privacy.contract.ts";

/** The list as a download that flows while it is read. */
export function serveMembersCsv(server: RawServer): void {
  server.app.get<{ Params: { brand: string } }>(`/api/v1/b/:brand${MEMBERS_CSV_PATH}`, async (request, reply) => {
    const ctx = await server.contextOf(request, request.params.brand, "staff");
    const rows = await exportMembers(ctx, MemberFilter.parse(request.query));
    return reply
      .header("cache-control", "no-store")
      .header("content-disposition", `attachment; filename="members-${request.params.brand}.csv"`)
      .type("text/csv; charset=utf-8")
      .send(Readable.from(rows));
  });
}
