import type { Context } from "../../server/context.ts";
import type { Trail } from "./cause.rules.ts";
import * as store from "./cause.store.ts";

const nobody = { names: null, share: null, messages: 0, silentDays: null, newcomers: 0, leftSoon: 0, flows: 0 };

/** What the rows of dying groups say about why, by group. */
export async function gatherTrails(ctx: Context, last: string, dying: readonly store.DyingAsk[]): Promise<Map<string, Trail>> {
  if (dying.length === 0) return new Map();
  const { db, brand, now } = ctx;
  const talk = await store.listTalkTrails(db, brand.id, brand.zone, now, dying);
  const exoduses = new Map((await store.listExodusTrails(db, brand.id, brand.zone, now, dying)).map((row) => [row.groupId, row]));
  const people = new Map((await store.listPeopleTrails(db, brand.id, last, now, dying)).map((row) => [row.groupId, row]));
  return new Map(
    talk.map(({ groupId, ...said }) => {
      const { groupId: _place, ...exodus } = exoduses.get(groupId) ?? { groupId };
      return [
        groupId,
        { ...said, ...peopleOf(people.get(groupId) ?? { groupId, ...nobody }), exodus: "messageId" in exodus ? exodus : null },
      ];
    }),
  );
}

function peopleOf({ names, share, messages, silentDays, newcomers, leftSoon, flows }: store.PeopleTrail) {
  const voices = names && share !== null && silentDays !== null ? { names, share, messages, silentDays } : null;
  return { voices, newcomers, leftSoon, flows };
}
