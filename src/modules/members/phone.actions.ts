import type { InputOf, OutputOf } from "../../lib/define.ts";
import { offsetMinutes } from "../../lib/time.ts";
import { type Context, memberOf } from "../../server/context.ts";
import { decodeCursor, encodeCursor } from "../../server/page.ts";
import { recordConsents } from "./consent.actions.ts";
import * as consents from "./consent.store.ts";
import { countStored, type StoredCounts } from "./copy.store.ts";
import { listClusterIds } from "./members.store.ts";
import { maskPhone } from "./phone-number.rules.ts";
import { findSelf, type Self } from "./phone.store.ts";
import type { consentLogEndpoint, phoneOpeningEndpoint, PrivacyOverview, setConsentEndpoint } from "./phone.contract.ts";
import { EXPORT_KEPT_MS, requestErase, requestExport, withdrawErase } from "./privacy.actions.ts";
import { findLastExport, findOpenRequest, type RequestRow } from "./privacy.store.ts";
import { consentWords, eraseFacts, readContact } from "./privacy-text.rules.ts";
import { type PrivacyTexts, readTexts } from "./privacy-texts.actions.ts";

/** Whose pages these are, and who holds the phone. */
export async function openPhone(ctx: Context): Promise<OutputOf<typeof phoneOpeningEndpoint>> {
  const texts = await readTexts(ctx);
  const contact = readContact(texts.contact);
  const { actor, brand, now } = ctx;
  return {
    brand: {
      name: brand.name,
      logoUrl: null,
      color: texts.phoneColor,
      onColor: "#ffffff",
      offsetMinutes: offsetMinutes(now.getTime(), brand.zone),
      contact: contact && { label: "联系我们", ...contact },
    },
    member: actor.kind === "member" ? { id: actor.id, nickname: actor.name } : null,
    now: now.toISOString(),
  };
}

const LOG_SHOWN = 3;

export async function showPrivacy(ctx: Context): Promise<PrivacyOverview> {
  const memberId = memberOf(ctx);
  const parts = await listClusterIds(ctx.db, ctx.brand.id, memberId);
  const self = await findSelf(ctx.db, ctx.brand.id, memberId);
  const texts = await readTexts(ctx);
  const log = await consents.listConsents(ctx.db, ctx.brand.id, parts, { before: null, limit: LOG_SHOWN });
  const erase = await findOpenRequest(ctx.db, ctx.brand.id, parts, "erase");
  const copy = await findLastExport(ctx.db, ctx.brand.id, parts, new Date(ctx.now.getTime() - EXPORT_KEPT_MS));
  return {
    handler: ctx.brand.name,
    consents: [
      {
        purpose: "marketing",
        title: "活动与优惠消息",
        note: texts.marketingNote,
        version: texts.marketing.version,
        granted: self.marketingConsent,
      },
    ],
    stored: describeStored(self, await countStored(ctx.db, ctx.brand.id, parts), texts),
    export: copy ? describeCopy(ctx, copy) : null,
    erase: erase ? { askedAt: erase.askedAt, dueAt: erase.dueAt } : null,
    eraseFacts: [...eraseFacts],
    log: log.slice(0, LOG_SHOWN).map(describeConsent),
    logTotal: await consents.countConsents(ctx.db, ctx.brand.id, parts),
    notice: { version: texts.notice.version, sections: texts.notice.body },
  };
}

const untilErased = "存到注销";

function describeStored(self: Self, counts: StoredCounts, texts: PrivacyTexts): PrivacyOverview["stored"] {
  const rows = [
    { title: "昵称", value: self.nickname, purpose: "在群里称呼你", kept: untilErased },
    { title: "手机号", value: self.phone ? maskPhone(self.phone) : "", purpose: "订单和售后", kept: untilErased },
    { title: "所在城市", value: self.city, purpose: "进对门店的群", kept: untilErased },
    { title: "进群记录", value: amount(counts.seats, "次"), purpose: "看得到群里的消息", kept: untilErased },
    { title: "聊天发言", value: amount(counts.messages, "条"), purpose: "收发消息、答复你", kept: `文字存 ${texts.messageTextDays} 天` },
    { title: "订单", value: amount(counts.orders, "笔"), purpose: "发货和售后", kept: "按法律要求" },
    { title: "标签和备注", value: amount(counts.tags + counts.notes, "条"), purpose: "更懂你的需要", kept: untilErased },
    { title: "同意记录", value: amount(counts.consents, "条"), purpose: "证明你同意过什么", kept: "按法律要求" },
  ];
  return rows.filter((row) => row.value !== "");
}

const amount = (n: number, unit: string) => (n > 0 ? `${n} ${unit}` : "");

function describeConsent(row: consents.ConsentRow): PrivacyOverview["log"][number] {
  return { at: row.at, granted: row.granted, what: consentWords(row.purpose) };
}

function describeCopy(ctx: Context, row: RequestRow): NonNullable<PrivacyOverview["export"]> {
  if (row.fileSha256 && row.doneAt) {
    const until = new Date(Date.parse(row.doneAt) + EXPORT_KEPT_MS).toISOString();
    return { state: "ready", askedAt: row.askedAt, until, url: ctx.fileUrl(row.fileSha256) };
  }
  return { state: "preparing", askedAt: row.askedAt, until: row.dueAt, url: null };
}

/** Said twice the same counts once. */
export async function setConsent(outer: Context, input: InputOf<typeof setConsentEndpoint>): Promise<PrivacyOverview> {
  return outer.transaction(async (ctx) => {
    const memberId = memberOf(ctx);
    const self = await findSelf(ctx.db, ctx.brand.id, memberId);
    const said = { memberId, purpose: input.purpose, granted: input.granted, textVersion: input.version, channel: "web" };
    if (self.marketingConsent !== input.granted) await recordConsents(ctx, [said]);
    return showPrivacy(ctx);
  });
}

export async function withdrawAll(outer: Context): Promise<PrivacyOverview> {
  return outer.transaction(async (ctx) => {
    const memberId = memberOf(ctx);
    const self = await findSelf(ctx.db, ctx.brand.id, memberId);
    const { marketing } = await readTexts(ctx);
    if (self.marketingConsent)
      await recordConsents(ctx, [{ memberId, purpose: "marketing", granted: false, textVersion: marketing.version, channel: "web" }]);
    return showPrivacy(ctx);
  });
}

export async function listMyConsents(
  ctx: Context,
  input: InputOf<typeof consentLogEndpoint>,
): Promise<OutputOf<typeof consentLogEndpoint>> {
  const parts = await listClusterIds(ctx.db, ctx.brand.id, memberOf(ctx));
  const before = decodeCursor(input.cursor)?.[0];
  const rows = await consents.listConsents(ctx.db, ctx.brand.id, parts, {
    before: typeof before === "number" && Number.isSafeInteger(before) ? before : null,
    limit: input.limit,
  });
  const items = rows.slice(0, input.limit);
  return { items: items.map(describeConsent), nextCursor: rows.length > input.limit ? encodeCursor([items.at(-1)?.n ?? null]) : null };
}

export async function askExport(ctx: Context): Promise<NonNullable<PrivacyOverview["export"]>> {
  return describeCopy(ctx, await requestExport(ctx, memberOf(ctx)));
}

export async function askErase(ctx: Context): Promise<{ askedAt: string; dueAt: string }> {
  return requestErase(ctx, memberOf(ctx), "web");
}

export async function cancelErase(ctx: Context) {
  return withdrawErase(ctx, memberOf(ctx));
}
