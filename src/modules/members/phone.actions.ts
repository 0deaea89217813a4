import type { InputOf, OutputOf } from "../../lib/define.ts";
import type { Language } from "../../lib/language.ts";
import { offsetMinutes } from "../../lib/time.ts";
import { formFor } from "../../lib/words.ts";
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

const contactWord: Record<Language, string> = { "zh-CN": "联系我们", en: "Contact us" };
const consentTitle: Record<Language, string> = { "zh-CN": "活动与优惠消息", en: "Offers and news" };

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
      contact: contact && { label: contactWord[ctx.language], ...contact },
    },
    member: actor.kind === "member" ? { id: actor.id, nickname: actor.name } : null,
    now: now.toISOString(),
  };
}

const LOG_SHOWN = 3;

export async function showPrivacy(ctx: Context): Promise<PrivacyOverview> {
  const memberId = memberOf(ctx);
  const parts = await listClusterIds(ctx.db, ctx.brand.id, [memberId]);
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
        title: consentTitle[ctx.language],
        note: texts.marketingNote,
        version: texts.marketing.version,
        granted: self.marketingConsent,
      },
    ],
    stored: describeStored(self, await countStored(ctx.db, ctx.brand.id, parts), texts, ctx.language),
    export: copy ? describeCopy(ctx, copy) : null,
    erase: erase ? { askedAt: erase.askedAt, dueAt: erase.dueAt } : null,
    eraseFacts: [...eraseFacts(ctx.language)],
    log: log.slice(0, LOG_SHOWN).map((row) => describeConsent(row, ctx.language)),
    logTotal: await consents.countConsents(ctx.db, ctx.brand.id, parts),
    notice: { version: texts.notice.version, sections: texts.notice.body },
  };
}

interface StoredWords {
  times: (n: number) => string;
  untilErased: string;
  byLaw: string;
  days: (n: number) => string;
  kinds: Record<"nickname" | "phone" | "city" | "seats" | "messages" | "orders" | "marks" | "consents", [title: string, purpose: string]>;
}

const storedWords: Record<Language, StoredWords> = {
  "zh-CN": {
    times: (n) => `${n} 条`,
    untilErased: "存到注销",
    byLaw: "按法律要求",
    days: (n) => `文字存 ${n} 天`,
    kinds: {
      nickname: ["昵称", "在群里称呼你"],
      phone: ["手机号", "订单和售后"],
      city: ["所在城市", "进对门店的群"],
      seats: ["进群记录", "看得到群里的消息"],
      messages: ["聊天发言", "收发消息、答复你"],
      orders: ["订单", "发货和售后"],
      marks: ["标签和备注", "更懂你的需要"],
      consents: ["同意记录", "证明你同意过什么"],
    },
  },
  en: {
    times: String,
    untilErased: "kept until erased",
    byLaw: "kept as the law asks",
    days: (n) => `text kept ${n} ${formFor(n, "day|days")}`,
    kinds: {
      nickname: ["Nickname", "to address you in groups"],
      phone: ["Phone number", "orders and service"],
      city: ["City", "to find the right group"],
      seats: ["Groups joined", "to show you their messages"],
      messages: ["Messages", "to talk and to answer you"],
      orders: ["Orders", "delivery and service"],
      marks: ["Tags and notes", "to know what you need"],
      consents: ["Consents", "to prove what you agreed to"],
    },
  },
};

/** What is stored, in words; nothing of a kind that is empty. */
function describeStored(self: Self, counts: StoredCounts, texts: PrivacyTexts, language: Language): PrivacyOverview["stored"] {
  const { kinds, times, untilErased, byLaw, days } = storedWords[language];
  const row = (kind: keyof typeof kinds, value: string | number, kept: string) => {
    const [title, purpose] = kinds[kind];
    return { title, value: typeof value === "string" ? value : value > 0 ? times(value) : "", purpose, kept };
  };
  const rows = [
    row("nickname", self.nickname, untilErased),
    row("phone", self.phone ? maskPhone(self.phone) : "", untilErased),
    row("city", self.city, untilErased),
    row("seats", counts.seats, untilErased),
    row("messages", counts.messages, days(texts.messageTextDays)),
    row("orders", counts.orders, byLaw),
    row("marks", counts.tags + counts.notes, untilErased),
    row("consents", counts.consents, byLaw),
  ];
  return rows.filter((one) => one.value !== "");
}

function describeConsent(row: consents.ConsentRow, language: Language): PrivacyOverview["log"][number] {
  return { at: row.at, granted: row.granted, what: consentWords(row.purpose, language) };
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
  const parts = await listClusterIds(ctx.db, ctx.brand.id, [memberOf(ctx)]);
  const before = decodeCursor(input.cursor)?.[0];
  const rows = await consents.listConsents(ctx.db, ctx.brand.id, parts, {
    before: typeof before === "number" && Number.isSafeInteger(before) ? before : null,
    limit: input.limit,
  });
  const items = rows.slice(0, input.limit);
  return {
    items: items.map((row) => describeConsent(row, ctx.language)),
    nextCursor: rows.length > input.limit ? encodeCursor([items.at(-1)?.n ?? null]) : null,
  };
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
