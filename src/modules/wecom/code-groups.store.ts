import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import { type Code, TAKEN_OUT_PLACE } from "./codes.contract.ts";

export interface CodeGroupRow {
  codeId: string;
  groupId: string;
  place: number;
  standing: "waiting" | "open" | "full";
  entryId: string | null;
}

/** Of a code's groups those it leads into: none that was taken out. */
const isIn = sql<boolean>`k.place < ${sql.lit(TAKEN_OUT_PLACE)}`;

/** Ways into these groups by what comes back with who came: the codes of the states, with the groups' places in them where they have one. */
export async function listWaysOf(
  db: Db,
  brandId: number,
  corp: string,
  pairs: readonly { groupId: string; state: string }[],
): Promise<{ groupId: string; state: string; codeId: string; codeName: string; entryId: string | null; isPlaced: boolean }[]> {
  const { rows } = await sql<{
    groupId: string;
    state: string;
    codeId: string;
    codeName: string;
    entryId: string | null;
    isPlaced: boolean;
  }>`
    select distinct t.group_id, t.state, c.id as code_id, c.name as code_name, g.entry_id, g.group_id is not null as is_placed
    from unnest(${pairs.map((one) => one.groupId)}::uuid[], ${pairs.map((one) => one.state)}::text[]) t(group_id, state)
    join wecom_codes c on c.brand_id = ${brandId} and c.corp = ${corp} and c.state = t.state and c.kind = 'join'
    left join wecom_code_groups g on g.brand_id = c.brand_id and g.code_id = c.id and g.group_id = t.group_id`.execute(db);
  return rows;
}

/** Places groups in codes, behind those that are there; one placed already gets its entry and opens. */
export async function placeGroups(
  db: Db,
  brandId: number,
  rows: readonly { codeId: string; groupId: string; entryId: string | null; standing: CodeGroupRow["standing"] }[],
  now: Date,
): Promise<void> {
  await sql`
    insert into wecom_code_groups (brand_id, code_id, group_id, place, standing, entry_id, since)
    select ${brandId}::int, t.code_id, t.group_id, coalesce((select max(place) from wecom_code_groups k where k.brand_id = ${brandId} and k.code_id = t.code_id and ${isIn}), 0) + t.n, t.standing, t.entry_id, ${now}::timestamptz
    from unnest(${rows.map((row) => row.codeId)}::uuid[], ${rows.map((row) => row.groupId)}::uuid[], ${rows.map((row) => row.standing)}::text[], ${rows.map((row) => row.entryId)}::uuid[])
      with ordinality t(code_id, group_id, standing, entry_id, n)
    on conflict (brand_id, code_id, group_id) do update set entry_id = coalesce(wecom_code_groups.entry_id, excluded.entry_id),
      standing = case when wecom_code_groups.standing = 'waiting' then excluded.standing else wecom_code_groups.standing end`.execute(db);
}

export interface CodeGroup extends CodeGroupRow {
  name: string;
  status: "planned" | "active" | "closed";
  chatId: string | null;
  people: number;
  joins: number;
}

/** Members who came into a group by a code `k`. */
const joins = sql`case when k.entry_id is null then 0 else (select count(distinct s.member_id)::int from seats s where s.brand_id = k.brand_id and s.group_id = k.group_id and s.entry_id = k.entry_id) end`;

/** The groups of codes in their turn, with how full they are and who came by the code. */
export async function listCodeGroups(db: Db, brandId: number, codeIds: readonly string[]): Promise<CodeGroup[]> {
  const { rows } = await sql<CodeGroup>`
    select k.code_id, k.group_id, k.place, k.standing, k.entry_id, g.name, g.status, g.external_id as chat_id, coalesce(w.people, 0) as people,
      ${joins} as joins
    from wecom_code_groups k join groups g on g.brand_id = k.brand_id and g.id = k.group_id
    left join wecom_groups w on w.brand_id = k.brand_id and w.group_id = k.group_id
    where k.brand_id = ${brandId} and k.code_id = any(${codeIds}::uuid[]) and ${isIn} order by k.code_id, k.place`.execute(db);
  return rows;
}

export interface CodeInto extends Pick<CodeGroup, "standing" | "joins"> {
  id: string;
  corp: string;
  name: string;
  status: Code["status"];
}

/** The join codes that lead into a group, those that work first, then the newest. */
export async function listCodesInto(db: Db, brandId: number, groupId: string): Promise<CodeInto[]> {
  const { rows } = await sql<CodeInto>`
    select c.id, c.corp, c.name, c.status, k.standing, ${joins} as joins
    from wecom_code_groups k join wecom_codes c on c.brand_id = k.brand_id and c.id = k.code_id
    where k.brand_id = ${brandId} and k.group_id = ${groupId} and ${isIn} and c.kind = 'join' and c.status <> 'gone'
    order by c.status <> 'live', c.id desc limit 200`.execute(db);
  return rows;
}

/** The corp a group is in; undefined where it is in none yet. */
export async function findCorpOfGroup(db: Db, brandId: number, groupId: string): Promise<string | undefined> {
  const { rows } = await sql<{ corp: string }>`select corp from wecom_groups where brand_id = ${brandId} and group_id = ${groupId}`.execute(
    db,
  );
  return rows[0]?.corp;
}

export async function writeStandings(
  db: Db,
  brandId: number,
  codeId: string,
  rows: readonly { groupId: string; standing: CodeGroupRow["standing"] }[],
  now: Date,
): Promise<void> {
  await sql`
    update wecom_code_groups k set standing = t.standing, since = ${now} from unnest(${rows.map((row) => row.groupId)}::uuid[], ${rows.map((row) => row.standing)}::text[]) t(group_id, standing)
    where k.brand_id = ${brandId} and k.code_id = ${codeId} and k.group_id = t.group_id and k.standing <> t.standing`.execute(db);
}

/** How many of the groups the acting person sees. */
export async function countVisible(db: Db, brandId: number, groupIds: readonly string[], visible: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from groups g where g.brand_id = ${brandId} and g.id = any(${groupIds}::uuid[]) and g.channel = 'wecom' and ${visible}`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}

/** Takes groups out of a code's turn; those by which somebody came stay, so that they are still counted. */
export async function keepOnly(db: Db, brandId: number, codeId: string, groupIds: readonly string[]): Promise<void> {
  await sql`delete from wecom_code_groups where brand_id = ${brandId} and code_id = ${codeId} and entry_id is null and group_id <> all(${groupIds}::uuid[])`.execute(
    db,
  );
  await sql`update wecom_code_groups set standing = 'full', place = place + ${TAKEN_OUT_PLACE} where brand_id = ${brandId} and code_id = ${codeId} and group_id <> all(${groupIds}::uuid[])
    and place < ${TAKEN_OUT_PLACE}`.execute(db);
}

export async function writePlaces(db: Db, brandId: number, codeId: string, groupIds: readonly string[]): Promise<void> {
  await sql`
    update wecom_code_groups k set place = t.n from unnest(${groupIds}::uuid[]) with ordinality t(group_id, n)
    where k.brand_id = ${brandId} and k.code_id = ${codeId} and k.group_id = t.group_id`.execute(db);
}

/** Places the groups behind these chats in the code they were opened for. */
export async function listGroupsByChat(
  db: Db,
  brandId: number,
  corp: string,
  chatIds: readonly string[],
): Promise<{ chatId: string; groupId: string }[]> {
  const { rows } = await sql<{ chatId: string; groupId: string }>`
    select chat_id, group_id from wecom_groups where brand_id = ${brandId} and corp = ${corp} and chat_id = any(${chatIds}::text[])`.execute(
    db,
  );
  return rows;
}
