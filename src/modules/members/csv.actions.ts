import { csvText } from "../../lib/csv.ts";
import { localDay, minuteOfDay } from "../../lib/time.ts";
import { type Context, requirePermission } from "../../server/context.ts";
import { conditionsOf, describe, findPage } from "./list.actions.ts";
import type { MemberFilter, MemberItem } from "./members.contract.ts";

const PAGE = 1_000;

const head = [
  "昵称",
  "备注名",
  "手机号",
  "城市",
  "标签",
  "所在群数",
  "90 天单数",
  "90 天消费（元）",
  "最近互动",
  "首次接触",
  "来源",
  "接受活动消息",
];
const sources: Record<string, string> = { web: "网页群", shop: "店铺订单", phone: "手机号", unknown: "" };

function clock(ctx: Context, iso: string | null): string {
  if (iso === null) return "";
  const at = Date.parse(iso);
  const minute = minuteOfDay(at, ctx.brand.zone);
  return `${localDay(at, ctx.brand.zone)} ${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

function rowOf(ctx: Context, one: MemberItem): (string | number | null)[] {
  const source = one.source.entry ?? sources[one.source.kind] ?? one.source.kind;
  return [
    one.nickname,
    one.name,
    one.phoneMasked,
    one.city,
    one.tags.map((tag) => tag.name).join("、"),
    one.groups,
    one.orders90,
    (one.spend90Fen / 100).toFixed(2),
    clock(ctx, one.lastActiveAt),
    clock(ctx, one.firstSeenAt),
    source,
    one.marketing ? "是" : "否",
  ];
}

/** All who fit a filter as CSV, page by page; phone numbers stay masked. Who took it and with which conditions is in the audit. */
export async function exportMembers(ctx: Context, filter: MemberFilter): Promise<AsyncGenerator<string>> {
  requirePermission(ctx, "members.manage");
  const conditions = await conditionsOf(ctx, filter, "members.manage");
  await ctx.audit({ action: "members.export-list", targetKind: "members", after: { filter } });
  return pages();
  async function* pages(): AsyncGenerator<string> {
    yield csvText([head]);
    for (let cursor: string | undefined; ;) {
      const page = await findPage(ctx, conditions, Boolean(filter.q), { sort: "joined", ascending: false, cursor, limit: PAGE });
      const rows = await describe(ctx, page.ids);
      if (rows.length > 0) yield csvText(rows.map((row) => rowOf(ctx, row))).slice(1);
      if (!page.nextCursor) return;
      cursor = page.nextCursor;
    }
  }
}
