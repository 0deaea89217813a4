import type { OutgoingBody } from "../../channels/channel.ts";
import { addGroupWelcome, deleteGroupWelcome, editGroupWelcome } from "../../channels/wecom/wecom.calls.ts";
import { encodeGroupWelcome, type GroupWelcome as Encoded, NEWCOMER } from "../../channels/wecom/wecom.encode.ts";
import { done, type InputOf } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { findContentVersion, renderContent } from "../contents/index.ts";
import { refusalOf } from "./codes.actions.ts";
import { type OpenCorp, openCorpOf } from "./corps.actions.ts";
import * as store from "./group-welcomes.store.ts";
import { placesOf } from "./media.actions.ts";
import type { GroupWelcome, saveGroupWelcomeEndpoint } from "./welcome.contract.ts";

export async function listGroupWelcomes(ctx: Context, input: { connectionId: string }): Promise<{ items: GroupWelcome[] }> {
  const { corp } = await openCorpOf(ctx, input.connectionId);
  const rows = await store.listGroupWelcomes(ctx.db, ctx.brand.id, corp.corp);
  return { items: rows.map(({ templateId: _templateId, ...row }) => row) };
}

const agentOf = ({ connection }: OpenCorp) => (connection.agentId ? { agentid: Number(connection.agentId) } : {});

/** Makes material at the platform, or changes it; an owner still has to apply it to a group on the phone. */
export async function saveGroupWelcome(ctx: Context, input: InputOf<typeof saveGroupWelcomeEndpoint>): Promise<{ id: string }> {
  const open = await openCorpOf(ctx, input.connectionId);
  const known = input.groupWelcomeId ? await findOne(ctx, open, input.groupWelcomeId) : undefined;
  const welcome = await encode(open, input);
  const id = known?.id ?? ctx.newId();
  try {
    const line = await open.line();
    const asked = { ...welcome, ...agentOf(open) };
    const templateId = known?.templateId ?? (await addGroupWelcome(line, { ...asked, notify: input.notify ? 1 : 0 }));
    if (known) await editGroupWelcome(line, templateId, asked);
    await ctx.transaction(async (inside) => {
      const row = { id, templateId, text: input.text, contentId: input.contentId };
      await store.upsertGroupWelcome(inside.db, inside.brand.id, open.corp.corp, row, inside.now);
      const action = known ? "wecom.change-group-welcome" : "wecom.add-group-welcome";
      await inside.audit({ action, targetKind: "wecom-group-welcome", targetId: id, after: { text: input.text } });
    });
  } catch (error) {
    throw refusalOf(error);
  }
  return { id };
}

async function encode({ ctx, line }: OpenCorp, input: { text: string; contentId: string | null }): Promise<Encoded> {
  const content = input.contentId ? (await findContentVersion(ctx, input.contentId)).body : undefined;
  const body: OutgoingBody = content
    ? { ...content, text: [input.text, content.text].filter(Boolean).join("\n\n") }
    : { format: "text", text: input.text };
  const places = content ? await placesOf(ctx, await line(), [content]) : new Map<string, string>();
  const encoded = encodeGroupWelcome(renderContent(body, { nickname: NEWCOMER }), places);
  if (encoded.verdict === "refused") throw new Refusal("invalid", "wecom.too-much", { reason: encoded.reason });
  return encoded.message;
}

const findOne = async (ctx: Context, { corp }: OpenCorp, id: string) =>
  found(
    (await store.listGroupWelcomes(ctx.db, ctx.brand.id, corp.corp)).find((one) => one.id === id),
    "wecom.group-welcome-missing",
  );

export async function removeGroupWelcome(ctx: Context, input: { connectionId: string; groupWelcomeId: string }) {
  const open = await openCorpOf(ctx, input.connectionId);
  const known = await findOne(ctx, open, input.groupWelcomeId);
  try {
    if (known.templateId) await deleteGroupWelcome(await open.line(), known.templateId, agentOf(open).agentid);
  } catch (error) {
    throw refusalOf(error);
  }
  await ctx.transaction(async (inside) => {
    await store.markGone(inside.db, inside.brand.id, known.id, inside.now);
    await inside.audit({ action: "wecom.remove-group-welcome", targetKind: "wecom-group-welcome", targetId: known.id });
  });
  return done;
}
