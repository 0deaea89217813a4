import pg from "pg";
import type { InboundItem } from "../src/modules/messages/index.ts";
import { eventId } from "../src/server/random.ts";
import type { TalkBrand } from "./talk.ts";
import type { World } from "./world.ts";

const CONNECTIONS = 16;

/**
 * The same rows written as one would by hand: one transaction a message, every statement on its own index, over many connections so that
 * their commits share the disk. Dedupe, sender, number in the group, event, message, and the two sums of the day.
 */
export async function writeRowByRow(world: World, brand: TalkBrand, items: readonly InboundItem[]): Promise<void> {
  const pool = new pg.Pool({
    connectionString: world.postgres.ownerUrl,
    max: CONNECTIONS,
    options: "-c search_path=app,platform -c timezone=UTC",
  });
  pool.on("error", () => undefined);
  let next = 0;
  const writer = async () => {
    const client = await pool.connect();
    for (let item = items[next++]; item; item = items[next++]) await writeOne(client, brand.brandId, item);
    client.release();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, writer));
  await pool.end();
}

async function writeOne(client: pg.PoolClient, brandId: number, item: InboundItem): Promise<void> {
  if (item.kind !== "message" || !("groupId" in item.group) || !("externalId" in item.sender)) return;
  const id = eventId(item.occurredAt.getTime(), item.source, item.externalId);
  const { groupId } = item.group;
  await client.query("begin");
  const found = await client.query<{ member_id: string; nickname: string }>({
    name: "who",
    text: `select i.member_id, s.nickname from member_identities i join seats s on s.brand_id = i.brand_id and s.member_id = i.member_id and s.group_id = $5 and s.left_at is null
      where i.brand_id = $1 and i.kind = $2 and i.scope = $3 and i.external_id = $4`,
    values: [brandId, item.sender.kind, item.sender.scope, item.sender.externalId, groupId],
  });
  const who = found.rows[0];
  const written = await client.query({
    name: "event",
    text: `insert into events (brand_id, id, kind, occurred_at, received_at, group_id, member_id, value, data) values ($1, $2, 40, $3, now(), $4, $5, $6, $7) on conflict do nothing`,
    values: [
      brandId,
      id,
      item.occurredAt,
      groupId,
      who?.member_id,
      item.text.length,
      JSON.stringify({ valid: true, format: "text", seatKind: "member" }),
    ],
  });
  if (written.rowCount === 1)
    await writeMessage(client, brandId, id, item, { groupId, memberId: who?.member_id, name: who?.nickname ?? "" });
  await client.query("commit");
}

interface Place {
  groupId: string;
  memberId: string | undefined;
  name: string;
}

async function writeMessage(
  client: pg.PoolClient,
  brandId: number,
  id: string,
  item: InboundItem & { kind: "message" },
  place: Place,
): Promise<void> {
  const { groupId, memberId, name } = place;
  const numbered = await client.query<{ last_seq: string }>({
    name: "number",
    text: `insert into group_sequences (brand_id, group_id, last_seq) values ($1, $2, 1)
      on conflict (brand_id, group_id) do update set last_seq = group_sequences.last_seq + 1 returning last_seq`,
    values: [brandId, groupId],
  });
  await client.query({
    name: "message",
    text: `insert into messages (brand_id, id, group_id, seq, member_id, seat_kind, sender_name, format, text, sent_at, ref) values ($1, $2, $3, $4, $5, 'member', $6, 'text', $7, $8, 0)`,
    values: [brandId, id, groupId, numbered.rows[0]?.last_seq, memberId, name, item.text, item.occurredAt],
  });
  await client.query({
    name: "speaker",
    text: `insert into group_speakers (brand_id, group_id, day, member_id, messages, valid_messages) values ($1, $2, ($3::timestamptz at time zone 'Asia/Shanghai')::date, $4, 1, 1)
      on conflict (brand_id, group_id, day, member_id) do update set messages = group_speakers.messages + 1, valid_messages = group_speakers.valid_messages + 1`,
    values: [brandId, groupId, item.occurredAt, memberId],
  });
  await client.query({
    name: "day",
    text: `update group_days set messages = messages + 1, valid_messages = valid_messages + 1 where brand_id = $1 and group_id = $2 and day = ($3::timestamptz at time zone 'Asia/Shanghai')::date`,
    values: [brandId, groupId, item.occurredAt],
  });
}
