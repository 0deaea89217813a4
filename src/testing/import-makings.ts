import type { TestBrand } from "./brand-on.ts";

/** Members by what they are known by; ids differ from brand to brand. */
const WHO =
  "who as (select member_id, string_agg(kind || '/' || scope || '/' || external_id, ' ' order by kind, scope, external_id) as who from app.member_identities group by member_id)";

/** A moment that a file told; null where it is one of our own clock, which stands after all that the files tell of. */
const ofFile = (column: string) => `case when ${column} < '2026-11-01' then ${column} end`;

/** Rows of each table without what differs from brand to brand: ids are the names that people (`who`) and groups (`room`) are known by. */
const selects: Record<string, string> = {
  members:
    "select who, m.nickname, m.name, m.phone, m.city, m.custom, m.status, m.marketing_consent, m.first_seen_at from app.members m left join who on who.member_id = m.id",
  identities: "select kind, scope, external_id from app.member_identities",
  terms: "select who, term from app.member_terms join who using (member_id)",
  tags: "select who, t.name, mt.source from app.member_tags mt join app.tags t on t.id = mt.tag_id join who using (member_id)",
  consents: "select who, purpose, granted, text_version, channel from app.consents join who using (member_id)",
  seats: `select g.name as room, who, s.kind, s.nickname, ${ofFile("s.joined_at")} as joined_at, s.left_at, s.leave_reason
    from app.seats s join app.groups g on g.id = s.group_id join who using (member_id)`,
  groups: "select g.name as room, g.channel, g.external_id, g.status, g.member_count from app.groups g",
  orders:
    "select o.source, o.external_id, who, g.name as room, o.title, o.paid_at, o.paid_fen, o.refunded_fen from app.orders o left join app.groups g on g.id = o.group_id left join who using (member_id)",
  lines:
    "select o.source, o.external_id, l.line_no, l.title, l.quantity, l.paid_fen from app.order_lines l join app.orders o on o.id = l.order_id",
  refunds:
    "select o.source, o.external_id, r.external_id as refund, r.refunded_at, r.fen from app.order_refunds r join app.orders o on o.id = r.order_id",
  messages:
    "select m.id, g.name as room, who, m.seat_kind, m.sender_name, m.format, m.text, m.sent_at from app.messages m join app.groups g on g.id = m.group_id left join who using (member_id)",
  numbers:
    "select g.name as room, count(*), max(m.seq), count(distinct m.seq) as seqs from app.messages m join app.groups g on g.id = m.group_id group by g.name",
  inbox: "select source, reason, state from platform.inbox",
  costs: "select c.day, g.name as room, c.campaign, c.kind, c.fen, c.note from app.costs c left join app.groups g on g.id = c.group_id",
  events: `select e.kind, g.name as room, who, e.value, regexp_replace(e.data::text, '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'id', 'g') as data, ${ofFile("e.occurred_at")} as at
    from app.events e left join app.groups g on g.id = e.group_id left join who using (member_id)`,
  badRows:
    "select i.file_name, b.no, b.line, b.field, b.problem, b.cells from app.import_bad_rows b join app.imports i on i.id = b.import_id",
  imports: "select file_name, rows_done, new_rows, changed_rows, same_rows, bad_rows from app.imports",
};

/** The rows of each table that files are read into, in no order of their own. */
async function makingsOf(test: TestBrand): Promise<Map<string, string[]>> {
  const made = new Map<string, string[]>();
  for (const [name, select] of Object.entries(selects)) {
    const rows = await test.rows<{ line: string }>(`with ${WHO} select t::text as line from (${select}) t order by 1`);
    made.set(
      name,
      rows.map((row) => row.line),
    );
  }
  return made;
}

/** So many of the rows that differ are shown. */
const SHOWN = 3;

/** Lines of one list that the other does not have, or has fewer times. */
function missingFrom(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const n = left.get(line) ?? 0;
    left.set(line, n - 1);
    return n <= 0;
  });
}

/** What files made in one brand and not in another, table by table: how many rows, and some of them. Empty where both hold the same. */
export async function differencesOf(one: TestBrand, other: TestBrand): Promise<Record<string, { n: number; rows: string[] }>> {
  const [made, expected] = [await makingsOf(one), await makingsOf(other)];
  const found: Record<string, { n: number; rows: string[] }> = {};
  for (const [name, lines] of made) {
    const others = expected.get(name) ?? [];
    const rows = [...missingFrom(lines, others).map((line) => `+ ${line}`), ...missingFrom(others, lines).map((line) => `- ${line}`)];
    if (rows.length > 0) found[name] = { n: rows.length, rows: [...rows.slice(0, SHOWN), ...rows.slice(-SHOWN)] };
  }
  return found;
}
