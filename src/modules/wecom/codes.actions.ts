import { LineLost } from "../../channels/channel.ts";
import * as calls from "../../channels/wecom/wecom.calls.ts";
import { hasErrcode, WecomError } from "../../channels/wecom/wecom.errors.ts";
import { done } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { type Context, staffOf } from "../../server/context.ts";
import { newToken } from "../../server/random.ts";
import { visibleGroups } from "../groups/index.ts";
import { type ContactAsk, ContactSettings, type JoinAsk, JoinSettings } from "./codes.contract.ts";
import { planJoin, sameList } from "./codes.rules.ts";
import * as groupStore from "./code-groups.store.ts";
import * as store from "./codes.store.ts";
import { type OpenCorp, openCorpOf } from "./corps.actions.ts";
import { keepPicture } from "./pictures.actions.ts";
import { listUsersById } from "./staff.store.ts";

/** What comes back with who came: short, and no other code's. */
const newState = () =>
  `q${newToken()
    .replaceAll(/[^A-Za-z0-9]/g, "")
    .slice(0, 18)}`;

const SCENE_CODE = 2;

/** What the platform would not do becomes a refusal that says why; where nobody knows its answer, that. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof WecomError) return new Refusal("conflict", "wecom.refused", { api: error.api, errcode: error.errcode });
  if (error instanceof LineLost) return new Refusal("unavailable", "wecom.unanswered", { api: error.api });
  return error;
}

const staffId = (ctx: Context) => (ctx.actor.kind === "staff" && !ctx.actor.key ? staffOf(ctx).id : null);

/** Makes a 联系我 code, or changes one; the row is there before the platform is asked, so that no code is lost. */
export async function saveContactCode(
  ctx: Context,
  input: { connectionId: string; codeId: string | null; code: ContactAsk },
): Promise<{ id: string }> {
  const open = await openCorpOf(ctx, input.connectionId);
  const { code } = input;
  const known = await listUsersById(ctx.db, ctx.brand.id, open.corp.corp, code.userIds);
  const missing = code.userIds.find((id) => !known.some((one) => one.userId === id));
  if (missing) throw new Refusal("missing", "wecom.user-missing", { userId: missing });
  const settings: ContactSettings = { userIds: code.userIds, skipVerify: code.skipVerify };
  if (input.codeId) return changeContact(ctx, open, input.codeId, code.name, settings);
  const row = { id: ctx.newId(), kind: "contact" as const, name: code.name, state: newState(), settings, createdBy: staffId(ctx) };
  await note(ctx, open, row);
  await makeContact(open, row);
  return { id: row.id };
}

async function note(outer: Context, open: OpenCorp, row: store.NewCode): Promise<void> {
  await outer.transaction(async (ctx) => {
    await store.insertCode(ctx.db, ctx.brand.id, open.corp.corp, row, ctx.now);
    await ctx.audit({ action: "wecom.add-code", targetKind: "wecom-code", targetId: row.id, after: { name: row.name, kind: row.kind } });
  });
}

const contactAsk = (settings: ContactSettings, name: string, state: string) => ({
  remark: name,
  skip_verify: settings.skipVerify,
  state,
  user: settings.userIds,
});

async function makeContact(
  open: OpenCorp,
  row: Pick<store.CodeRow, "id" | "name" | "state"> & { settings: ContactSettings },
): Promise<void> {
  const { ctx, line } = open;
  const type = row.settings.userIds.length === 1 ? 1 : 2;
  try {
    const made = await calls.addContactWay(await line(), { type, scene: SCENE_CODE, ...contactAsk(row.settings, row.name, row.state) });
    await store.noteMade(ctx.db, ctx.brand.id, row.id, { configId: made.configId, qrUrl: made.qrCode, settings: row.settings }, ctx.now);
    await keepPicture(open, row.id, made.qrCode);
  } catch (error) {
    await noteFailed(ctx, row.id, error);
    throw refusalOf(error);
  }
}

/** A clear no is a failure; without an answer the code may be there, and stays in the making until the platform's list tells. */
async function noteFailed(ctx: Context, id: string, error: unknown): Promise<void> {
  if (error instanceof WecomError) await store.noteStatus(ctx.db, ctx.brand.id, id, "failed", error.errcode, ctx.now);
}

const findLive = async (ctx: Context, open: OpenCorp, id: string) => {
  const row = found(await store.findCode(ctx.db, ctx.brand.id, open.corp.corp, id), "wecom.code-missing");
  if (row.status === "gone") throw new Refusal("missing", "wecom.code-missing");
  return row;
};

async function changeContact(outer: Context, open: OpenCorp, id: string, name: string, settings: ContactSettings): Promise<{ id: string }> {
  const row = await findLive(outer, open, id);
  if (!row.configId) throw new Refusal("conflict", "wecom.code-not-made");
  try {
    const line = await open.line();
    await calls.updateContactWay(line, row.configId, contactAsk(settings, name, row.state));
    const { qr_code } = await calls.getContactWay(line, row.configId);
    await outer.transaction(async (ctx) => {
      await store.writeCode(ctx.db, ctx.brand.id, id, { name, qrUrl: qr_code || row.qrUrl, settings }, ctx.now);
      const before = { name: row.name, settings: row.settings };
      await ctx.audit({ action: "wecom.change-code", targetKind: "wecom-code", targetId: id, before, after: { name, settings } });
    });
  } catch (error) {
    throw refusalOf(error);
  }
  return { id };
}

/** Makes a 加入群聊 code over groups in their turn, or changes one. */
export async function saveJoinCode(
  ctx: Context,
  input: { connectionId: string; codeId: string | null; code: JoinAsk },
): Promise<{ id: string }> {
  const open = await openCorpOf(ctx, input.connectionId);
  const { name, groupIds, ...asked } = input.code;
  await requireGroups(ctx, groupIds);
  const settings: JoinSettings = { ...asked, chatIds: [] };
  if (input.codeId) {
    const row = await findLive(ctx, open, input.codeId);
    await placeAnew(ctx, row.id, groupIds);
    await refreshJoinCode(open, { ...row, name, settings: { ...JoinSettings.parse(row.settings), ...asked } }, true);
    await ctx.audit({
      action: "wecom.change-code",
      targetKind: "wecom-code",
      targetId: row.id,
      before: { name: row.name },
      after: { name },
    });
    return { id: row.id };
  }
  const row = { id: ctx.newId(), kind: "join" as const, name, state: newState(), settings, createdBy: staffId(ctx) };
  await ctx.transaction(async (inside) => {
    await note(inside, open, row);
    await groupStore.placeGroups(
      inside.db,
      inside.brand.id,
      groupIds.map((groupId) => ({ codeId: row.id, groupId, entryId: null, standing: "waiting" })),
      inside.now,
    );
  });
  await makeJoin(open, row);
  return { id: row.id };
}

async function requireGroups(ctx: Context, groupIds: readonly string[]): Promise<void> {
  const seen = await groupStore.countVisible(ctx.db, ctx.brand.id, groupIds, visibleGroups(ctx, "groups.read"));
  if (seen < new Set(groupIds).size) throw new Refusal("missing", "groups.missing");
}

async function placeAnew(outer: Context, codeId: string, groupIds: readonly string[]): Promise<void> {
  await outer.transaction(async (ctx) => {
    await groupStore.keepOnly(ctx.db, ctx.brand.id, codeId, groupIds);
    await groupStore.placeGroups(
      ctx.db,
      ctx.brand.id,
      groupIds.map((groupId) => ({ codeId, groupId, entryId: null, standing: "waiting" })),
      ctx.now,
    );
    await groupStore.writePlaces(ctx.db, ctx.brand.id, codeId, groupIds);
  });
}

const joinAsk = (settings: JoinSettings, name: string, state: string, chatIds: string[]) =>
  ({
    scene: SCENE_CODE,
    remark: name,
    auto_create_room: settings.autoCreate ? 1 : 0,
    ...(settings.autoCreate && settings.baseName ? { room_base_name: settings.baseName, room_base_id: settings.baseNo } : {}),
    chat_id_list: chatIds,
    state,
  }) as const;

async function makeJoin(open: OpenCorp, row: Pick<store.CodeRow, "id" | "name" | "state"> & { settings: JoinSettings }): Promise<void> {
  const { ctx, corp, line } = open;
  const groups = await groupStore.listCodeGroups(ctx.db, ctx.brand.id, [row.id]);
  const plan = planJoin(groups, row.settings.limit);
  if (plan.chatIds.length === 0) {
    await store.noteStatus(ctx.db, ctx.brand.id, row.id, "failed", null, ctx.now);
    throw new Refusal("conflict", "wecom.no-open-group");
  }
  try {
    const through = await line();
    const configId = await calls.addJoinWay(through, joinAsk(row.settings, row.name, row.state, plan.chatIds));
    const settings = { ...row.settings, chatIds: plan.chatIds };
    await store.noteMade(ctx.db, ctx.brand.id, row.id, { configId, qrUrl: "", settings }, ctx.now);
    await groupStore.writeStandings(ctx.db, ctx.brand.id, row.id, plan.standings, ctx.now);
    const { qr_code } = await calls.getJoinWay(through, configId);
    await store.writeCode(ctx.db, ctx.brand.id, row.id, { name: row.name, qrUrl: qr_code, settings }, ctx.now);
    await keepPicture(open, row.id, qr_code);
  } catch (error) {
    const isMade = (await store.findCode(ctx.db, ctx.brand.id, corp.corp, row.id))?.configId;
    if (!isMade) await noteFailed(ctx, row.id, error);
    throw refusalOf(error);
  }
}

/** Tells the platform which groups the code leads into now, where that is not what it was told last; answers whether it was told. */
export async function refreshJoinCode({ ctx, line }: OpenCorp, row: store.CodeRow, evenSame = false): Promise<boolean> {
  const settings = JoinSettings.parse(row.settings);
  const groups = await groupStore.listCodeGroups(ctx.db, ctx.brand.id, [row.id]);
  const plan = planJoin(groups, settings.limit);
  if (!row.configId || plan.chatIds.length === 0) return false;
  if (!evenSame && sameList(plan.chatIds, settings.chatIds)) return false;
  try {
    const through = await line();
    await calls.updateJoinWay(through, row.configId, joinAsk(settings, row.name, row.state, plan.chatIds));
    const told = await calls.getJoinWay(through, row.configId);
    await ctx.transaction(async (inside) => {
      const to = { name: row.name, qrUrl: told.qr_code || row.qrUrl, settings: { ...settings, chatIds: plan.chatIds } };
      await store.writeCode(inside.db, inside.brand.id, row.id, to, inside.now);
      await groupStore.writeStandings(inside.db, inside.brand.id, row.id, plan.standings, inside.now);
    });
  } catch (error) {
    throw refusalOf(error);
  }
  return true;
}

export async function retryCode(ctx: Context, input: { connectionId: string; codeId: string }) {
  const open = await openCorpOf(ctx, input.connectionId);
  const row = await findLive(ctx, open, input.codeId);
  if (row.configId) throw new Refusal("conflict", "wecom.code-made");
  if (row.kind === "contact") await makeContact(open, { ...row, settings: ContactSettings.parse(row.settings) });
  else await makeJoin(open, { ...row, settings: JoinSettings.parse(row.settings) });
  await ctx.audit({ action: "wecom.retry-code", targetKind: "wecom-code", targetId: row.id });
  return done;
}

export async function removeCode(ctx: Context, input: { connectionId: string; codeId: string }) {
  const open = await openCorpOf(ctx, input.connectionId);
  const row = await findLive(ctx, open, input.codeId);
  try {
    if (row.configId && row.kind === "contact") await calls.deleteContactWay(await open.line(), row.configId);
    if (row.configId && row.kind === "join") await calls.deleteJoinWay(await open.line(), row.configId);
  } catch (error) {
    if (!hasErrcode(error, 41044)) throw refusalOf(error);
  }
  await ctx.transaction(async (inside) => {
    await store.noteStatus(inside.db, inside.brand.id, row.id, "gone", null, inside.now);
    await inside.audit({
      action: "wecom.remove-code",
      targetKind: "wecom-code",
      targetId: row.id,
      before: { name: row.name, kind: row.kind },
    });
  });
  return done;
}
