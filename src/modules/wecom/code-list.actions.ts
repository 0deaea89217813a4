import { localDay, startOfDayMs } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import * as groupStore from "./code-groups.store.ts";
import { type Code, type CodeKind, CODES_QUOTA, ContactSettings, JoinSettings } from "./codes.contract.ts";
import * as store from "./codes.store.ts";
import { openCorpOf } from "./corps.actions.ts";
import { pictureLinks } from "./pictures.actions.ts";
import { listUsersById } from "./staff.store.ts";

export async function listCodes(
  ctx: Context,
  input: { connectionId: string; kind: CodeKind; gone: boolean },
): Promise<{ items: Code[]; used: number; quota: number }> {
  const { corp } = (await openCorpOf(ctx, input.connectionId)).corp;
  const rows = await store.listCodes(ctx.db, ctx.brand.id, corp, input);
  const ids = rows.map((row) => row.id);
  const today = new Date(startOfDayMs(localDay(ctx.now.getTime(), ctx.brand.zone), ctx.brand.zone));
  const added = await store.countAdded(ctx.db, ctx.brand.id, corp, input.kind === "contact" ? rows.map((row) => row.state) : [], today);
  const joined = await store.countJoined(ctx.db, ctx.brand.id, input.kind === "join" ? ids : [], today);
  const groups = Map.groupBy(await groupStore.listCodeGroups(ctx.db, ctx.brand.id, ids), (one) => one.codeId);
  const contacts = rows.map((row) => ContactSettings.safeParse(row.settings).data ?? noContact);
  const users = await listUsersById(
    ctx.db,
    ctx.brand.id,
    corp,
    contacts.flatMap((one) => one.userIds),
  );
  const names = new Map(users.map((user) => [user.userId, user.name]));
  const pictures = await pictureLinks(ctx, [corp], ids);
  const items = rows.map((row, i) => {
    const { userIds, skipVerify } = contacts[i] ?? noContact;
    const came = (row.kind === "contact" ? added.get(row.state) : joined.get(row.id)) ?? nobody;
    return {
      ...pick(row),
      qrUrl: pictures.get(row.id) ?? "",
      ...joinOf(row),
      users: userIds.map((userId) => ({ userId, name: names.get(userId) ?? userId })),
      skipVerify,
      groups: (groups.get(row.id) ?? []).map(shown),
      came: came.came,
      cameToday: came.cameToday,
      stayed: came.stayed,
    };
  });
  return { items, used: await store.countCodes(ctx.db, ctx.brand.id, corp), quota: CODES_QUOTA };
}

const noContact: ContactSettings = { userIds: [], skipVerify: true };
const noJoin: JoinSettings = { autoCreate: false, baseName: "", baseNo: 1, limit: 0, chatIds: [] };
const nobody = { came: 0, cameToday: 0, stayed: 0 };

function joinOf(row: store.CodeRow) {
  const { autoCreate, baseName, baseNo, limit } = JoinSettings.safeParse(row.settings).data ?? noJoin;
  return { autoCreate, baseName, baseNo, limit };
}

const shown = ({ groupId, name, status, standing, people, joins }: groupStore.CodeGroup) => {
  return { groupId, name, status, standing, people, joins };
};

function pick({ id, kind, name, status, failure, configId, createdAt, refreshedAt }: store.CodeRow) {
  return { id, kind, name, status, failure, configId, createdAt, refreshedAt };
}

export async function listCodeChoices(ctx: Context, input: { connectionId: string }) {
  const { corp } = await openCorpOf(ctx, input.connectionId);
  return store.listChoices(ctx.db, ctx.brand.id, corp.corp);
}
