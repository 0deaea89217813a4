/**
 * The typed client of the Qunce API, written by `npm run api` from /api/v1/openapi.json. It needs nothing but `fetch` and Web Crypto:
 * copy this file into your project.
 */

export interface QunceOptions {
  /** Where the product is reached: `https://qunce.example.com`. */
  baseUrl: string;
  /** The brand's part of the console's address. */
  brand: string;
  /** The key's secret, `qk_…`. */
  key: string;
  fetch?: typeof fetch;
  /** How often a call is made again after 429, 503 or a lost answer; 3 when left out. */
  retries?: number;
}

export interface CallOptions {
  signal?: AbortSignal;
  /** The Idempotency-Key of a POST; a fresh one when left out, the same at every retry. */
  idempotencyKey?: string;
}

/** A file that is sent as it is; its name tells what it was, where nothing else does. */
export interface UploadFile {
  name: string;
  content: Blob | Uint8Array<ArrayBuffer> | string;
}

/** What the server refused. */
export class QunceError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Record<string, unknown>;
  readonly requestId: string;

  constructor(status: number, body: { code?: string; details?: Record<string, unknown>; requestId?: string }) {
    super(`${status} ${body.code ?? ""} (${body.requestId ?? ""})`);
    this.name = "QunceError";
    this.status = status;
    this.code = body.code ?? "";
    this.details = body.details ?? {};
    this.requestId = body.requestId ?? "";
  }
}

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Every item of a list, page after page: `for await (const group of everyItem((cursor) => qunce.listGroups({ cursor })))`. */
export async function* everyItem<T>(read: (cursor: string | undefined) => Promise<Page<T>>): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    yield* page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

const TOLERANCE_S = 300;

/** The event of a webhook call whose signature is true and fresh; throws otherwise. `body` is the text as it came. */
export async function verifyWebhook(
  secret: string,
  headers: { get(name: string): string | null },
  body: string,
  nowS = Date.now() / 1000,
): Promise<WebhookEvent> {
  const [id, timestamp, signatures] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => headers.get(name) ?? "");
  if (!id || !timestamp || !(Math.abs(nowS - Number(timestamp)) <= TOLERANCE_S)) throw new Error("the call is not signed, or too old");
  const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, "")), (one) => one.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  for (const one of (signatures ?? "").split(" ")) {
    if (!one.startsWith("v1,")) continue;
    const signature = Uint8Array.from(atob(one.slice(3)), (each) => each.charCodeAt(0));
    if (await crypto.subtle.verify("HMAC", key, signature, signed)) return JSON.parse(body) as WebhookEvent;
  }
  throw new Error("the signature is not true");
}

class Caller {
  private readonly options: QunceOptions;

  constructor(options: QunceOptions) {
    this.options = options;
  }

  protected async call<T>(method: "GET" | "POST", template: string, ask: object, options: CallOptions = {}): Promise<T> {
    const fields: Record<string, unknown> = { ...ask };
    const url = this.addressOf(template, fields);
    const headers = this.headers();
    if (method === "GET") addQuery(url, fields);
    else Object.assign(headers, { "content-type": "application/json", "idempotency-key": options.idempotencyKey ?? crypto.randomUUID() });
    return this.send<T>(url, { method, headers, ...(method === "POST" ? { body: JSON.stringify(fields) } : {}) }, options);
  }

  protected async upload<T>(template: string, file: UploadFile, ask: object, options: CallOptions = {}): Promise<T> {
    const fields: Record<string, unknown> = { ...ask };
    const url = this.addressOf(template, fields);
    addQuery(url, fields);
    const headers = { ...this.headers(), "content-type": "application/octet-stream", "x-file-name": encodeURIComponent(file.name) };
    return this.send<T>(url, { method: "POST", headers, body: file.content }, options);
  }

  private headers(): Record<string, string> {
    return { authorization: `Bearer ${this.options.key}`, accept: "application/json" };
  }

  /** The address, its parts filled in from fields that are then taken out. */
  private addressOf(template: string, fields: Record<string, unknown>): URL {
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = String(fields[name]);
      delete fields[name];
      return encodeURIComponent(value);
    });
    const { baseUrl, brand } = this.options;
    return new URL(`${baseUrl.replace(/\/$/, "")}/api/v1/b/${encodeURIComponent(brand)}${path}`);
  }

  private async send<T>(url: URL, init: RequestInit, options: CallOptions): Promise<T> {
    const response = await this.fetchAgain(url, { ...init, ...(options.signal ? { signal: options.signal } : {}) });
    const body: unknown = await response.json().catch(() => ({}));
    if (!response.ok) throw new QunceError(response.status, body as { code?: string });
    return body as T;
  }

  /** The same call again after 429 and 503, when the server says so, and after an answer that was lost on the way. */
  private async fetchAgain(url: URL, init: RequestInit): Promise<Response> {
    const most = this.options.retries ?? 3;
    for (let round = 0; ; round++) {
      const isLast = round >= most;
      const answer = await (this.options.fetch ?? fetch)(url, init).catch((error: unknown) => {
        if (isLast || init.signal?.aborted) throw error;
        return undefined;
      });
      if (answer && (isLast || ![429, 503].includes(answer.status))) return answer;
      await pause(answer ? Number(answer.headers.get("retry-after") ?? 2 ** round) * 1000 : 500 * 2 ** round);
    }
  }
}

function addQuery(url: URL, fields: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one));
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export type ListOrgUnitsAnswer = { items: Array<{ id: string; parentId: string | null; level: "headquarters" | "city" | "district" | "grid"; name: string; sort: number; groups: number; staff: number }> };
export type AddOrgUnitAnswer = { id: string };
export type RenameOrgUnitAnswer = { done: true };
export type RemoveOrgUnitAnswer = { done: true };
export type ListStaffAnswer = { items: Array<{ id: string; name: string; login: string; orgId: string; orgName: string; roles: Array<"owner" | "operator" | "group-admin" | "editor" | "sales" | "analyst">; status: "active" | "away" | "left"; groups: number; createdAt: string }>; nextCursor: string | null; total?: number };
export type ListAuditAnswer = { items: Array<{ id: string; at: string; actorKind: "staff" | "member" | "system" | "key"; actorId: string | null; actorName: string | null; action: string; targetKind: string | null; targetId: string | null; targetName: string | null; before: unknown; after: unknown; requestId: string | null }>; nextCursor: string | null; total?: number; names: Record<string, string> };
export type ListAuditChoicesAnswer = { actors: Array<{ id: string; name: string; kind: "staff" | "member" | "system" | "key" }>; actions: Array<string>; targetKinds: Array<string> };
export type ReadSettingsAnswer = { phoneColor: string; workloadWarn: number; workloadRefuse: number; quietFromMinute: number; quietToMinute: number; groupSendsPerDay: number; wecomSendCap: "month" | "week" | "day"; messageTextDays: number; privacyContact: string };
export type ChangeSettingsAnswer = { phoneColor: string; workloadWarn: number; workloadRefuse: number; quietFromMinute: number; quietToMinute: number; groupSendsPerDay: number; wecomSendCap: "month" | "week" | "day"; messageTextDays: number; privacyContact: string };
export type RenameBrandAnswer = { done: true };
export type ReadHealthAnswer = { at: string; backup: { isBuiltIn: boolean; since: string; last: { endedAt: string; tookMs: number; folder: string; bytes: number; rows: number; checkedAt: string | null } | null; failed: { endedAt: string; failure: string } | null }; reactions: Array<{ name: string; waiting: number; oldestAt: string | null; failures: number; failedAt: string | null; failure: string | null }>; tickers: Array<{ name: string; everyMs: number; ranAt: string | null; tookMs: number; failures: number; failedAt: string | null; failure: string | null }>; database: { bytes: number; version: string; connections: number; maxConnections: number; startedAt: string }; parts: Array<{ name: string; bytes: number; rows: number }>; defaults: Array<{ name: string; bytes: number; rows: number }>; largest: Array<{ name: string; bytes: number; rows: number }> };
export type ListGroupsAnswer = { items: Array<{ id: string; code: string; name: string; orgPath: string; status: "planned" | "active" | "closed"; positioning: "lead-in" | "benefit" | "flash"; commercialType: "promotion" | "refined" | "service"; channel: string; owner: { id: string; name: string; status: "active" | "away" | "left" } | null; memberCount: number; capacity: number; stage: number | null; health: number | null; interaction7d: number | null; interactionPrev7d: number | null; trend: Array<number | null>; paid7dFen: number; dying: { since: string; reason: Record<string, unknown> | null } | null; lastMessageAt: string | null; blueprint: { id: string; name: string; version: number; latestVersion: number } | null; createdAt: string }>; nextCursor: string | null; total?: number };
export type SummarizeGroupsAnswer = { total: number; people: number; planned: number; stages: Array<number>; tabs: Record<string, number>; seats: number };
export type ListGroupIdsAnswer = { ids: Array<string>; people: number };
export type ShowGroupAnswer = { id: string; code: string; name: string; slogan: string; announcement: string; status: "planned" | "active" | "closed"; positioning: "lead-in" | "benefit" | "flash"; commercialType: "promotion" | "refined" | "service"; channel: string; externalId: string | null; orgs: Array<{ id: string; name: string }>; orgId: string; owner: { id: string; name: string } | null; memberCount: number; capacity: number; targetMembers: number; profile: { logo: string | null; gives: Array<{ icon: "leaf" | "bag" | "chat" | "gift" | "cal" | "horn"; title: string; note: string }>; rules: { items: Array<string>; penalty: string }; reception: { greeting: string; steps: Array<string>; serviceHours: string }; purpose: { beforePayment: string; afterPayment: string }; threshold: { kind: "free" | "invitation" | "level" | "spend" | "paid"; note: string }; sheet: Array<{ kind: "reward" | "penalty"; when: string; then: string }> }; logoUrl: string | null; blueprint: { id: string; name: string; version: number; latestVersion: number; differences: Array<string>; thresholds: { seatsShare: number; interaction7d: number; retention30d: number; conversion30d: number; referral30d: number } | null } | null; state: { stage: number; health: number | null; health7dAgo: number | null; above: number | null; dyingSince: string | null; entered: Array<{ stage: number; day: string }> } | null; stampId: string | null; createdAt: string; openedAt: string | null; closedAt: string | null };
export type CreateGroupAnswer = { id: string; code: string; status: "planned" | "active" | "closed"; workload: "fine" | "warn" };
export type ChangeGroupAnswer = { changed: Array<string> };
export type OpenGroupAnswer = { done: true };
export type CloseGroupAnswer = { done: true };
export type BindGroupAnswer = { done: true };
export type ListEntriesAnswer = { items: Array<{ id: string; name: string; token: string; path: string; exposures: number; joins: number; createdAt: string; closedAt: string | null }> };
export type CreateEntryAnswer = { id: string; token: string; path: string };
export type CloseEntryAnswer = { done: true };
export type ReopenEntryAnswer = { done: true };
export type ListRosterAnswer = { items: Array<{ id: string; role: "owner" | "admin" | "assistant" | "koc" | "volunteer"; kind: "staff" | "member"; personId: string; name: string; duty: string; shift: string; since: string; staffStatus: "active" | "away" | "left" | null; groups: number; messages30d: number; brought: number }> };
export type AddToRosterAnswer = { id: string };
export type ChangeRosterAnswer = { done: true };
export type RemoveFromRosterAnswer = { done: true };
export type HandOverGroupAnswer = { workload: "fine" | "warn" };
export type ListWorkloadsAnswer = { items: Array<{ staffId: string; name: string; orgId: string; orgName: string; status: "active" | "away" | "left"; groups: number; people: number; helps: number; verdict: "fine" | "warn" | "refuse" }>; warnAbove: number; refuseAbove: number };
export type ListBlueprintsAnswer = { items: Array<{ id: string; name: string; latestVersion: number; positioning: "lead-in" | "benefit" | "flash"; commercialType: "promotion" | "refined" | "service"; groups: number; behind: number; differing: number; changedAt: string; archived: boolean }> };
export type ShowBlueprintAnswer = { id: string; name: string; latestVersion: number; positioning: "lead-in" | "benefit" | "flash"; commercialType: "promotion" | "refined" | "service"; groups: number; behind: number; differing: number; changedAt: string; archived: boolean; versions: Array<{ version: number; spec: { positioning: "lead-in" | "benefit" | "flash"; commercialType: "promotion" | "refined" | "service"; capacity: number; targetMembers: number; slogan: string; announcement: string; profile: { logo: string | null; gives: Array<{ icon: "leaf" | "bag" | "chat" | "gift" | "cal" | "horn"; title: string; note: string }>; rules: { items: Array<string>; penalty: string }; reception: { greeting: string; steps: Array<string>; serviceHours: string }; purpose: { beforePayment: string; afterPayment: string }; threshold: { kind: "free" | "invitation" | "level" | "spend" | "paid"; note: string }; sheet: Array<{ kind: "reward" | "penalty"; when: string; then: string }> }; crew: { admins: number; kocs: number; volunteers: number }; thresholds: { seatsShare: number; interaction7d: number; retention30d: number; conversion30d: number; referral30d: number } | null }; note: string; createdAt: string; createdBy: string | null; groups: number }> };
export type CreateBlueprintAnswer = { id: string };
export type SaveBlueprintAnswer = { version: number };
export type ArchiveBlueprintAnswer = { done: true };
export type ListDeviationsAnswer = { items: Array<{ groupId: string; name: string; code: string; orgPath: string; memberCount: number; version: number; fields: Array<"positioning" | "commercialType" | "capacity" | "targetMembers" | "slogan" | "announcement" | "logo" | "gives" | "rules" | "reception" | "purpose" | "threshold" | "sheet"> }>; nextCursor: string | null; total?: number };
export type PlanStampAnswer = { rows: Array<{ name: string; orgId: string; orgName: string; ownerName: string | null }>; loads: Array<{ staffId: string; name: string; before: number; after: number; verdict: "fine" | "warn" | "refuse" }>; unowned: number; clashes: Array<string>; tooLong: Array<string>; capacity: number; planned: boolean };
export type StampGroupsAnswer = { stampId: string; made: number; unowned: number };
export type ListStampsAnswer = { items: Array<{ id: string; blueprintId: string; blueprintName: string; blueprintVersion: number; made: number; open: number; closed: number; createdBy: string | null; createdAt: string; undoneAt: string | null }> };
export type ShowStampAnswer = { id: string; blueprintId: string; blueprintName: string; blueprintVersion: number; made: number; open: number; closed: number; createdBy: string | null; createdAt: string; undoneAt: string | null; groups: Array<{ id: string; code: string; name: string; orgPath: string; ownerName: string | null; status: "planned" | "active" | "closed"; channel: string; memberCount: number; joinPath: string | null }> };
export type UndoStampAnswer = { closed: number; kept: number };
export type AssignOwnersAnswer = { bulkId: string | null; changed: number };
export type ApplyBlueprintAnswer = { bulkId: string | null; changed: number };
export type CloseGroupsAnswer = { bulkId: string | null; changed: number };
export type UndoBulkAnswer = { restored: number; left: number };
export type ListMembersAnswer = { items: Array<{ id: string; nickname: string; name: string; phoneMasked: string | null; avatarUrl: string | null; city: string; tags: Array<{ id: string; name: string }>; spend90Fen: number; orders90: number; groups: number; lastActiveAt: string | null; firstSeenAt: string; source: { kind: string; entry: string | null }; marketing: boolean; seatKind: "member" | "staff" | "bot" }>; nextCursor: string | null; total?: number };
export type CountMembersAnswer = { count: number; isMore: boolean };
export type ShowMemberAnswer = { id: string; nickname: string; name: string; phoneMasked: string | null; avatarUrl: string | null; city: string; tags: Array<{ id: string; name: string }>; spend90Fen: number; orders90: number; lastActiveAt: string | null; firstSeenAt: string; source: { kind: string; entry: string | null }; marketing: boolean; seatKind: "member" | "staff" | "bot"; memberNo: number; custom: Record<string, string>; identities: Array<{ kind: string; scope: string; externalId: string }>; orders: number; spendFen: number; orderGapDays: number | null; messages30: number; notes: number; seats: Array<{ groupId: string; groupName: string; kind: "member" | "staff" | "bot"; nickname: string; joinedAt: string; leftAt: string | null; leaveReason: "left" | "removed" | "closed" | "erased" | "unknown" | null; entryName: string | null }>; consents: Array<{ purpose: string; granted: boolean; textVersion: string; channel: string; at: string }>; merged: Array<{ id: string; nickname: string; mergedAt: string; mergedBy: string | null }>; samePhone: Array<{ id: string; nickname: string }>; erase: { dueAt: string } | null };
export type ChangeMemberAnswer = { done: true };
export type RevealPhoneAnswer = { phone: string | null };
export type MergeMembersAnswer = { done: true };
export type UnmergeMemberAnswer = { done: true };
export type ListNotesAnswer = { items: Array<{ id: string; text: string; staffId: string; staffName: string; createdAt: string }>; nextCursor: string | null; total?: number };
export type AddNoteAnswer = { id: string };
export type RemoveNoteAnswer = { done: true };
export type ReadTimelineAnswer = { items: Array<{ id: string; at: string; groupId: string | null; groupName: string | null; what: "message"; format: string; text: string; isRemoved: boolean } | { id: string; at: string; groupId: string | null; groupName: string | null; what: "paid"; title: string; fen: number } | { id: string; at: string; groupId: string | null; groupName: string | null; what: "refunded"; title: string; fen: number } | { id: string; at: string; groupId: string | null; groupName: string | null; what: "created"; via: string } | { id: string; at: string; groupId: string | null; groupName: string | null; what: "joined"; entryName: string | null; inviterName: string | null } | { id: string; at: string; groupId: string | null; groupName: string | null; what: "left"; reason: "left" | "removed" | "closed" | "erased" | "unknown" } | { id: string; at: string; groupId: string | null; groupName: string | null; what: "tagged"; tagName: string } | { id: string; at: string; groupId: string | null; groupName: string | null; what: "untagged"; tagName: string } | { id: string; at: string; groupId: string | null; groupName: string | null; what: "consented"; purpose: "rules" | "marketing" | "recommendation"; granted: boolean } | { id: string; at: string; groupId: string | null; groupName: string | null; what: "noted"; text: string; staffName: string } | { id: string; at: string; groupId: string | null; groupName: string | null; what: "merged"; otherName: string } | { id: string; at: string; groupId: string | null; groupName: string | null; what: "unmerged"; otherName: string } | { id: string; at: string; groupId: string | null; groupName: string | null; what: "changed"; fields: Array<string> }>; nextCursor: string | null; total?: number };
export type ListTagsAnswer = { items: Array<{ id: string; name: string; members: number | null; createdAt: string }> };
export type AddTagAnswer = { id: string };
export type RenameTagAnswer = { done: true };
export type RemoveTagAnswer = { done: true };
export type ChangeTagsAnswer = { changeId: string; changed: number; name: string };
export type UndoTagsAnswer = { changed: number };
export type ListPrivacyRequestsAnswer = { items: Array<{ id: string; memberId: string; nickname: string; kind: "export" | "erase"; state: "asked" | "ready" | "done" | "withdrawn"; askedAt: string; dueAt: string; doneAt: string | null; url: string | null }>; nextCursor: string | null; total?: number; counts: { asked: number; ready: number; done: number; withdrawn: number; late: number } };
export type ExportMemberAnswer = { requestId: string; dueAt: string };
export type ShowMemberExportAnswer = { state: "none" | "preparing" | "ready"; url: string | null };
export type EraseMemberAnswer = { dueAt: string };
export type WithdrawEraseAnswer = { done: true };
export type ListConsentsAnswer = { items: Array<{ id: string; memberId: string; nickname: string; purpose: "rules" | "marketing" | "recommendation"; granted: boolean; textVersion: string; channel: string; at: string }>; nextCursor: string | null; total?: number };
export type IngestAnswer = { accepted: number; duplicates: number; kept: number; outcomes: Array<{ verdict: "accepted"; id: string; seq?: number } | { verdict: "duplicate"; id: string } | { verdict: "kept"; reason: "unreadable" | "too-long" | "too-old" | "future" | "unknown-group" | "unknown-member" | "correction" }> };
export type ListMessagesAnswer = { items: Array<{ id: string; seq: number; at: string; sender: { memberId: string | null; name: string; seatKind: "member" | "staff" | "bot"; role: "owner" | "admin" | "assistant" | "koc" | "volunteer" | null; isMe: boolean }; format: "text" | "image" | "link" | "video" | "file" | "system"; text: string; body: Record<string, string | number | boolean | null | Array<Record<string, string | number | boolean | null>>> | null; pictureUrl: string | null; isSend: boolean; removedAt: string | null }>; lastSeq: number; nextBeforeSeq: number | null; nextAfterSeq: number | null; todayCount: number; canSay: boolean };
export type RemoveMessageAnswer = { removed: boolean };
export type ListEventsAnswer = { items: Array<{ id: string; name: "members.joined" | "members.left" | "messages.received" | "messages.removed" | "messages.sent" | "groups.entry-exposed" | "orders.paid" | "orders.refunded"; at: string; receivedAt: string; group: { id: string; name: string } | null; member: { id: string; name: string } | null; value: number | null; data: Record<string, unknown> | null; text: string | null }>; nextCursor: string | null; total?: number };
export type ListInboxAnswer = { items: Array<{ id: string; source: string; receivedAt: string; state: "unreadable" | "quarantined" | "refused" | "replayed"; reason: "unreadable" | "too-long" | "too-old" | "future" | "unknown-group" | "unknown-member" | "correction" | string; sample: string; sizeChars: number }>; nextCursor: string | null; total?: number; waiting: Array<{ reason: string; n: number }> };
export type ShowInboxAnswer = { id: string; source: string; receivedAt: string; state: "unreadable" | "quarantined" | "refused" | "replayed"; reason: "unreadable" | "too-long" | "too-old" | "future" | "unknown-group" | "unknown-member" | "correction" | string; sample: string; sizeChars: number; body: string };
export type ReplayInboxAnswer = { state: "unreadable" | "quarantined" | "refused" | "replayed"; reason: string };
export type ReplayAllInboxAnswer = { replayed: number; waiting: number };
export type DismissInboxAnswer = { done: true };
export type RecallInboxAnswer = { done: true };
export type RecordOrdersAnswer = { outcomes: Array<{ verdict: "recorded" | "changed" | "same"; orderId: string } | { verdict: "rejected"; reason: "group-missing" | "member-missing" | "other-moment" | "told-twice" | "moment-unlikely" | "over-refunded" | "order-missing" | "out-of-sight" }> };
export type RecordRefundsAnswer = { outcomes: Array<{ verdict: "recorded" | "changed" | "same"; orderId: string } | { verdict: "rejected"; reason: "group-missing" | "member-missing" | "other-moment" | "told-twice" | "moment-unlikely" | "over-refunded" | "order-missing" | "out-of-sight" }> };
export type ListOrdersAnswer = { items: Array<{ id: string; source: string; externalId: string; title: string; member: { id: string; name: string } | null; group: { id: string; name: string } | null; paidAt: string; paidFen: number; refundedFen: number }>; nextCursor: string | null; total?: number; sums: { orders: number; buyers: number; paidFen: number; refundedFen: number } | null; sources: Array<string> };
export type ShowOrderAnswer = { id: string; source: string; externalId: string; title: string; member: { id: string; name: string } | null; group: { id: string; name: string } | null; paidAt: string; paidFen: number; refundedFen: number; lines: Array<{ title: string; quantity: number; paidFen: number }>; refunds: Array<{ externalId: string; refundedAt: string; fen: number }> };
export type CountBuyersAnswer = { buyers: number; again: number; orders: number; netFen: number; cohorts: Array<{ month: string; buyers: number; bought: Array<number> }> };
export type ShowValuesAnswer = { fit: { orders: number; buyers: number; repeaters: number; paidFen: number; firstDay: string; models: Array<{ name: "bg-nbd" | "pareto-nbd" | "gamma-gamma"; parameters: Array<{ name: string; value: number }>; lnLikelihood: number; isUsed: boolean }>; weeks: Array<{ from: string; days: number; expected: number; actual: number }>; bands: Array<{ fromFen: number; toFen: number | null; buyers: number; purchases: number; clvFen: number }>; purchases: number; clvFen: number; id: string; ask: { from?: string; to: string; until?: string; horizonWeeks: number; discountPercent: number }; madeAt: string; madeBy: string; isPart: boolean } | null; job: { id: string; state: "waiting" | "running" | "done" | "failed" | "cancelled"; done: number; total: number | null; failure: { code: string; details: Record<string, unknown> } | null; cancelAsked: boolean } | null; lastDay: string | null };
export type FitValuesAnswer = { id: string };
export type CancelValuesAnswer = { done: true };
export type ListBuyerValuesAnswer = { items: Array<{ member: { id: string; name: string }; orders: number; repeats: number; paidFen: number; lastDay: string; active: number; purchases: number; orderFen: number; clvFen: number }>; nextCursor: string | null; total?: number };
export type EnterCostAnswer = { id: string };
export type RemoveCostAnswer = { done: true };
export type ListCostsAnswer = { items: Array<{ id: string; day: string; group: { id: string; name: string } | null; org: { id: string; name: string } | null; campaign: string | null; kind: "pay" | "prize" | "material" | "venue" | "promotion" | "red-packet" | "tool" | "other"; fen: number; note: string; enteredBy: string | null; createdAt: string }>; nextCursor: string | null; total?: number; sums: { costs: number; fen: number } | null; campaigns: Array<string> };
export type ListConnectionsAnswer = { items: Array<{ id: string; kind: "wecom"; scope: string; name: string; agentId: string | null; baseUrl: string | null; state: "unchecked" | "ready" | "faulty" | "off"; steps: Array<{ step: "token" | "trusted-ip" | "app" | "range" | "callback"; state: "good" | "bad" | "warn" | "skipped"; fault: string | null; errcode: number | null; found: Record<string, string | number> }>; checkedAt: string | null; verifiedAt: string | null; receivedAt: string | null; callbackUrl: string; createdAt: string }> };
export type ShowConnectionHealthAnswer = { minutes: Array<{ at: string; ok: number; failed: number }>; calls: number; failed: number; meanMs: number | null; apis: Array<{ api: string; calls: number; failures: Array<{ outcome: string; count: number }>; meanMs: number | null; lastAt: string | null; rates: Array<{ spanMs: number; most: number; used: number }>; width: number; share: number; shutUntil: string | null; breaker: "closed" | "open" | "half-open"; openUntil: string | null }>; address: Array<{ spanMs: number; most: number; used: number }>; token: { expiresAt: string | null; refusedCode: number | null; refusedUntil: string | null }; callbacks: { hours: Array<{ at: string; received: number; refused: number }>; received: number; doubled: number; replayed: number; refused: Array<{ reason: string; count: number }>; waiting: number; unreadable: number; failed: number } };
export type ListAstrayCallbacksAnswer = { items: Array<{ id: number; receivedAt: string; state: "unreadable" | "failed"; reason: string | null; tries: number; body: string }>; nextCursor: string | null; total?: number };
export type RetryCallbacksAnswer = { count: number };
export type ListContentsAnswer = { items: Array<{ id: string; name: string; direction: "engage" | "convert" | "brand"; format: "text" | "image" | "link"; state: "draft" | "pending" | "approved" | "retired"; folderId: string | null; folderName: string | null; latestVersion: number; approvedVersion: number | null; expiresOn: string | null; isExpired: boolean; summary: string; coverUrl: string | null; pictures: number; flaggedWords: number; uses: number; lastUsedAt: string | null; updatedAt: string; authorName: string | null }>; nextCursor: string | null; total?: number };
export type ShowContentAnswer = { id: string; name: string; direction: "engage" | "convert" | "brand"; format: "text" | "image" | "link"; state: "draft" | "pending" | "approved" | "retired"; folderId: string | null; folderName: string | null; latestVersion: number; approvedVersion: number | null; expiresOn: string | null; isExpired: boolean; summary: string; coverUrl: string | null; pictures: number; flaggedWords: number; uses: number; lastUsedAt: string | null; updatedAt: string; authorName: string | null; note: string; versions: Array<{ version: number; body: { format: "text"; text: string } | { format: "image"; text: string; images: Array<{ sha256: string; name: string }> } | { format: "link"; text: string; title: string; summary: string; url: string; cover: string | null }; urls: Record<string, string>; createdAt: string; authorName: string | null; approvedAt: string | null; approverName: string | null }>; usedIn: Array<{ placeKind: "flow" | "column" | "send"; placeId: string; placeName: string; version: number | null; groups: number; usedAt: string }> };
export type CreateContentAnswer = { id: string; version: number };
export type SaveContentAnswer = { id: string; version: number };
export type MoveContentAnswer = { state: "draft" | "pending" | "approved" | "retired" };
export type FileContentsAnswer = { moved: number };
export type ReadContentOverviewAnswer = { total: number; unfiled: number; states: Record<string, number>; folders: Array<{ id: string; parentId: string | null; name: string; contents: number }> };
export type AddFolderAnswer = { id: string };
export type RenameFolderAnswer = { done: true };
export type MoveFolderAnswer = { done: true };
export type RemoveFolderAnswer = { done: true };
export type PreviewVariablesAnswer = { groupId: string | null; values: Record<string, string> };
export type ReadColumnWeekAnswer = { today: string; days: Array<string>; columns: Array<{ id: string; name: string; direction: "engage" | "convert" | "brand"; purpose: string; slots: Array<{ weekday: number; minute: number }>; cells: Array<{ day: string; minute: number; isPast: boolean; clashesWith: string | null; content: { id: string; name: string; state: "draft" | "pending" | "approved" | "retired"; isUsable: boolean; coverUrl: string | null } | null }> }>; slots: number; filled: number; gaps: number; clashes: number };
export type AddColumnAnswer = { id: string };
export type ChangeColumnAnswer = { done: true };
export type ArchiveColumnAnswer = { done: true };
export type FillSlotAnswer = { done: true; before: string | null };
export type ListImportsAnswer = { items: Array<{ id: string; kind: "orders" | "refunds" | "members" | "chat" | "costs"; fileName: string; sizeBytes: number; state: "draft" | "checking" | "checked" | "waiting" | "running" | "done" | "failed" | "cancelled"; progress: { rows: number; bytes: number }; counts: { read: number; new: number; changed: number; same: number; bad: number }; failure: { code: string; details: Record<string, unknown> } | null; by: string; createdAt: string; endedAt: string | null; isForgotten: boolean }>; nextCursor: string | null; total?: number };
export type ShowImportAnswer = { id: string; kind: "orders" | "refunds" | "members" | "chat" | "costs"; fileName: string; sizeBytes: number; state: "draft" | "checking" | "checked" | "waiting" | "running" | "done" | "failed" | "cancelled"; progress: { rows: number; bytes: number }; counts: { read: number; new: number; changed: number; same: number; bad: number }; failure: { code: string; details: Record<string, unknown> } | null; by: string; createdAt: string; endedAt: string | null; isForgotten: boolean; format: { kind: "csv"; gzip: boolean; encoding: "utf-8" | "gb18030" | "utf-16le" | "utf-16be" | "big5" | "windows-1252"; isAscii: boolean; delimiter: "," | ";" | "\t" | "|"; headerLine: number } | { kind: "xlsx"; sheets: Array<string>; sheet: string; headerLine: number }; header: Array<string>; options: { columns: Array<"orderId" | "paidAt" | "paid" | "title" | "quantity" | "linePaid" | "buyerId" | "buyerName" | "phone" | "group" | "source" | "refundId" | "refundedAt" | "refunded" | "memberId" | "nickname" | "name" | "city" | "tags" | "joinedAt" | "firstSeenAt" | "marketing" | "custom" | "room" | "messageId" | "sentAt" | "userId" | "userName" | "text" | "day" | "costKind" | "cost" | "campaign" | "note" | null>; source: string; dayOrders: Record<string, "dmy" | "mdy">; zone: string; unit: "major" | "minor"; rate: number; lines: "sum" | "whole"; known: "update" | "keep"; groupId: string | null; rooms: Record<string, { groupId: string } | { make: true } | { skip: true }>; otherRooms: "make" | "skip"; roomOrgId: string | null; seat: boolean }; totals: { rows: number; units: number; bad: number; badBy: Array<{ field: "orderId" | "paidAt" | "paid" | "title" | "quantity" | "linePaid" | "buyerId" | "buyerName" | "phone" | "group" | "source" | "refundId" | "refundedAt" | "refunded" | "memberId" | "nickname" | "name" | "city" | "tags" | "joinedAt" | "firstSeenAt" | "marketing" | "custom" | "room" | "messageId" | "sentAt" | "userId" | "userName" | "text" | "day" | "costKind" | "cost" | "campaign" | "note" | null; problem: "empty" | "not-a-moment" | "not-a-day" | "not-an-amount" | "negative" | "not-a-count" | "not-a-phone" | "digits-lost" | "not-yes-or-no" | "not-a-kind" | "too-long" | "unreadable" | "cells" | "header-again" | "nobody" | "no-place" | "order-torn" | "order-long" | "sibling" | "refund-over" | "group-missing" | "group-unclear" | "group-needed" | "room-skipped" | "member-missing" | "other-moment" | "told-twice" | "moment-unlikely" | "over-refunded" | "order-missing" | "out-of-sight" | "day-ahead" | "too-old" | "future" | "correction"; rows: number }>; fen: number | null; refundedFen: number | null; from: string | null; to: string | null; people: number; places: Array<{ name: string; rows: number; group: { id: string; name: string } | null }>; dayOrders: Array<{ field: "orderId" | "paidAt" | "paid" | "title" | "quantity" | "linePaid" | "buyerId" | "buyerName" | "phone" | "group" | "source" | "refundId" | "refundedAt" | "refunded" | "memberId" | "nickname" | "name" | "city" | "tags" | "joinedAt" | "firstSeenAt" | "marketing" | "custom" | "room" | "messageId" | "sentAt" | "userId" | "userName" | "text" | "day" | "costKind" | "cost" | "campaign" | "note"; order: "dmy" | "mdy"; proof: string | null }> } | null; before: Array<{ id: string; createdAt: string; state: "draft" | "checking" | "checked" | "waiting" | "running" | "done" | "failed" | "cancelled" }>; isRemembered: boolean };
export type PreviewImportAnswer = { rows: Array<{ line: number; understood: Array<string | null>; cells: Array<string>; fault: { field: "orderId" | "paidAt" | "paid" | "title" | "quantity" | "linePaid" | "buyerId" | "buyerName" | "phone" | "group" | "source" | "refundId" | "refundedAt" | "refunded" | "memberId" | "nickname" | "name" | "city" | "tags" | "joinedAt" | "firstSeenAt" | "marketing" | "custom" | "room" | "messageId" | "sentAt" | "userId" | "userName" | "text" | "day" | "costKind" | "cost" | "campaign" | "note" | null; problem: "empty" | "not-a-moment" | "not-a-day" | "not-an-amount" | "negative" | "not-a-count" | "not-a-phone" | "digits-lost" | "not-yes-or-no" | "not-a-kind" | "too-long" | "unreadable" | "cells" | "header-again" | "nobody" | "no-place" | "order-torn" | "order-long" | "sibling" | "refund-over" | "group-missing" | "group-unclear" | "group-needed" | "room-skipped" | "member-missing" | "other-moment" | "told-twice" | "moment-unlikely" | "over-refunded" | "order-missing" | "out-of-sight" | "day-ahead" | "too-old" | "future" | "correction" } | null }>; missing: Array<"orderId" | "paidAt" | "paid" | "title" | "quantity" | "linePaid" | "buyerId" | "buyerName" | "phone" | "group" | "source" | "refundId" | "refundedAt" | "refunded" | "memberId" | "nickname" | "name" | "city" | "tags" | "joinedAt" | "firstSeenAt" | "marketing" | "custom" | "room" | "messageId" | "sentAt" | "userId" | "userName" | "text" | "day" | "costKind" | "cost" | "campaign" | "note">; dayOrders: Array<{ field: "orderId" | "paidAt" | "paid" | "title" | "quantity" | "linePaid" | "buyerId" | "buyerName" | "phone" | "group" | "source" | "refundId" | "refundedAt" | "refunded" | "memberId" | "nickname" | "name" | "city" | "tags" | "joinedAt" | "firstSeenAt" | "marketing" | "custom" | "room" | "messageId" | "sentAt" | "userId" | "userName" | "text" | "day" | "costKind" | "cost" | "campaign" | "note"; order: "dmy" | "mdy" }> };
export type GuessImportAnswer = { options: { columns: Array<"orderId" | "paidAt" | "paid" | "title" | "quantity" | "linePaid" | "buyerId" | "buyerName" | "phone" | "group" | "source" | "refundId" | "refundedAt" | "refunded" | "memberId" | "nickname" | "name" | "city" | "tags" | "joinedAt" | "firstSeenAt" | "marketing" | "custom" | "room" | "messageId" | "sentAt" | "userId" | "userName" | "text" | "day" | "costKind" | "cost" | "campaign" | "note" | null>; source: string; dayOrders: Record<string, "dmy" | "mdy">; zone: string; unit: "major" | "minor"; rate: number; lines: "sum" | "whole"; known: "update" | "keep"; groupId: string | null; rooms: Record<string, { groupId: string } | { make: true } | { skip: true }>; otherRooms: "make" | "skip"; roomOrgId: string | null; seat: boolean }; isRemembered: boolean };
export type RereadImportAnswer = { done: true };
export type CheckImportAnswer = { done: true };
export type RunImportAnswer = { done: true };
export type CancelImportAnswer = { done: true };
export type ForgetImportAnswer = { done: true };
export type ListBadRowsAnswer = { items: Array<{ line: number; fault: { field: "orderId" | "paidAt" | "paid" | "title" | "quantity" | "linePaid" | "buyerId" | "buyerName" | "phone" | "group" | "source" | "refundId" | "refundedAt" | "refunded" | "memberId" | "nickname" | "name" | "city" | "tags" | "joinedAt" | "firstSeenAt" | "marketing" | "custom" | "room" | "messageId" | "sentAt" | "userId" | "userName" | "text" | "day" | "costKind" | "cost" | "campaign" | "note" | null; problem: "empty" | "not-a-moment" | "not-a-day" | "not-an-amount" | "negative" | "not-a-count" | "not-a-phone" | "digits-lost" | "not-yes-or-no" | "not-a-kind" | "too-long" | "unreadable" | "cells" | "header-again" | "nobody" | "no-place" | "order-torn" | "order-long" | "sibling" | "refund-over" | "group-missing" | "group-unclear" | "group-needed" | "room-skipped" | "member-missing" | "other-moment" | "told-twice" | "moment-unlikely" | "over-refunded" | "order-missing" | "out-of-sight" | "day-ahead" | "too-old" | "future" | "correction" }; cells: Array<string> }>; nextCursor: string | null; total?: number };
export type UploadImportAnswer = { id: string };
export type ReadMetricsAnswer = { figures: Array<{ value: number | null; numerator: number; denominator: number; key: "join" | "leave" | "interaction" | "messages" | "retention" | "conversion" | "spend" | "roi" | "referral" | "arpu"; from: string; to: string; days: number; second: { value: number | null; numerator: number; denominator: number; kind: "seed" | "gross" | "valid" | "all"; isCounted: boolean } | null; previous: number | null; coverage: { level: "exact" | "partial" | "owner" | "none"; groups: number; of: number }; trend: Array<number | null> }>; groups: number; members: number; settledTo: string | null };
export type ListMetricRowsAnswer = { items: Array<{ key: string; kind: "seat" | "person" | "look" | "talk" | "group-day" | "order" | "cost"; at: string | null; day: string | null; group: { id: string; name: string } | null; member: { id: string; name: string } | null; note: string; value: number }>; nextCursor: string | null; total: number; sum: number; divisor: number; unit: "people" | "count" | "fen"; from: string; to: string };
export type ReadTrendAnswer = { days: Array<string>; lines: Array<{ key: string; name: string; values: Array<number | null> }>; target: number | null };
export type ReadStagesAnswer = { day: string; columns: Array<{ stage: number; groups: number; members: number; measure: "seats" | "interaction" | "retention" | "conversion" | "referral"; value: number | null; target: number | null; others: number; below: number; risen: number; fallen: number; worst: { code: "no-owner" | "exodus" | "adverts" | "host-silent" | "few-voices" | "broadcast" | "newcomers-lost" | "thin" | "silent" | "fading" | "flash-over" | "unwelcomed" | "one-hand" | "slow-start" | "weak-entry" | "quiet-hour" | "buyers-gone" | "no-referral"; groups: number } | null }>; groups: number; risen: number; fallen: number };
export type ReadFunnelAnswer = { steps: Array<{ step: "exposed" | "acquired" | "activated" | "retained" | "paid" | "referred"; count: number; rate: number | null; previousRate: number | null }>; weakest: { step: "exposed" | "acquired" | "activated" | "retained" | "paid" | "referred"; change: number; lost: number } | null };
export type ListFunnelRowsAnswer = { items: Array<{ groupId: string; groupName: string; memberId: string; memberName: string; joinedAt: string }>; nextCursor: string | null; total: number };
export type ReadCohortsAnswer = { weeks: Array<{ week: string; people: number; kept: Array<number | null> }> };
export type ReadBoardAnswer = { from: string; to: string; items: Array<{ group: { id: string; name: string; orgName: string; members: number }; stage: number; health: number | null; cells: Record<string, { value: number | null; numerator: number; denominator: number }> }>; nextCursor: string | null; total: number; sums: Record<string, { value: number | null; numerator: number; denominator: number; coverage: { level: "exact" | "partial" | "owner" | "none"; groups: number; of: number } }> };
export type RecomputeAnswer = { groups: number };
export type ReadHeatAnswer = { from: string; to: string; values: Array<Array<number>>; best: { weekday: number; hour: number; perHour: number } | null; isTold: boolean };
export type ReadHeatMapAnswer = { values: Array<Array<number>>; weekdays: Array<number>; total: number; peak: { weekday: number; hour: number; count: number } | null; coverage: { level: "exact" | "partial" | "owner" | "none"; groups: number; of: number } };
export type ListHeatRowsAnswer = { items: Array<{ id: string; at: string; group: { id: string; name: string }; member: { id: string; name: string } | null; text: string | null }>; nextCursor: string | null; total: number };
export type ReadPlatformFiguresAnswer = { groups: number; told: number; split: number; days: number; daysTold: number; firstDay: string | null; since: string | null; sums: Record<string, number | null>; byDay: Array<{ day: string; sums: Record<string, number | null> }> };
export type ListPlatformRowsAnswer = { items: Array<{ id: string; day: string; owner: string; groups: number | null; value: number }>; nextCursor: string | null; total: number; sum: number };
export type ListGroupDaysAnswer = { days: Array<{ day: string; members: number; joined: number; left: number; messages: number | null; validMessages: number | null; interaction: number | null }>; stages: Array<{ day: string; stage: number }> };
export type ReadGroupStateAnswer = { groupId: string; day: string | null; stage: number; stageSince: string | null; ladder: Array<{ stage: number; enteredOn: string | null; tookDays: number | null; value: number | null; target: number; isMet: boolean }>; health: number | null; health7dAgo: number | null; healthParts: { interaction?: { value: number; percentile: number; peers: number }; growth?: { value: number; percentile: number; peers: number }; retention?: { value: number; percentile: number; peers: number }; conversion?: { value: number; percentile: number; peers: number } }; aboveShare: number | null; dyingSince: string | null; advice: Array<{ id: string; code: "no-owner" | "exodus" | "adverts" | "host-silent" | "few-voices" | "broadcast" | "newcomers-lost" | "thin" | "silent" | "fading" | "flash-over" | "unwelcomed" | "one-hand" | "slow-start" | "weak-entry" | "quiet-hour" | "buyers-gone" | "no-referral"; act: "send" | "flow" | "roster" | "owner" | "entry" | "close" | "task"; cause: Record<string, string | number | null>; since: string }>; coverage: "exact" | "owner" | "none" };
export type ListGroupContentsAnswer = { items: Array<{ contentId: string; name: string; direction: "engage" | "convert" | "brand"; format: "text" | "image" | "link"; uses: number; sent: number; lastAt: string; speakers: number; orders: number; netFen: number }>; nextCursor: string | null; total?: number };
export type ListGroupContentUsesAnswer = { items: Array<{ deliveryId: string; sendId: string; sendName: string; at: string; state: "handed-over" | "sent" | "failed" | "over-cap" | "expired" | "unknown"; speakers: number; orders: number; netFen: number }>; nextCursor: string | null; total?: number };
export type ListTalkMonthsAnswer = { messages: number; writers: number; months: Array<{ month: string; messages: number; writers: number }>; groupCount: number };
export type ListTalkGroupsAnswer = { items: Array<{ id: string; name: string; messages: number; writers: number }>; nextCursor: string | null; total?: number };
export type ListThresholdsAnswer = { items: Array<{ commercialType: "promotion" | "refined" | "service"; thresholds: { seatsShare: number; interaction7d: number; retention30d: number; conversion30d: number; referral30d: number }; isOurs: boolean; groups: number }> };
export type SetThresholdsAnswer = { done: true };
export type ListGroupsInNeedAnswer = { items: Array<{ group: { id: string; name: string; members: number }; stage: number; health: number | null; health7dAgo: number | null; dyingSince: string | null; advice: { id: string; code: "no-owner" | "exodus" | "adverts" | "host-silent" | "few-voices" | "broadcast" | "newcomers-lost" | "thin" | "silent" | "fading" | "flash-over" | "unwelcomed" | "one-hand" | "slow-start" | "weak-entry" | "quiet-hour" | "buyers-gone" | "no-referral"; act: "send" | "flow" | "roster" | "owner" | "entry" | "close" | "task"; cause: Record<string, string | number | null>; since: string }; more: number }>; nextCursor: string | null; total: number };
export type DismissAdviceAnswer = { done: true };
export type RecallAdviceAnswer = { done: true };
export type ListTasksAnswer = { items: Array<{ id: string; kind: "send" | "reply" | "review" | "duty" | "check" | "other"; assigneeId: string; assigneeName: string; title: string; note: string; groupId: string | null; groupName: string | null; people: number; link: { path: string }; state: "open" | "done" | "skipped" | "expired" | "cancelled"; dueAt: string; expiresAt: string | null; endedAt: string | null; outcome: string; onlyOn: string | null }>; nextCursor: string | null; total?: number };
export type CountTasksAnswer = { open: number; late: number; today: number; todayDone: number; todayOnTime: number; byKind: Record<string, number> };
export type FinishTaskAnswer = { done: true };
export type SkipTaskAnswer = { done: true };
export type ReopenTaskAnswer = { done: true };
export type PostponeTaskAnswer = { done: true };
export type ReassignTaskAnswer = { done: true };
export type PreviewSendAnswer = { groups: number; people: number; peopleTwice: number; leftOut: Array<{ reason: "group-planned" | "group-closed" | "no-owner" | "no-account" | "format" | "no-channel" | "quiet-hours" | "group-day-cap" | "channel-day-cap" | "platform-cap"; groups: number; people: number; names: Array<string> }>; direct: number; byPerson: Array<{ staffId: string | null; name: string; groups: number; confirms: number }>; platformCap: { rule: "month" | "week" | "day"; cap: number; used: number; usedByOthers: number; readUntil: string | null } | null; samples: Array<{ groupId: string; groupName: string; body: { format: "text"; text: string } | { format: "image"; text: string; images: Array<{ sha256: string; name: string }> } | { format: "link"; text: string; title: string; summary: string; url: string; cover: string | null } }>; urls: Record<string, string>; dueAt: string; expiresAt: string };
export type CreateSendAnswer = { sendId: string; groups: number; undoUntil: string };
export type ListSendsAnswer = { items: Array<{ id: string; name: string; sourceKind: "adhoc" | "flow"; flowId: string | null; flowName: string | null; stepId: string | null; contentId: string | null; direction: "engage" | "convert" | "brand"; format: "text" | "image" | "link"; state: "scheduled" | "paused" | "finished" | "cancelled"; dueAt: string; expiresAt: string; createdAt: string; createdByName: string | null; finishedAt: string | null; groups: number; people: number; counts: Record<string, number> }>; nextCursor: string | null; total?: number };
export type ShowSendAnswer = { id: string; name: string; sourceKind: "adhoc" | "flow"; flowId: string | null; flowName: string | null; stepId: string | null; contentId: string | null; direction: "engage" | "convert" | "brand"; format: "text" | "image" | "link"; state: "scheduled" | "paused" | "finished" | "cancelled"; dueAt: string; expiresAt: string; createdAt: string; createdByName: string | null; finishedAt: string | null; groups: number; people: number; counts: Record<string, number>; body: { format: "text"; text: string } | { format: "image"; text: string; images: Array<{ sha256: string; name: string }> } | { format: "link"; text: string; title: string; summary: string; url: string; cover: string | null }; urls: Record<string, string> };
export type ListDeliveriesAnswer = { items: Array<{ id: string; groupId: string; groupName: string; ownerName: string | null; channel: string; people: number; state: "planned" | "handed-over" | "sent" | "failed" | "over-cap" | "left-out" | "expired" | "cancelled" | "unknown"; reason: string | null; body: { format: "text"; text: string } | { format: "image"; text: string; images: Array<{ sha256: string; name: string }> } | { format: "link"; text: string; title: string; summary: string; url: string; cover: string | null } | null; draftedText: string | null; endedAt: string | null }>; nextCursor: string | null; total?: number };
export type ListSendOwnersAnswer = { items: Array<{ accountId: string; name: string; staffId: string | null; groups: number; planned: number; waiting: number; sent: number; overCap: number; failed: number; ended: number; handedAt: string | null; askedAt: string | null; remindedAt: string | null; reminders: number; remindersAllowed: number; isReminding: boolean; refusal: string | null }>; nextCursor: string | null; total?: number };
export type RemindSendAnswer = { reminding: number; spared: number };
export type LookHandoverAnswer = { done: true };
export type CancelSendAnswer = { cancelled: number; stopping: number; alreadySent: number };
export type PauseSendAnswer = { done: true };
export type ResumeSendAnswer = { done: true };
export type ShowHandoverAnswer = { dispatchId: string; sendId: string; name: string; assigneeId: string; assigneeName: string; dueAt: string; expiresAt: string; onPlatform: boolean; askedAt: string | null; template: { format: "text"; text: string } | { format: "image"; text: string; images: Array<{ sha256: string; name: string }> } | { format: "link"; text: string; title: string; summary: string; url: string; cover: string | null }; targets: Array<{ deliveryId: string; groupId: string; groupName: string; people: number; channel: string; state: "planned" | "handed-over" | "sent" | "failed" | "over-cap" | "left-out" | "expired" | "cancelled" | "unknown"; body: { format: "text"; text: string } | { format: "image"; text: string; images: Array<{ sha256: string; name: string }> } | { format: "link"; text: string; title: string; summary: string; url: string; cover: string | null } | null; draftedText: string | null; pictureUrls: Array<string>; sentToday: number; capPerDay: number }> };
export type ConfirmDeliveryAnswer = { done: true };
export type RewordDeliveryAnswer = { done: true };
export type UnconfirmDeliveryAnswer = { done: true };
export type DecideDeliveryAnswer = { done: true };
export type ListQuotasAnswer = { items: Array<{ groupId: string; groupName: string; channel: string; people: number; usedToday: number; plannedToday: number; capPerDay: number; platform: { used: number; usedByOthers: number; cap: number } | null }>; nextCursor: string | null; total?: number; capPerDay: number; quietFromMinute: number; quietToMinute: number; platformRule: "month" | "week" | "day"; readUntil: string | null };
export type ListFlowsAnswer = { items: Array<{ id: string; kind: "day" | "week"; name: string; state: "draft" | "running" | "paused" | "stopped"; version: number; hasDraft: boolean; orgName: string; audienceName: string; groups: number; steps: number; perWeek: number; today: Array<"done" | "open" | "late" | "missed" | "coming" | "skipped">; nextDueAt: string | null; updatedAt: string; canManage: boolean }> };
export type ShowFlowAnswer = { id: string; kind: "day" | "week"; name: string; state: "draft" | "running" | "paused" | "stopped"; orgId: string; orgName: string; draft: { audience: { kind: "blueprint"; blueprintId: string; orgIds: Array<string> } | { kind: "orgs"; orgIds: Array<string> } | { kind: "groups"; groupIds: Array<string> }; steps: Array<{ id: string; name: string; direction: "engage" | "convert" | "brand"; slots: Array<{ weekday: number; minute: number }>; minutes: number; graceMinutes: number; action: { kind: "send"; content: { kind: "content"; contentId: string } | { kind: "column"; columnId: string } | { kind: "text"; text: string } | null } | { kind: "task"; instructions: string } }> }; draftRevision: number; draftSavedAt: string; published: { version: number; spec: { audience: { kind: "blueprint"; blueprintId: string; orgIds: Array<string> } | { kind: "orgs"; orgIds: Array<string> } | { kind: "groups"; groupIds: Array<string> }; steps: Array<{ id: string; name: string; direction: "engage" | "convert" | "brand"; slots: Array<{ weekday: number; minute: number }>; minutes: number; graceMinutes: number; action: { kind: "send"; content: { kind: "content"; contentId: string } | { kind: "column"; columnId: string } | { kind: "text"; text: string } | null } | { kind: "task"; instructions: string } }> } } | null; latestVersion: number; groups: number; startedAt: string | null; nextDueAt: string | null; names: { contents: Record<string, string>; columns: Record<string, string>; audience: string }; canManage: boolean };
export type ListFlowVersionsAnswer = { items: Array<{ version: number; spec: { audience: { kind: "blueprint"; blueprintId: string; orgIds: Array<string> } | { kind: "orgs"; orgIds: Array<string> } | { kind: "groups"; groupIds: Array<string> }; steps: Array<{ id: string; name: string; direction: "engage" | "convert" | "brand"; slots: Array<{ weekday: number; minute: number }>; minutes: number; graceMinutes: number; action: { kind: "send"; content: { kind: "content"; contentId: string } | { kind: "column"; columnId: string } | { kind: "text"; text: string } | null } | { kind: "task"; instructions: string } }> }; note: string; createdAt: string; authorName: string | null; isRunning: boolean }>; names: { contents: Record<string, string>; columns: Record<string, string>; audience: string } };
export type ReadFlowStatsAnswer = { from: string; to: string; items: Array<{ stepId: string; made: number; expired: number; empty: number; skipped: number; groups: number; sent: number; failed: number; open: number; lastDay: string | null }> };
export type ListTodayStepsAnswer = { day: string; nowMinute: number; groups: number; steps: Array<{ flowId: string; flowName: string; stepId: string; name: string; direction: "engage" | "convert" | "brand"; kind: "send" | "task"; minute: number; minutes: number; dueAt: string; tick: "done" | "open" | "late" | "missed" | "coming" | "skipped"; groups: number; sent: number; open: number; failed: number; note: string; sendId: string | null; deliveryState: string | null }>; gaps: Array<{ from: number; to: number }> };
export type ReadFlowWeekAnswer = { from: string; today: string; nowMinute: number; computedAt: string; groups: number; days: Array<{ day: string; weekday: number; steps: number; sends: number; isPast: boolean }>; occurrences: Array<{ stepId: string; day: string; weekday: number; minute: number; minutes: number; name: string; direction: "engage" | "convert" | "brand"; kind: "send" | "task"; isPast: boolean; state: "made" | "expired" | "paused" | "empty" | "skipped" | "not-running" | "coming"; emptyReason: string | null; groups: number; ok: number; clash: number; over: number; leftOut: number; missing: number; mark: "clash" | "over" | "missing" | null }>; busy: Array<{ key: string; day: string; minute: number; minutes: number; name: string; source: "flow" | "send"; sourceId: string; groups: number }>; gaps: Array<{ day: string; from: number; to: number; hour: number | null; share: number | null }>; waking: { from: number; to: number }; totals: { steps: number; sends: number; done: number; ok: number; clash: number; over: number; leftOut: number; missing: number }; findings: Array<{ tone: "bad" | "warn" | "tip"; code: "over" | "clash-own" | "clash-other" | "missing" | "left-out" | "gap"; days: Array<string>; minute: number; name: string; other: string | null; reason: string | null; groups: number; times: number; minutes: number | null; hour: number | null; share: number | null; cap: number | null; repairs: Array<{ kind: "skip"; stepId: string; day: string } | { kind: "move"; stepId: string; weekdays: Array<number>; minute: number } | { kind: "make-task"; stepId: string } | { kind: "fill"; stepId: string; name: string; weekdays: Array<number>; minute: number } | { kind: "new-step"; weekdays: Array<number>; minute: number } | { kind: "edit-step"; stepId: string } | { kind: "open-content"; contentId: string } | { kind: "open-column"; day: string } | { kind: "open-groups"; reason: string }> }>; quota: { cap: number; fullest: number; day: string | null }; hands: { people: number; perDay: number } };
export type CreateFlowAnswer = { id: string };
export type SaveDraftAnswer = { revision: number; savedAt: string };
export type PublishFlowAnswer = { version: number };
export type RemoveFlowAnswer = { done: true };
export type ListGroupTicksAnswer = { items: Array<{ groupId: string; ticks: Array<"done" | "open" | "late" | "missed" | "coming" | "skipped"> }> };
export type StartFlowAnswer = { groups: number };
export type PauseFlowAnswer = { held: number };
export type ResumeFlowAnswer = { done: true };
export type StopFlowAnswer = { spared: number };
export type SkipStepAnswer = { done: true };
export type ListLinesAnswer = { items: Array<{ id: string; name: string; answers: { daysBetweenOrders: number; ticketFen: number; decisionHours: number; margin: number; needsExplaining: boolean; appeal: "broad" | "segmented" | "unclear"; impulse: boolean }; combinations: Array<"shop" | "campaign" | "private" | "tiers" | "games">; changedAt: string; appliedAt: string | null; appliedType: "promotion" | "refined" | "service" | null; blueprint: { id: string; name: string; groups: number } | null; flow: { id: string; name: string; state: string } | null; isFocus: boolean }>; marks: Record<string, { seatsShare: number; interaction7d: number; retention30d: number; conversion30d: number; referral30d: number }> };
export type ReadEvidenceAnswer = { orders: number; buyers: number; repeatBuyers: number; daysBetweenOrders: number | null; ticketFen: number | null; isWhole: boolean; isOfBrand: boolean };
export type CreateLineAnswer = { id: string };
export type ChangeLineAnswer = { done: true };
export type RemoveLineAnswer = { done: true };
export type ApplyLineAnswer = { blueprintId: string; blueprintVersion: number; flowId: string; commercialType: "promotion" | "refined" | "service" };
export type ReadFocusAnswer = { items: Array<{ commercialType: "promotion" | "refined" | "service"; line: string; metrics: Array<"join" | "leave" | "interaction" | "messages" | "retention" | "conversion" | "spend" | "roi" | "referral" | "arpu">; groups: number }> };
export type ReadGuideAnswer = { items: Array<{ blueprintId: string | null; name: string | null; groups: number; whole: number; failing: Array<number> }> };
export type ReadGroupGuideAnswer = { steps: Array<{ step: "positioning" | "organisation" | "rules" | "basics" | "content" | "incentives" | "conversion" | "sop"; ok: boolean; checks: Array<{ name: "purpose" | "line" | "owner" | "admins" | "kocs" | "rules" | "penalty" | "slogan" | "logo" | "greeting" | "entry" | "library" | "times" | "gives" | "rewards" | "penalties" | "selling" | "orders" | "flow" | "made"; value: number; wanted: number; ok: boolean }> }>; blueprintId: string | null };
export type ListFailingGroupsAnswer = { items: Array<{ groupId: string; name: string; code: string; orgPath: string; ownerName: string | null; members: number; failing: Array<{ step: "positioning" | "organisation" | "rules" | "basics" | "content" | "incentives" | "conversion" | "sop"; ok: boolean; checks: Array<{ name: "purpose" | "line" | "owner" | "admins" | "kocs" | "rules" | "penalty" | "slogan" | "logo" | "greeting" | "entry" | "library" | "times" | "gives" | "rewards" | "penalties" | "selling" | "orders" | "flow" | "made"; value: number; wanted: number; ok: boolean }> }> }>; nextCursor: string | null; total?: number };
export type ShowWecomAnswer = { corp: string; orgId: string | null; syncedAt: string | null; reconciledAt: string | null; staff: number; linkedStaff: number; problemStaff: number; customers: number; relations: number; lostRelations: number; tags: number; groups: number; dissolvedGroups: number; plannedGroups: number; people: number; waitingReads: number; failingReads: number; differences: Array<{ kind: string; n: number }>; runs: Array<{ id: string; mode: "full" | "reconcile"; state: "waiting" | "running" | "done" | "failed" | "cancelled"; step: "staff" | "tags" | "customers" | "groups" | "codes" | "figures" | null; done: number; total: number | null; counts: { staff: number; tags: number; customers: number; groups: number; seats: number; bound: number; made: number; codes: number; figures: number; changed: number; differences: number; problems: number } | null; failure: { code: string; details: Record<string, unknown> } | null; cancelAsked: boolean; askerName: string; createdAt: string; startedAt: string | null; endedAt: string | null }> };
export type ChangeWecomAnswer = { done: true };
export type StartWecomSyncAnswer = { id: string };
export type CancelWecomSyncAnswer = { done: true };
export type ListWecomDifferencesAnswer = { items: Array<{ id: string; kind: "staff" | "customer" | "tag" | "group" | "code"; key: string; name: string; what: Record<string, { ours: string | number; theirs: string | number }>; since: string | null; foundAt: string; mendedAt: string | null; groupId: string | null }>; nextCursor: string | null; total?: number };
export type ListWecomStaffAnswer = { items: Array<{ accountId: string; userId: string; name: string; position: string; state: "active" | "disabled" | "inactive" | "left"; follows: boolean; problem: number | null; staffId: string | null; staffName: string | null; suggestedId: string | null; suggestedName: string | null; customers: number; groups: number }>; nextCursor: string | null; total?: number };
export type LinkWecomStaffAnswer = { done: true };
export type LinkSuggestedStaffAnswer = { linked: number };
export type ListWecomCodesAnswer = { items: Array<{ id: string; kind: "contact" | "join"; name: string; status: "making" | "live" | "failed" | "gone"; failure: number | null; configId: string | null; qrUrl: string; users: Array<{ userId: string; name: string }>; skipVerify: boolean; autoCreate: boolean; baseName: string; baseNo: number; limit: number; groups: Array<{ groupId: string; name: string; status: "planned" | "active" | "closed"; standing: "waiting" | "open" | "full"; people: number; joins: number }>; came: number; cameToday: number; stayed: number; createdAt: string; refreshedAt: string | null }>; used: number; quota: number };
export type ListCodeChoicesAnswer = { groups: Array<{ groupId: string; name: string; status: "planned" | "active"; people: number; ownerName: string }>; users: Array<{ userId: string; name: string; staffName: string | null }> };
export type SaveContactCodeAnswer = { id: string };
export type SaveJoinCodeAnswer = { id: string };
export type RetryWecomCodeAnswer = { done: true };
export type RemoveWecomCodeAnswer = { done: true };
export type ListGroupCodesAnswer = { items: Array<{ id: string; name: string; status: "making" | "live" | "failed" | "gone"; qrUrl: string; standing: "waiting" | "open" | "full"; joins: number }>; connectionId: string | null; corps: number };
export type ListWelcomesAnswer = { items: Array<{ id: string; name: string; isOn: boolean; codeId: string | null; codeName: string | null; fromMinute: number | null; toMinute: number | null; text: string; contents: Array<{ id: string; name: string; usable: boolean }>; changedAt: string; sent: number; failed: number }> };
export type SaveWelcomeAnswer = { id: string };
export type RemoveWelcomeAnswer = { done: true };
export type ListWelcomeSendsAnswer = { items: Array<{ id: string; status: "waiting" | "sent" | "taken" | "expired" | "failed" | "none"; errcode: number | null; staffName: string; memberId: string | null; memberName: string; welcomeName: string | null; toldAt: string; endedAt: string | null }>; nextCursor: string | null; total?: number };
export type ListGroupWelcomesAnswer = { items: Array<{ id: string; text: string; contentId: string | null; contentName: string | null; changedAt: string }> };
export type SaveGroupWelcomeAnswer = { id: string };
export type RemoveGroupWelcomeAnswer = { done: true };
export type ShowWecomFiguresAnswer = { from: string; to: string; days: number; daysWithFigures: number; byDay: Array<{ day: string; owners: number; ownersAsked: number; groups: number | null; talkingGroups: number | null; members: number | null; newMembers: number | null; talkingMembers: number | null; messages: number | null; talks: number | null; sent: number | null; added: number | null; applied: number | null; dropped: number | null; replyPercent: number | null; replyMinutes: number | null }>; byOwner: Array<{ userId: string; name: string; days: number; groups: number | null; talkingGroups: number | null; members: number | null; newMembers: number | null; talkingMembers: number | null; messages: number | null; talks: number | null; sent: number | null; added: number | null; applied: number | null; dropped: number | null; replyPercent: number | null; replyMinutes: number | null }> };
export type ListMemberRelationsAnswer = { items: Array<{ corp: string; userId: string; staffName: string; remark: string; description: string; company: string; mobiles: Array<string>; addWay: number | null; codeName: string | null; beganAt: string; lostAt: string | null; lostBy: "staff" | "customer" | "transfer" | "unknown" | null }> };
export type OnGroupsCreated = { id: string; type: "groups.created"; occurredAt: string; brand: string; data: { groupId: string; orgId: string; channel: string; positioning: "lead-in" | "benefit" | "flash"; blueprintId: string | null; status: "planned" | "active" | "closed"; group?: { id: string; code: string; name: string } } };
export type OnGroupsOpened = { id: string; type: "groups.opened"; occurredAt: string; brand: string; data: { groupId: string; group?: { id: string; code: string; name: string } } };
export type OnGroupsClosed = { id: string; type: "groups.closed"; occurredAt: string; brand: string; data: { groupId: string; reason: string; group?: { id: string; code: string; name: string } } };
export type OnGroupsRenamed = { id: string; type: "groups.renamed"; occurredAt: string; brand: string; data: { groupId: string; from: string; to: string; group?: { id: string; code: string; name: string } } };
export type OnGroupsChanged = { id: string; type: "groups.changed"; occurredAt: string; brand: string; data: { groupId: string; fields: Array<string>; group?: { id: string; code: string; name: string } } };
export type OnGroupsBound = { id: string; type: "groups.bound"; occurredAt: string; brand: string; data: { groupId: string; channel: string; externalId: string; group?: { id: string; code: string; name: string } } };
export type OnGroupsRosterChanged = { id: string; type: "groups.roster-changed"; occurredAt: string; brand: string; data: { groupId: string; memberId?: string; staffId?: string; role: string; change: "added" | "changed" | "removed" | "handed-over"; group?: { id: string; code: string; name: string }; member?: { id: string; nickname: string; phone: string | null } } };
export type OnMembersCreated = { id: string; type: "members.created"; occurredAt: string; brand: string; data: { memberId: string; via: string; member?: { id: string; nickname: string; phone: string | null } } };
export type OnMembersJoined = { id: string; type: "members.joined"; occurredAt: string; brand: string; data: { groupId: string; memberId: string; seatKind: "member" | "staff" | "bot"; entryId?: string; inviterMemberId?: string; group?: { id: string; code: string; name: string }; member?: { id: string; nickname: string; phone: string | null } } };
export type OnMembersLeft = { id: string; type: "members.left"; occurredAt: string; brand: string; data: { groupId: string; memberId: string; seatKind: "member" | "staff" | "bot"; reason: "left" | "removed" | "closed" | "erased" | "unknown"; group?: { id: string; code: string; name: string }; member?: { id: string; nickname: string; phone: string | null } } };
export type OnMembersTagged = { id: string; type: "members.tagged"; occurredAt: string; brand: string; data: { memberId: string; tagId: string; source: "manual" | "rule" | "channel" | "import"; member?: { id: string; nickname: string; phone: string | null } } };
export type OnMembersUntagged = { id: string; type: "members.untagged"; occurredAt: string; brand: string; data: { memberId: string; tagId: string; member?: { id: string; nickname: string; phone: string | null } } };
export type OnMembersConsented = { id: string; type: "members.consented"; occurredAt: string; brand: string; data: { memberId: string; groupId?: string; purpose: "rules" | "marketing" | "recommendation"; granted: boolean; textVersion: string; channel: string; group?: { id: string; code: string; name: string }; member?: { id: string; nickname: string; phone: string | null } } };
export type OnMembersChanged = { id: string; type: "members.changed"; occurredAt: string; brand: string; data: { memberId: string; fields: Array<string>; member?: { id: string; nickname: string; phone: string | null } } };
export type OnMembersMerged = { id: string; type: "members.merged"; occurredAt: string; brand: string; data: { memberId: string; intoMemberId: string; member?: { id: string; nickname: string; phone: string | null } } };
export type OnMembersUnmerged = { id: string; type: "members.unmerged"; occurredAt: string; brand: string; data: { memberId: string; fromMemberId: string; member?: { id: string; nickname: string; phone: string | null } } };
export type OnMembersErased = { id: string; type: "members.erased"; occurredAt: string; brand: string; data: { memberId: string; member?: { id: string; nickname: string; phone: string | null } } };
export type OnMessagesReceived = { id: string; type: "messages.received"; occurredAt: string; brand: string; data: { groupId: string; memberId: string; value: number; valid: boolean; format: "text" | "image" | "link" | "video" | "file" | "system"; seatKind: "member" | "staff" | "bot"; group?: { id: string; code: string; name: string }; member?: { id: string; nickname: string; phone: string | null } } };
export type OnMessagesRemoved = { id: string; type: "messages.removed"; occurredAt: string; brand: string; data: { groupId: string; memberId?: string; messageId: string; valid: boolean; seatKind: "member" | "staff" | "bot"; reason: string; messageAt: string; group?: { id: string; code: string; name: string }; member?: { id: string; nickname: string; phone: string | null } } };
export type OnOrdersPaid = { id: string; type: "orders.paid"; occurredAt: string; brand: string; data: { groupId?: string; memberId?: string; sendId?: string; value: number; orderId: string; group?: { id: string; code: string; name: string }; member?: { id: string; nickname: string; phone: string | null } } };
export type OnOrdersRefunded = { id: string; type: "orders.refunded"; occurredAt: string; brand: string; data: { groupId?: string; memberId?: string; value: number; orderId: string; group?: { id: string; code: string; name: string }; member?: { id: string; nickname: string; phone: string | null } } };
export type OnOrdersChanged = { id: string; type: "orders.changed"; occurredAt: string; brand: string; data: { groupId?: string; memberId?: string; value: number; beforeFen: number; orderId: string; fromGroupId?: string; paidAt?: string; group?: { id: string; code: string; name: string }; member?: { id: string; nickname: string; phone: string | null } } };
export type OnContentsApproved = { id: string; type: "contents.approved"; occurredAt: string; brand: string; data: { contentId: string; version: number } };
export type OnContentsUsed = { id: string; type: "contents.used"; occurredAt: string; brand: string; data: { contentId: string; version: number; placeKind: string; placeId: string; value: number } };
export type OnFlowsPublished = { id: string; type: "flows.published"; occurredAt: string; brand: string; data: { flowId: string; version: number } };
export type OnFlowsStarted = { id: string; type: "flows.started"; occurredAt: string; brand: string; data: { flowId: string; version: number; value: number } };
export type OnFlowsPaused = { id: string; type: "flows.paused"; occurredAt: string; brand: string; data: { flowId: string } };
export type OnFlowsStopped = { id: string; type: "flows.stopped"; occurredAt: string; brand: string; data: { flowId: string } };
export type OnSendsCreated = { id: string; type: "sends.created"; occurredAt: string; brand: string; data: { sendId: string; contentId: string | null; value: number } };
export type OnSendsFinished = { id: string; type: "sends.finished"; occurredAt: string; brand: string; data: { sendId: string; contentId: string | null; value: number } };
export type OnSendsCancelled = { id: string; type: "sends.cancelled"; occurredAt: string; brand: string; data: { sendId: string; value: number } };
export type OnDeliveriesEnded = { id: string; type: "deliveries.ended"; occurredAt: string; brand: string; data: { sendId: string; groupId: string; contentId: string | null; deliveryId: string; state: "planned" | "handed-over" | "sent" | "failed" | "over-cap" | "left-out" | "expired" | "cancelled" | "unknown"; reason: string | null; group?: { id: string; code: string; name: string } } };
export type OnTasksCreated = { id: string; type: "tasks.created"; occurredAt: string; brand: string; data: { groupId: string | null; taskId: string; kind: "send" | "reply" | "review" | "duty" | "check" | "other"; assigneeId: string; group?: { id: string; code: string; name: string } } };
export type OnTasksDone = { id: string; type: "tasks.done"; occurredAt: string; brand: string; data: { groupId: string | null; value: number; taskId: string; kind: "send" | "reply" | "review" | "duty" | "check" | "other"; state: "open" | "done" | "skipped" | "expired" | "cancelled"; assigneeId: string; group?: { id: string; code: string; name: string } } };
export type OnInsightStageChanged = { id: string; type: "insight.stage-changed"; occurredAt: string; brand: string; data: { groupId: string; from: 1 | 2 | 3 | 4 | 5; to: 1 | 2 | 3 | 4 | 5; day: string; group?: { id: string; code: string; name: string } } };
export type OnInsightDyingFound = { id: string; type: "insight.dying-found"; occurredAt: string; brand: string; data: { groupId: string; reason: "silent" | "fading"; since: string; value: number; group?: { id: string; code: string; name: string } } };
export type OnInsightDyingEnded = { id: string; type: "insight.dying-ended"; occurredAt: string; brand: string; data: { groupId: string; since: string; group?: { id: string; code: string; name: string } } };
export type OnPing = { id: string; type: "ping"; occurredAt: string; brand: string; data: Record<string, unknown> };
export type ListOrgUnitsAsk = Record<string, never>;
export type AddOrgUnitAsk = { parentId: string; name: string };
export type RenameOrgUnitAsk = { orgId: string; name: string };
export type RemoveOrgUnitAsk = { orgId: string };
export type ListStaffAsk = { q?: string; cursor?: string; limit?: number; role?: "owner" | "operator" | "group-admin" | "editor" | "sales" | "analyst"; orgId?: string; status?: "active" | "away" | "left" };
export type ListAuditAsk = { q?: string; cursor?: string; limit?: number; actorId?: string; action?: string; targetKind?: string; targetId?: string; from?: string; to?: string };
export type ListAuditChoicesAsk = Record<string, never>;
export type ReadSettingsAsk = Record<string, never>;
export type ChangeSettingsAsk = { phoneColor?: string; workloadWarn?: number; workloadRefuse?: number; quietFromMinute?: number; quietToMinute?: number; groupSendsPerDay?: number; wecomSendCap?: "month" | "week" | "day"; messageTextDays?: number; privacyContact?: string };
export type RenameBrandAsk = { name: string; language?: "zh-CN" | "en" };
export type ReadHealthAsk = Record<string, never>;
export type ListGroupsAsk = { q?: string; tab?: "all" | "mine" | "cooling" | "full" | "fresh"; orgId?: string; ownerId?: string; blueprintId?: string; stampId?: string; positioning?: string; channel?: string; stage?: string; health?: string; status?: string; cursor?: string; limit?: number; sort?: "code" | "-code" | "name" | "-name" | "members" | "-members" | "fill" | "-fill" | "health" | "-health" | "interaction" | "-interaction" | "cooled" | "-cooled" | "paid" | "-paid" | "created" | "-created" | "spoke" | "-spoke" };
export type CreateGroupAsk = { name: string; orgId: string; positioning?: "lead-in" | "benefit" | "flash"; commercialType?: "promotion" | "refined" | "service"; channel?: "web" | "wecom" | "qq" | "manual"; blueprintId?: string; ownerStaffId?: string | null; capacity?: number; targetMembers?: number; slogan?: string; announcement?: string; profile?: { logo?: string | null; gives?: Array<{ icon: "leaf" | "bag" | "chat" | "gift" | "cal" | "horn"; title: string; note?: string }>; rules?: { items?: Array<string>; penalty?: string }; reception?: { greeting?: string; steps?: Array<string>; serviceHours?: string }; purpose?: { beforePayment?: string; afterPayment?: string }; threshold?: { kind?: "free" | "invitation" | "level" | "spend" | "paid"; note?: string }; sheet?: Array<{ kind: "reward" | "penalty"; when: string; then: string }> }; open?: boolean };
export type SummarizeGroupsAsk = { q?: string; tab?: "all" | "mine" | "cooling" | "full" | "fresh"; orgId?: string; ownerId?: string; blueprintId?: string; stampId?: string; positioning?: string; channel?: string; stage?: string; health?: string; status?: string };
export type ListGroupIdsAsk = { q?: string; tab?: "all" | "mine" | "cooling" | "full" | "fresh"; orgId?: string; ownerId?: string; blueprintId?: string; stampId?: string; positioning?: string; channel?: string; stage?: string; health?: string; status?: string };
export type ShowGroupAsk = { groupId: string };
export type ChangeGroupAsk = { groupId: string; name?: string; slogan?: string; announcement?: string; orgId?: string; positioning?: "lead-in" | "benefit" | "flash"; commercialType?: "promotion" | "refined" | "service"; capacity?: number; targetMembers?: number; profile?: { logo?: string | null; gives?: Array<{ icon: "leaf" | "bag" | "chat" | "gift" | "cal" | "horn"; title: string; note?: string }>; rules?: { items?: Array<string>; penalty?: string }; reception?: { greeting?: string; steps?: Array<string>; serviceHours?: string }; purpose?: { beforePayment?: string; afterPayment?: string }; threshold?: { kind?: "free" | "invitation" | "level" | "spend" | "paid"; note?: string }; sheet?: Array<{ kind: "reward" | "penalty"; when: string; then: string }> } };
export type OpenGroupAsk = { groupId: string };
export type CloseGroupAsk = { groupId: string; reason?: string };
export type BindGroupAsk = { groupId: string; externalId: string };
export type ListEntriesAsk = { groupId: string };
export type CreateEntryAsk = { groupId: string; name: string; inviterMemberId?: string | null };
export type CloseEntryAsk = { groupId: string; entryId: string };
export type ReopenEntryAsk = { groupId: string; entryId: string };
export type ListRosterAsk = { groupId: string };
export type AddToRosterAsk = { groupId: string; role: "admin" | "assistant" | "koc" | "volunteer"; kind: "staff" | "member"; personId: string; duty?: string; shift?: string };
export type ChangeRosterAsk = { groupId: string; placeId: string; role?: "admin" | "assistant" | "koc" | "volunteer"; duty?: string; shift?: string };
export type RemoveFromRosterAsk = { groupId: string; placeId: string };
export type HandOverGroupAsk = { groupId: string; staffId: string | null; keepAsAdmin?: boolean };
export type ListWorkloadsAsk = Record<string, never>;
export type ListBlueprintsAsk = { archived?: "true" | "false" };
export type CreateBlueprintAsk = { name: string; spec: { positioning: "lead-in" | "benefit" | "flash"; commercialType: "promotion" | "refined" | "service"; capacity: number; targetMembers: number; slogan?: string; announcement?: string; profile?: { logo?: string | null; gives?: Array<{ icon: "leaf" | "bag" | "chat" | "gift" | "cal" | "horn"; title: string; note?: string }>; rules?: { items?: Array<string>; penalty?: string }; reception?: { greeting?: string; steps?: Array<string>; serviceHours?: string }; purpose?: { beforePayment?: string; afterPayment?: string }; threshold?: { kind?: "free" | "invitation" | "level" | "spend" | "paid"; note?: string }; sheet?: Array<{ kind: "reward" | "penalty"; when: string; then: string }> }; crew?: { admins?: number; kocs?: number; volunteers?: number }; thresholds?: { seatsShare?: number; interaction7d: number; retention30d: number; conversion30d: number; referral30d: number } | null }; note?: string };
export type ShowBlueprintAsk = { blueprintId: string };
export type SaveBlueprintAsk = { blueprintId: string; fromVersion: number; name?: string; spec: { positioning: "lead-in" | "benefit" | "flash"; commercialType: "promotion" | "refined" | "service"; capacity: number; targetMembers: number; slogan?: string; announcement?: string; profile?: { logo?: string | null; gives?: Array<{ icon: "leaf" | "bag" | "chat" | "gift" | "cal" | "horn"; title: string; note?: string }>; rules?: { items?: Array<string>; penalty?: string }; reception?: { greeting?: string; steps?: Array<string>; serviceHours?: string }; purpose?: { beforePayment?: string; afterPayment?: string }; threshold?: { kind?: "free" | "invitation" | "level" | "spend" | "paid"; note?: string }; sheet?: Array<{ kind: "reward" | "penalty"; when: string; then: string }> }; crew?: { admins?: number; kocs?: number; volunteers?: number }; thresholds?: { seatsShare?: number; interaction7d: number; retention30d: number; conversion30d: number; referral30d: number } | null }; note?: string };
export type ArchiveBlueprintAsk = { blueprintId: string; archived: boolean };
export type ListDeviationsAsk = { blueprintId: string; version?: number; cursor?: string; limit?: number };
export type PlanStampAsk = { blueprintId: string; channel?: "web" | "wecom" | "qq" | "manual"; pattern: string; start?: number; digits?: number; units: Array<{ orgId: string; count: number }>; ownerStaffIds?: Array<string>; open?: boolean };
export type ListStampsAsk = Record<string, never>;
export type StampGroupsAsk = { blueprintId: string; channel?: "web" | "wecom" | "qq" | "manual"; pattern: string; start?: number; digits?: number; units: Array<{ orgId: string; count: number }>; ownerStaffIds?: Array<string>; open?: boolean };
export type ShowStampAsk = { stampId: string };
export type UndoStampAsk = { stampId: string };
export type AssignOwnersAsk = { groupIds: Array<string>; ownerStaffIds: Array<string>; keepAsAdmin?: boolean };
export type ApplyBlueprintAsk = { groupIds: Array<string>; blueprintId: string; version?: number; fields?: Array<"positioning" | "commercialType" | "capacity" | "targetMembers" | "slogan" | "announcement" | "logo" | "gives" | "rules" | "reception" | "purpose" | "threshold" | "sheet"> };
export type CloseGroupsAsk = { groupIds: Array<string>; reason?: string };
export type UndoBulkAsk = { bulkId: string };
export type ListMembersAsk = { q?: string; cursor?: string; limit?: number; tagId?: string; orgId?: string; groupId?: string; active?: "today" | "7d" | "30d" | "silent30" | "silent90"; marketing?: "yes" | "no"; from?: string; to?: string; sort?: "joined" | "active"; ascending?: "1" };
export type CountMembersAsk = { q?: string; tagId?: string; orgId?: string; groupId?: string; active?: "today" | "7d" | "30d" | "silent30" | "silent90"; marketing?: "yes" | "no"; from?: string; to?: string };
export type ShowMemberAsk = { memberId: string };
export type ChangeMemberAsk = { memberId: string; name?: string; city?: string; phone?: string; custom?: Record<string, string> };
export type RevealPhoneAsk = { memberId: string };
export type MergeMembersAsk = { memberId: string; intoId: string };
export type UnmergeMemberAsk = { memberId: string };
export type ListNotesAsk = { cursor?: string; limit?: number; memberId: string };
export type AddNoteAsk = { memberId: string; text: string };
export type RemoveNoteAsk = { memberId: string; noteId: string };
export type ReadTimelineAsk = { cursor?: string; limit?: number; memberId: string; kind?: "all" | "messages" | "orders" | "groups" | "care" };
export type ListTagsAsk = { counted?: string };
export type AddTagAsk = { name: string };
export type RenameTagAsk = { tagId: string; name: string };
export type RemoveTagAsk = { tagId: string; evenUsed?: boolean };
export type ChangeTagsAsk = { tagId: string; direction: "add" | "remove"; who: { memberIds: Array<string> } | { filter: { q?: string; tagId?: string; orgId?: string; groupId?: string; active?: "today" | "7d" | "30d" | "silent30" | "silent90"; marketing?: "yes" | "no"; from?: string; to?: string } } };
export type UndoTagsAsk = { changeId: string };
export type ListPrivacyRequestsAsk = { q?: string; cursor?: string; limit?: number; state?: "asked" | "ready" | "done" | "withdrawn"; kind?: "export" | "erase" };
export type ShowMemberExportAsk = { memberId: string };
export type ExportMemberAsk = { memberId: string };
export type EraseMemberAsk = { memberId: string };
export type WithdrawEraseAsk = { memberId: string };
export type ListConsentsAsk = { q?: string; cursor?: string; limit?: number; memberId?: string; purpose?: "rules" | "marketing" | "recommendation"; granted?: string; from?: string; to?: string };
export type IngestAsk = { items: Array<unknown> };
export type ListMessagesAsk = { groupId: string; q?: string; from?: "member" | "staff" | "bot" | "send"; memberId?: string; day?: string; since?: string; beforeSeq?: number; afterSeq?: number; limit?: number };
export type RemoveMessageAsk = { groupId: string; messageId: string; reason?: string };
export type ListEventsAsk = { q?: string; cursor?: string; limit?: number; names: "members.joined" | "members.left" | "messages.received" | "messages.removed" | "messages.sent" | "groups.entry-exposed" | "orders.paid" | "orders.refunded" | Array<"members.joined" | "members.left" | "messages.received" | "messages.removed" | "messages.sent" | "groups.entry-exposed" | "orders.paid" | "orders.refunded">; groupId?: string; memberId?: string; from: string; to: string; validOnly?: string };
export type ListInboxAsk = { q?: string; cursor?: string; limit?: number; state?: "unreadable" | "quarantined" | "refused" | "replayed"; reason?: "unreadable" | "too-long" | "too-old" | "future" | "unknown-group" | "unknown-member" | "correction" };
export type ShowInboxAsk = { inboxId: string };
export type ReplayInboxAsk = { inboxId: string; accept?: boolean };
export type ReplayAllInboxAsk = { reason: "unreadable" | "too-long" | "too-old" | "future" | "unknown-group" | "unknown-member" | "correction" };
export type DismissInboxAsk = { inboxId: string };
export type RecallInboxAsk = { inboxId: string };
export type ListOrdersAsk = { q?: string; cursor?: string; limit?: number; groupId?: string; memberId?: string; sendId?: string; source?: string; from?: string; to?: string; since?: string; until?: string; refunded?: string; credited?: "group" | "none"; sums?: string };
export type RecordOrdersAsk = { orders: Array<{ source: string; externalId: string; buyer?: { memberId: string } | { kind: string; scope?: string; externalId: string; nickname?: string; phone?: string }; groupId?: string; groupCode?: string; sendId?: string; title?: string; paidAt: string; paidFen: number; lines?: Array<{ title: string; quantity: number; paidFen: number }> }> };
export type RecordRefundsAsk = { refunds: Array<{ source: string; orderExternalId: string; externalId: string; refundedAt: string; fen: number }> };
export type ShowOrderAsk = { orderId: string };
export type CountBuyersAsk = { from?: string; to?: string };
export type ShowValuesAsk = Record<string, never>;
export type FitValuesAsk = { from?: string; to: string; until?: string; horizonWeeks?: number; discountPercent?: number };
export type CancelValuesAsk = { jobId: string };
export type ListBuyerValuesAsk = { q?: string; cursor?: string; limit?: number; sort?: "clv" | "purchases" | "active" | "order" | "paid"; ascending?: "1"; band?: number };
export type ListCostsAsk = { q?: string; cursor?: string; limit?: number; groupId?: string; campaign?: string; kind?: "pay" | "prize" | "material" | "venue" | "promotion" | "red-packet" | "tool" | "other"; from?: string; to?: string };
export type EnterCostAsk = { day: string; groupId?: string; orgId?: string; campaign?: string; kind: "pay" | "prize" | "material" | "venue" | "promotion" | "red-packet" | "tool" | "other"; fen: number; note?: string };
export type RemoveCostAsk = { costId: string };
export type ListConnectionsAsk = Record<string, never>;
export type ShowConnectionHealthAsk = { connectionId: string };
export type ListAstrayCallbacksAsk = { connectionId: string; state?: "unreadable" | "failed"; cursor?: string; limit?: number };
export type RetryCallbacksAsk = { connectionId: string; ids?: Array<number> };
export type ListContentsAsk = { q?: string; cursor?: string; limit?: number; direction?: "engage" | "convert" | "brand"; format?: "text" | "image" | "link"; state?: "draft" | "pending" | "approved" | "retired"; folder?: string | "none"; usable?: string; sort?: "-updated" | "name" | "-uses" };
export type CreateContentAsk = { name: string; direction: "engage" | "convert" | "brand"; folderId?: string | null; expiresOn?: string | null; body: { format: "text"; text: string } | { format: "image"; text: string; images: Array<{ sha256: string; name: string }> } | { format: "link"; text: string; title: string; summary: string; url: string; cover: string | null } };
export type ShowContentAsk = { contentId: string };
export type SaveContentAsk = { contentId: string; name: string; direction: "engage" | "convert" | "brand"; folderId?: string | null; expiresOn?: string | null; body: { format: "text"; text: string } | { format: "image"; text: string; images: Array<{ sha256: string; name: string }> } | { format: "link"; text: string; title: string; summary: string; url: string; cover: string | null }; version: number };
export type MoveContentAsk = { contentId: string; version: number; move: "submit" | "withdraw" | "approve" | "reject" | "retire" | "restore"; note?: string; acceptsWords?: boolean };
export type FileContentsAsk = { contentIds: Array<string>; folderId: string | null };
export type ReadContentOverviewAsk = Record<string, never>;
export type AddFolderAsk = { parentId?: string | null; name: string };
export type RenameFolderAsk = { folderId: string; name: string };
export type MoveFolderAsk = { folderId: string; parentId: string | null };
export type RemoveFolderAsk = { folderId: string };
export type PreviewVariablesAsk = { groupId?: string };
export type ReadColumnWeekAsk = { day?: string };
export type AddColumnAsk = { name: string; direction: "engage" | "convert" | "brand"; purpose?: string; slots: Array<{ weekday: number; minute: number }> };
export type ChangeColumnAsk = { columnId: string; name: string; direction: "engage" | "convert" | "brand"; purpose?: string; slots: Array<{ weekday: number; minute: number }> };
export type ArchiveColumnAsk = { columnId: string; archived?: boolean };
export type FillSlotAsk = { columnId: string; day: string; minute: number; contentId: string | null };
export type ListImportsAsk = { q?: string; cursor?: string; limit?: number; kind?: "orders" | "refunds" | "members" | "chat" | "costs" };
export type ShowImportAsk = { importId: string };
export type PreviewImportAsk = { importId: string; kind: "orders" | "refunds" | "members" | "chat" | "costs"; options: { columns: Array<"orderId" | "paidAt" | "paid" | "title" | "quantity" | "linePaid" | "buyerId" | "buyerName" | "phone" | "group" | "source" | "refundId" | "refundedAt" | "refunded" | "memberId" | "nickname" | "name" | "city" | "tags" | "joinedAt" | "firstSeenAt" | "marketing" | "custom" | "room" | "messageId" | "sentAt" | "userId" | "userName" | "text" | "day" | "costKind" | "cost" | "campaign" | "note" | null>; source: string; dayOrders?: Record<string, "dmy" | "mdy">; zone: string; unit?: "major" | "minor"; rate?: number; lines?: "sum" | "whole"; known?: "update" | "keep"; groupId?: string | null; rooms?: Record<string, { groupId: string } | { make: true } | { skip: true }>; otherRooms?: "make" | "skip"; roomOrgId?: string | null; seat?: boolean } };
export type GuessImportAsk = { importId: string; kind: "orders" | "refunds" | "members" | "chat" | "costs" };
export type RereadImportAsk = { importId: string; format: { kind: "csv"; gzip: boolean; encoding: "utf-8" | "gb18030" | "utf-16le" | "utf-16be" | "big5" | "windows-1252"; isAscii: boolean; delimiter: "," | ";" | "\t" | "|"; headerLine?: number } | { kind: "xlsx"; sheets: Array<string>; sheet: string; headerLine?: number }; keep?: boolean };
export type CheckImportAsk = { importId: string; kind: "orders" | "refunds" | "members" | "chat" | "costs"; options: { columns: Array<"orderId" | "paidAt" | "paid" | "title" | "quantity" | "linePaid" | "buyerId" | "buyerName" | "phone" | "group" | "source" | "refundId" | "refundedAt" | "refunded" | "memberId" | "nickname" | "name" | "city" | "tags" | "joinedAt" | "firstSeenAt" | "marketing" | "custom" | "room" | "messageId" | "sentAt" | "userId" | "userName" | "text" | "day" | "costKind" | "cost" | "campaign" | "note" | null>; source: string; dayOrders?: Record<string, "dmy" | "mdy">; zone: string; unit?: "major" | "minor"; rate?: number; lines?: "sum" | "whole"; known?: "update" | "keep"; groupId?: string | null; rooms?: Record<string, { groupId: string } | { make: true } | { skip: true }>; otherRooms?: "make" | "skip"; roomOrgId?: string | null; seat?: boolean } };
export type RunImportAsk = { importId: string; options?: { rooms?: Record<string, { groupId: string } | { make: true } | { skip: true }>; otherRooms?: "make" | "skip"; roomOrgId?: string | null; seat?: boolean; known?: "update" | "keep" } };
export type CancelImportAsk = { importId: string };
export type ForgetImportAsk = { importId: string };
export type ListBadRowsAsk = { cursor?: string; limit?: number; importId: string };
export type UploadImportAsk = { kind?: "orders" | "refunds" | "members" | "chat" | "costs" };
export type ReadMetricsAsk = { scope?: string; from: string; to: string; trendDays?: number; allSales?: string };
export type ListMetricRowsAsk = { metric: "join" | "leave" | "interaction" | "messages" | "retention" | "conversion" | "spend" | "roi" | "referral" | "arpu"; scope?: string; part?: "numerator" | "denominator" | "second-numerator" | "second-denominator"; from: string; to: string; cursor?: string; limit?: number };
export type ReadTrendAsk = { scope?: string; metric: "join" | "leave" | "interaction" | "messages" | "retention" | "conversion" | "spend" | "roi" | "referral" | "arpu"; from: string; to: string; by?: "scope" | "children" };
export type ReadStagesAsk = { scope?: string };
export type ReadFunnelAsk = { scope?: string; from: string; to: string };
export type ListFunnelRowsAsk = { scope?: string; from: string; to: string; step: "acquired" | "activated" | "retained" | "paid" | "referred"; stopped?: string; cursor?: string; limit?: number };
export type ReadCohortsAsk = { scope?: string; weeks?: number };
export type ReadBoardAsk = { scope?: string; days?: number; sort?: "join" | "leave" | "interaction" | "messages" | "retention" | "conversion" | "spend" | "roi" | "referral" | "arpu" | "health" | "members"; descending?: string; stage?: number; cursor?: string; limit?: number };
export type RecomputeAsk = { scope?: string };
export type ReadHeatAsk = { groupId: string };
export type ReadHeatMapAsk = { scope?: string; from: string; to: string };
export type ListHeatRowsAsk = { scope?: string; from: string; to: string; weekday: number; hour: number; cursor?: string; limit?: number };
export type ReadPlatformFiguresAsk = { scope?: string; from: string; to: string };
export type ListPlatformRowsAsk = { scope?: string; from: string; to: string; key: "messages" | "talkingMembers" | "newMembers" | "members"; cursor?: string; limit?: number };
export type ListGroupDaysAsk = { groupId: string; from: string; to: string };
export type ReadGroupStateAsk = { groupId: string };
export type ListGroupContentsAsk = { q?: string; cursor?: string; limit?: number; groupId: string };
export type ListGroupContentUsesAsk = { q?: string; cursor?: string; limit?: number; groupId: string; contentId: string };
export type ListTalkMonthsAsk = { scope?: string; from?: string; to?: string };
export type ListTalkGroupsAsk = { scope?: string; from?: string; to?: string; sort?: "messages" | "-messages" | "name" | "-name"; cursor?: string; limit?: number };
export type ListThresholdsAsk = Record<string, never>;
export type SetThresholdsAsk = { commercialType: "promotion" | "refined" | "service"; thresholds: { seatsShare: number; interaction7d: number; retention30d: number; conversion30d: number; referral30d: number } | null };
export type ListGroupsInNeedAsk = { scope?: string; code?: "no-owner" | "exodus" | "adverts" | "host-silent" | "few-voices" | "broadcast" | "newcomers-lost" | "thin" | "silent" | "fading" | "flash-over" | "unwelcomed" | "one-hand" | "slow-start" | "weak-entry" | "quiet-hour" | "buyers-gone" | "no-referral"; stage?: number; cursor?: string; limit?: number };
export type DismissAdviceAsk = { adviceId: string };
export type RecallAdviceAsk = { adviceId: string };
export type ListTasksAsk = { q?: string; cursor?: string; limit?: number; whose?: "mine" | "all"; state?: "open" | "done" | "skipped" | "expired" | "cancelled"; kind?: "send" | "reply" | "review" | "duty" | "check" | "other"; groupId?: string; dueBefore?: string };
export type CountTasksAsk = { whose?: "mine" | "all" };
export type FinishTaskAsk = { taskId: string; outcome?: string };
export type SkipTaskAsk = { taskId: string; reason: string };
export type ReopenTaskAsk = { taskId: string };
export type PostponeTaskAsk = { taskId: string; dueAt: string };
export type ReassignTaskAsk = { taskId: string; staffId: string };
export type PreviewSendAsk = { name: string; contentId?: string; body?: { format: "text"; text: string } | { format: "image"; text: string; images: Array<{ sha256: string; name: string }> } | { format: "link"; text: string; title: string; summary: string; url: string; cover: string | null }; audience: { groupIds?: Array<string>; orgId?: string; blueprintId?: string; positioning?: "lead-in" | "benefit" | "flash"; stage?: number }; dueAt?: string };
export type ListSendsAsk = { q?: string; cursor?: string; limit?: number; when?: "coming" | "past"; state?: "scheduled" | "paused" | "finished" | "cancelled"; sourceKind?: "adhoc" | "flow"; flowId?: string; groupId?: string; day?: string };
export type CreateSendAsk = { name: string; contentId?: string; body?: { format: "text"; text: string } | { format: "image"; text: string; images: Array<{ sha256: string; name: string }> } | { format: "link"; text: string; title: string; summary: string; url: string; cover: string | null }; audience: { groupIds?: Array<string>; orgId?: string; blueprintId?: string; positioning?: "lead-in" | "benefit" | "flash"; stage?: number }; dueAt?: string };
export type ShowSendAsk = { sendId: string };
export type ListDeliveriesAsk = { q?: string; cursor?: string; limit?: number; sendId: string; state?: "planned" | "handed-over" | "sent" | "failed" | "over-cap" | "left-out" | "expired" | "cancelled" | "unknown" };
export type ListSendOwnersAsk = { q?: string; cursor?: string; limit?: number; sendId: string };
export type RemindSendAsk = { sendId: string; accountIds?: Array<string> };
export type LookHandoverAsk = { dispatchId: string };
export type CancelSendAsk = { sendId: string };
export type PauseSendAsk = { sendId: string };
export type ResumeSendAsk = { sendId: string };
export type ShowHandoverAsk = { dispatchId: string };
export type ConfirmDeliveryAsk = { deliveryId: string; outcome: "sent" | "failed"; reason?: string };
export type RewordDeliveryAsk = { deliveryId: string; text: string | null };
export type UnconfirmDeliveryAsk = { deliveryId: string };
export type DecideDeliveryAsk = { deliveryId: string; outcome: "sent" | "failed" };
export type ListQuotasAsk = { q?: string; cursor?: string; limit?: number };
export type ListFlowsAsk = { state?: "draft" | "running" | "paused" | "stopped" };
export type CreateFlowAsk = { name: string; kind: "day" | "week"; audience: { kind: "blueprint"; blueprintId: string; orgIds?: Array<string> } | { kind: "orgs"; orgIds: Array<string> } | { kind: "groups"; groupIds: Array<string> }; preset?: boolean; spec?: { audience: { kind: "blueprint"; blueprintId: string; orgIds?: Array<string> } | { kind: "orgs"; orgIds: Array<string> } | { kind: "groups"; groupIds: Array<string> }; steps: Array<{ id: string; name: string; direction: "engage" | "convert" | "brand"; slots: Array<{ weekday: number; minute: number }>; minutes?: number; graceMinutes?: number; action: { kind: "send"; content: { kind: "content"; contentId: string } | { kind: "column"; columnId: string } | { kind: "text"; text: string } | null } | { kind: "task"; instructions?: string } }> } };
export type ShowFlowAsk = { flowId: string };
export type ListFlowVersionsAsk = { flowId: string };
export type ReadFlowStatsAsk = { flowId: string; days?: number };
export type ListTodayStepsAsk = { groupId?: string; mine?: string; orgId?: string };
export type ReadFlowWeekAsk = { flowId: string; day?: string; source?: "draft" | "running"; revision?: number };
export type SaveDraftAsk = { flowId: string; revision: number; name?: string; spec: { audience: { kind: "blueprint"; blueprintId: string; orgIds?: Array<string> } | { kind: "orgs"; orgIds: Array<string> } | { kind: "groups"; groupIds: Array<string> }; steps: Array<{ id: string; name: string; direction: "engage" | "convert" | "brand"; slots: Array<{ weekday: number; minute: number }>; minutes?: number; graceMinutes?: number; action: { kind: "send"; content: { kind: "content"; contentId: string } | { kind: "column"; columnId: string } | { kind: "text"; text: string } | null } | { kind: "task"; instructions?: string } }> } };
export type PublishFlowAsk = { flowId: string; revision: number; note?: string };
export type RemoveFlowAsk = { flowId: string };
export type ListGroupTicksAsk = { groupIds: string | Array<string> };
export type StartFlowAsk = { flowId: string; catchUp?: boolean };
export type PauseFlowAsk = { flowId: string };
export type ResumeFlowAsk = { flowId: string; catchUp?: boolean };
export type StopFlowAsk = { flowId: string };
export type SkipStepAsk = { flowId: string; stepId: string; day: string; skip: boolean };
export type ListLinesAsk = Record<string, never>;
export type CreateLineAsk = { name: string; answers: { daysBetweenOrders: number; ticketFen: number; decisionHours: number; margin: number; needsExplaining: boolean; appeal: "broad" | "segmented" | "unclear"; impulse: boolean }; combinations?: Array<"shop" | "campaign" | "private" | "tiers" | "games"> };
export type ReadEvidenceAsk = Record<string, never>;
export type ChangeLineAsk = { lineId: string; name: string; answers: { daysBetweenOrders: number; ticketFen: number; decisionHours: number; margin: number; needsExplaining: boolean; appeal: "broad" | "segmented" | "unclear"; impulse: boolean }; combinations?: Array<"shop" | "campaign" | "private" | "tiers" | "games"> };
export type RemoveLineAsk = { lineId: string };
export type ApplyLineAsk = { lineId: string; positioning?: "lead-in" | "benefit" | "flash"; blueprintId?: string };
export type ReadFocusAsk = { mine?: string; orgId?: string };
export type ReadGuideAsk = { mine?: string };
export type ReadGroupGuideAsk = { groupId: string };
export type ListFailingGroupsAsk = { step?: "positioning" | "organisation" | "rules" | "basics" | "content" | "incentives" | "conversion" | "sop"; blueprintId?: string | "none"; mine?: string; cursor?: string; limit?: number };
export type ShowWecomAsk = { connectionId: string };
export type ChangeWecomAsk = { connectionId: string; orgId: string | null };
export type StartWecomSyncAsk = { connectionId: string };
export type CancelWecomSyncAsk = { connectionId: string; jobId: string };
export type ListWecomDifferencesAsk = { cursor?: string; limit?: number; connectionId: string; kind?: "staff" | "customer" | "tag" | "group" | "code" };
export type ListWecomStaffAsk = { q?: string; cursor?: string; limit?: number; connectionId: string; filter?: "all" | "linked" | "open" | "problem" };
export type LinkWecomStaffAsk = { connectionId: string; links: Array<{ accountId: string; staffId: string | null }> };
export type LinkSuggestedStaffAsk = { connectionId: string };
export type ListWecomCodesAsk = { connectionId: string; kind: "contact" | "join"; gone?: string };
export type ListCodeChoicesAsk = { connectionId: string };
export type SaveContactCodeAsk = { connectionId: string; codeId?: string | null; code: { name: string; userIds: Array<string>; skipVerify?: boolean } };
export type SaveJoinCodeAsk = { connectionId: string; codeId?: string | null; code: { name: string; groupIds: Array<string>; autoCreate?: boolean; baseName?: string; baseNo?: number; limit?: number } };
export type RetryWecomCodeAsk = { connectionId: string; codeId: string };
export type RemoveWecomCodeAsk = { connectionId: string; codeId: string };
export type ListGroupCodesAsk = { groupId: string };
export type ListWelcomesAsk = { connectionId: string };
export type SaveWelcomeAsk = { connectionId: string; welcomeId?: string | null; welcome: { name: string; isOn?: boolean; codeId?: string | null; fromMinute?: number | null; toMinute?: number | null; text?: string; contentIds?: Array<string> } };
export type RemoveWelcomeAsk = { connectionId: string; welcomeId: string };
export type ListWelcomeSendsAsk = { cursor?: string; limit?: number; connectionId: string; status?: "waiting" | "sent" | "taken" | "expired" | "failed" | "none" };
export type ListGroupWelcomesAsk = { connectionId: string };
export type SaveGroupWelcomeAsk = { connectionId: string; groupWelcomeId?: string | null; text?: string; contentId?: string | null; notify?: boolean };
export type RemoveGroupWelcomeAsk = { connectionId: string; groupWelcomeId: string };
export type ShowWecomFiguresAsk = { connectionId: string; days?: number };
export type ListMemberRelationsAsk = { memberId: string };

/** What a webhook is told. */
export type WebhookEvent = OnGroupsCreated | OnGroupsOpened | OnGroupsClosed | OnGroupsRenamed | OnGroupsChanged | OnGroupsBound | OnGroupsRosterChanged | OnMembersCreated | OnMembersJoined | OnMembersLeft | OnMembersTagged | OnMembersUntagged | OnMembersConsented | OnMembersChanged | OnMembersMerged | OnMembersUnmerged | OnMembersErased | OnMessagesReceived | OnMessagesRemoved | OnOrdersPaid | OnOrdersRefunded | OnOrdersChanged | OnContentsApproved | OnContentsUsed | OnFlowsPublished | OnFlowsStarted | OnFlowsPaused | OnFlowsStopped | OnSendsCreated | OnSendsFinished | OnSendsCancelled | OnDeliveriesEnded | OnTasksCreated | OnTasksDone | OnInsightStageChanged | OnInsightDyingFound | OnInsightDyingEnded | OnPing;

/** Every operation of the API as a method. */
export class Qunce extends Caller {
  /** List org units. */
  listOrgUnits(ask: ListOrgUnitsAsk = {}, options?: CallOptions): Promise<ListOrgUnitsAnswer> {
    return this.call("GET", "/org-units", ask, options);
  }

  /** Add an org unit. */
  addOrgUnit(ask: AddOrgUnitAsk, options?: CallOptions): Promise<AddOrgUnitAnswer> {
    return this.call("POST", "/org-units", ask, options);
  }

  /** Rename an org unit. */
  renameOrgUnit(ask: RenameOrgUnitAsk, options?: CallOptions): Promise<RenameOrgUnitAnswer> {
    return this.call("POST", "/org-units/{orgId}/rename", ask, options);
  }

  /** Remove an empty org unit. */
  removeOrgUnit(ask: RemoveOrgUnitAsk, options?: CallOptions): Promise<RemoveOrgUnitAnswer> {
    return this.call("POST", "/org-units/{orgId}/remove", ask, options);
  }

  /** List staff. */
  listStaff(ask: ListStaffAsk = {}, options?: CallOptions): Promise<ListStaffAnswer> {
    return this.call("GET", "/staff", ask, options);
  }

  /** List audit entries. */
  listAudit(ask: ListAuditAsk = {}, options?: CallOptions): Promise<ListAuditAnswer> {
    return this.call("GET", "/audit", ask, options);
  }

  /** People and actions in the audit. */
  listAuditChoices(ask: ListAuditChoicesAsk = {}, options?: CallOptions): Promise<ListAuditChoicesAnswer> {
    return this.call("GET", "/audit/choices", ask, options);
  }

  /** Read the brand's settings. */
  readSettings(ask: ReadSettingsAsk = {}, options?: CallOptions): Promise<ReadSettingsAnswer> {
    return this.call("GET", "/settings", ask, options);
  }

  /** Change the brand's settings. */
  changeSettings(ask: ChangeSettingsAsk = {}, options?: CallOptions): Promise<ChangeSettingsAnswer> {
    return this.call("POST", "/settings", ask, options);
  }

  /** Rename the brand. */
  renameBrand(ask: RenameBrandAsk, options?: CallOptions): Promise<RenameBrandAnswer> {
    return this.call("POST", "/brand/rename", ask, options);
  }

  /** Read the state of the system. */
  readHealth(ask: ReadHealthAsk = {}, options?: CallOptions): Promise<ReadHealthAnswer> {
    return this.call("GET", "/health", ask, options);
  }

  /** List groups. */
  listGroups(ask: ListGroupsAsk = {}, options?: CallOptions): Promise<ListGroupsAnswer> {
    return this.call("GET", "/groups", ask, options);
  }

  /** Make a group. */
  createGroup(ask: CreateGroupAsk, options?: CallOptions): Promise<CreateGroupAnswer> {
    return this.call("POST", "/groups", ask, options);
  }

  /** Figures over groups. */
  summarizeGroups(ask: SummarizeGroupsAsk = {}, options?: CallOptions): Promise<SummarizeGroupsAnswer> {
    return this.call("GET", "/groups/summary", ask, options);
  }

  /** Ids of the groups that fit. */
  listGroupIds(ask: ListGroupIdsAsk = {}, options?: CallOptions): Promise<ListGroupIdsAnswer> {
    return this.call("GET", "/groups/ids", ask, options);
  }

  /** Show a group. */
  showGroup(ask: ShowGroupAsk, options?: CallOptions): Promise<ShowGroupAnswer> {
    return this.call("GET", "/groups/{groupId}", ask, options);
  }

  /** Change a group. */
  changeGroup(ask: ChangeGroupAsk, options?: CallOptions): Promise<ChangeGroupAnswer> {
    return this.call("POST", "/groups/{groupId}", ask, options);
  }

  /** Open a group. */
  openGroup(ask: OpenGroupAsk, options?: CallOptions): Promise<OpenGroupAnswer> {
    return this.call("POST", "/groups/{groupId}/open", ask, options);
  }

  /** Close a group. */
  closeGroup(ask: CloseGroupAsk, options?: CallOptions): Promise<CloseGroupAnswer> {
    return this.call("POST", "/groups/{groupId}/close", ask, options);
  }

  /** Bind a planned group to one on the platform. */
  bindGroup(ask: BindGroupAsk, options?: CallOptions): Promise<BindGroupAnswer> {
    return this.call("POST", "/groups/{groupId}/bind", ask, options);
  }

  /** List ways into a group. */
  listEntries(ask: ListEntriesAsk, options?: CallOptions): Promise<ListEntriesAnswer> {
    return this.call("GET", "/groups/{groupId}/entries", ask, options);
  }

  /** Add a way into a group. */
  createEntry(ask: CreateEntryAsk, options?: CallOptions): Promise<CreateEntryAnswer> {
    return this.call("POST", "/groups/{groupId}/entries", ask, options);
  }

  /** Close a way into a group. */
  closeEntry(ask: CloseEntryAsk, options?: CallOptions): Promise<CloseEntryAnswer> {
    return this.call("POST", "/groups/{groupId}/entries/{entryId}/close", ask, options);
  }

  /** Reopen a way in just closed. */
  reopenEntry(ask: ReopenEntryAsk, options?: CallOptions): Promise<ReopenEntryAnswer> {
    return this.call("POST", "/groups/{groupId}/entries/{entryId}/reopen", ask, options);
  }

  /** List a group's roster. */
  listRoster(ask: ListRosterAsk, options?: CallOptions): Promise<ListRosterAnswer> {
    return this.call("GET", "/groups/{groupId}/roster", ask, options);
  }

  /** Add to a group's roster. */
  addToRoster(ask: AddToRosterAsk, options?: CallOptions): Promise<AddToRosterAnswer> {
    return this.call("POST", "/groups/{groupId}/roster", ask, options);
  }

  /** Change a place in the roster. */
  changeRoster(ask: ChangeRosterAsk, options?: CallOptions): Promise<ChangeRosterAnswer> {
    return this.call("POST", "/groups/{groupId}/roster/{placeId}", ask, options);
  }

  /** Remove from the roster. */
  removeFromRoster(ask: RemoveFromRosterAsk, options?: CallOptions): Promise<RemoveFromRosterAnswer> {
    return this.call("POST", "/groups/{groupId}/roster/{placeId}/remove", ask, options);
  }

  /** Hand a group over to another owner. */
  handOverGroup(ask: HandOverGroupAsk, options?: CallOptions): Promise<HandOverGroupAnswer> {
    return this.call("POST", "/groups/{groupId}/owner", ask, options);
  }

  /** List owners' workloads. */
  listWorkloads(ask: ListWorkloadsAsk = {}, options?: CallOptions): Promise<ListWorkloadsAnswer> {
    return this.call("GET", "/groups/workloads", ask, options);
  }

  /** List blueprints. */
  listBlueprints(ask: ListBlueprintsAsk = {}, options?: CallOptions): Promise<ListBlueprintsAnswer> {
    return this.call("GET", "/blueprints", ask, options);
  }

  /** Make a blueprint. */
  createBlueprint(ask: CreateBlueprintAsk, options?: CallOptions): Promise<CreateBlueprintAnswer> {
    return this.call("POST", "/blueprints", ask, options);
  }

  /** Show a blueprint. */
  showBlueprint(ask: ShowBlueprintAsk, options?: CallOptions): Promise<ShowBlueprintAnswer> {
    return this.call("GET", "/blueprints/{blueprintId}", ask, options);
  }

  /** Save a new version of a blueprint. */
  saveBlueprint(ask: SaveBlueprintAsk, options?: CallOptions): Promise<SaveBlueprintAnswer> {
    return this.call("POST", "/blueprints/{blueprintId}", ask, options);
  }

  /** Archive a blueprint. */
  archiveBlueprint(ask: ArchiveBlueprintAsk, options?: CallOptions): Promise<ArchiveBlueprintAnswer> {
    return this.call("POST", "/blueprints/{blueprintId}/archive", ask, options);
  }

  /** Groups that differ from the blueprint. */
  listDeviations(ask: ListDeviationsAsk, options?: CallOptions): Promise<ListDeviationsAnswer> {
    return this.call("GET", "/blueprints/{blueprintId}/deviations", ask, options);
  }

  /** Preview stamping groups. */
  planStamp(ask: PlanStampAsk, options?: CallOptions): Promise<PlanStampAnswer> {
    return this.call("POST", "/groups/stamps/plan", ask, options);
  }

  /** List stampings. */
  listStamps(ask: ListStampsAsk = {}, options?: CallOptions): Promise<ListStampsAnswer> {
    return this.call("GET", "/groups/stamps", ask, options);
  }

  /** Stamp groups from a blueprint. */
  stampGroups(ask: StampGroupsAsk, options?: CallOptions): Promise<StampGroupsAnswer> {
    return this.call("POST", "/groups/stamps", ask, options);
  }

  /** Show a stamping. */
  showStamp(ask: ShowStampAsk, options?: CallOptions): Promise<ShowStampAnswer> {
    return this.call("GET", "/groups/stamps/{stampId}", ask, options);
  }

  /** Undo a stamping. */
  undoStamp(ask: UndoStampAsk, options?: CallOptions): Promise<UndoStampAnswer> {
    return this.call("POST", "/groups/stamps/{stampId}/undo", ask, options);
  }

  /** Give many groups another owner. */
  assignOwners(ask: AssignOwnersAsk, options?: CallOptions): Promise<AssignOwnersAnswer> {
    return this.call("POST", "/groups/bulk/owner", ask, options);
  }

  /** Give many groups another blueprint. */
  applyBlueprint(ask: ApplyBlueprintAsk, options?: CallOptions): Promise<ApplyBlueprintAnswer> {
    return this.call("POST", "/groups/bulk/blueprint", ask, options);
  }

  /** Close many groups. */
  closeGroups(ask: CloseGroupsAsk, options?: CallOptions): Promise<CloseGroupsAnswer> {
    return this.call("POST", "/groups/bulk/close", ask, options);
  }

  /** Undo a change of many groups. */
  undoBulk(ask: UndoBulkAsk, options?: CallOptions): Promise<UndoBulkAnswer> {
    return this.call("POST", "/groups/bulk/{bulkId}/undo", ask, options);
  }

  /** List members. */
  listMembers(ask: ListMembersAsk = {}, options?: CallOptions): Promise<ListMembersAnswer> {
    return this.call("GET", "/members", ask, options);
  }

  /** Count members. */
  countMembers(ask: CountMembersAsk = {}, options?: CallOptions): Promise<CountMembersAnswer> {
    return this.call("GET", "/members/count", ask, options);
  }

  /** Show a member. */
  showMember(ask: ShowMemberAsk, options?: CallOptions): Promise<ShowMemberAnswer> {
    return this.call("GET", "/members/{memberId}", ask, options);
  }

  /** Change a member. */
  changeMember(ask: ChangeMemberAsk, options?: CallOptions): Promise<ChangeMemberAnswer> {
    return this.call("POST", "/members/{memberId}", ask, options);
  }

  /** Reveal a phone number. */
  revealPhone(ask: RevealPhoneAsk, options?: CallOptions): Promise<RevealPhoneAnswer> {
    return this.call("POST", "/members/{memberId}/phone", ask, options);
  }

  /** Merge two members. */
  mergeMembers(ask: MergeMembersAsk, options?: CallOptions): Promise<MergeMembersAnswer> {
    return this.call("POST", "/members/{memberId}/merge", ask, options);
  }

  /** Undo a merge. */
  unmergeMember(ask: UnmergeMemberAsk, options?: CallOptions): Promise<UnmergeMemberAnswer> {
    return this.call("POST", "/members/{memberId}/unmerge", ask, options);
  }

  /** List notes on a member. */
  listNotes(ask: ListNotesAsk, options?: CallOptions): Promise<ListNotesAnswer> {
    return this.call("GET", "/members/{memberId}/notes", ask, options);
  }

  /** Add a note. */
  addNote(ask: AddNoteAsk, options?: CallOptions): Promise<AddNoteAnswer> {
    return this.call("POST", "/members/{memberId}/notes", ask, options);
  }

  /** Remove a note. */
  removeNote(ask: RemoveNoteAsk, options?: CallOptions): Promise<RemoveNoteAnswer> {
    return this.call("POST", "/members/{memberId}/notes/{noteId}/remove", ask, options);
  }

  /** Read a member's timeline. */
  readTimeline(ask: ReadTimelineAsk, options?: CallOptions): Promise<ReadTimelineAnswer> {
    return this.call("GET", "/members/{memberId}/timeline", ask, options);
  }

  /** List tags. */
  listTags(ask: ListTagsAsk = {}, options?: CallOptions): Promise<ListTagsAnswer> {
    return this.call("GET", "/tags", ask, options);
  }

  /** Make a tag. */
  addTag(ask: AddTagAsk, options?: CallOptions): Promise<AddTagAnswer> {
    return this.call("POST", "/tags", ask, options);
  }

  /** Rename a tag. */
  renameTag(ask: RenameTagAsk, options?: CallOptions): Promise<RenameTagAnswer> {
    return this.call("POST", "/tags/{tagId}/rename", ask, options);
  }

  /** Remove a tag. */
  removeTag(ask: RemoveTagAsk, options?: CallOptions): Promise<RemoveTagAnswer> {
    return this.call("POST", "/tags/{tagId}/remove", ask, options);
  }

  /** Tag or untag members. */
  changeTags(ask: ChangeTagsAsk, options?: CallOptions): Promise<ChangeTagsAnswer> {
    return this.call("POST", "/tags/{tagId}/members", ask, options);
  }

  /** Undo a tagging. */
  undoTags(ask: UndoTagsAsk, options?: CallOptions): Promise<UndoTagsAnswer> {
    return this.call("POST", "/tags/changes/{changeId}/undo", ask, options);
  }

  /** List privacy requests. */
  listPrivacyRequests(ask: ListPrivacyRequestsAsk = {}, options?: CallOptions): Promise<ListPrivacyRequestsAnswer> {
    return this.call("GET", "/privacy/requests", ask, options);
  }

  /** Show a member's export. */
  showMemberExport(ask: ShowMemberExportAsk, options?: CallOptions): Promise<ShowMemberExportAnswer> {
    return this.call("GET", "/members/{memberId}/export", ask, options);
  }

  /** Export one member's data. */
  exportMember(ask: ExportMemberAsk, options?: CallOptions): Promise<ExportMemberAnswer> {
    return this.call("POST", "/members/{memberId}/export", ask, options);
  }

  /** Ask to erase a member. */
  eraseMember(ask: EraseMemberAsk, options?: CallOptions): Promise<EraseMemberAnswer> {
    return this.call("POST", "/members/{memberId}/erase", ask, options);
  }

  /** Withdraw an erasure. */
  withdrawErase(ask: WithdrawEraseAsk, options?: CallOptions): Promise<WithdrawEraseAnswer> {
    return this.call("POST", "/members/{memberId}/erase/withdraw", ask, options);
  }

  /** List consents. */
  listConsents(ask: ListConsentsAsk = {}, options?: CallOptions): Promise<ListConsentsAnswer> {
    return this.call("GET", "/privacy/consents", ask, options);
  }

  /** Report messages, joins and leaves. */
  ingest(ask: IngestAsk, options?: CallOptions): Promise<IngestAnswer> {
    return this.call("POST", "/ingest", ask, options);
  }

  /** List a group's messages. */
  listMessages(ask: ListMessagesAsk, options?: CallOptions): Promise<ListMessagesAnswer> {
    return this.call("GET", "/groups/{groupId}/messages", ask, options);
  }

  /** Remove a message. */
  removeMessage(ask: RemoveMessageAsk, options?: CallOptions): Promise<RemoveMessageAnswer> {
    return this.call("POST", "/groups/{groupId}/messages/{messageId}/remove", ask, options);
  }

  /** List events. */
  listEvents(ask: ListEventsAsk, options?: CallOptions): Promise<ListEventsAnswer> {
    return this.call("GET", "/events", ask, options);
  }

  /** List what could not take effect. */
  listInbox(ask: ListInboxAsk = {}, options?: CallOptions): Promise<ListInboxAnswer> {
    return this.call("GET", "/inbox", ask, options);
  }

  /** Show one of them. */
  showInbox(ask: ShowInboxAsk, options?: CallOptions): Promise<ShowInboxAnswer> {
    return this.call("GET", "/inbox/{inboxId}", ask, options);
  }

  /** Read one anew. */
  replayInbox(ask: ReplayInboxAsk, options?: CallOptions): Promise<ReplayInboxAnswer> {
    return this.call("POST", "/inbox/{inboxId}/replay", ask, options);
  }

  /** Read all anew. */
  replayAllInbox(ask: ReplayAllInboxAsk, options?: CallOptions): Promise<ReplayAllInboxAnswer> {
    return this.call("POST", "/inbox/replay", ask, options);
  }

  /** Set one aside. */
  dismissInbox(ask: DismissInboxAsk, options?: CallOptions): Promise<DismissInboxAnswer> {
    return this.call("POST", "/inbox/{inboxId}/dismiss", ask, options);
  }

  /** Put one back that was set aside. */
  recallInbox(ask: RecallInboxAsk, options?: CallOptions): Promise<RecallInboxAnswer> {
    return this.call("POST", "/inbox/{inboxId}/recall", ask, options);
  }

  /** List orders. */
  listOrders(ask: ListOrdersAsk = {}, options?: CallOptions): Promise<ListOrdersAnswer> {
    return this.call("GET", "/orders", ask, options);
  }

  /** Record orders. */
  recordOrders(ask: RecordOrdersAsk, options?: CallOptions): Promise<RecordOrdersAnswer> {
    return this.call("POST", "/orders", ask, options);
  }

  /** Record refunds. */
  recordRefunds(ask: RecordRefundsAsk, options?: CallOptions): Promise<RecordRefundsAnswer> {
    return this.call("POST", "/orders/refunds", ask, options);
  }

  /** Show an order. */
  showOrder(ask: ShowOrderAsk, options?: CallOptions): Promise<ShowOrderAnswer> {
    return this.call("GET", "/orders/{orderId}", ask, options);
  }

  /** Buyers and who came back. */
  countBuyers(ask: CountBuyersAsk = {}, options?: CallOptions): Promise<CountBuyersAnswer> {
    return this.call("GET", "/orders-buyers", ask, options);
  }

  /** Buyers' lifetime value: the latest fit. */
  showValues(ask: ShowValuesAsk = {}, options?: CallOptions): Promise<ShowValuesAnswer> {
    return this.call("GET", "/orders-values", ask, options);
  }

  /** Fit buyers' lifetime value anew. */
  fitValues(ask: FitValuesAsk, options?: CallOptions): Promise<FitValuesAnswer> {
    return this.call("POST", "/orders-values", ask, options);
  }

  /** Stop a fit of buyers' lifetime value. */
  cancelValues(ask: CancelValuesAsk, options?: CallOptions): Promise<CancelValuesAnswer> {
    return this.call("POST", "/orders-values/{jobId}/cancel", ask, options);
  }

  /** Buyers by their lifetime value. */
  listBuyerValues(ask: ListBuyerValuesAsk = {}, options?: CallOptions): Promise<ListBuyerValuesAnswer> {
    return this.call("GET", "/orders-values/buyers", ask, options);
  }

  /** List costs. */
  listCosts(ask: ListCostsAsk = {}, options?: CallOptions): Promise<ListCostsAnswer> {
    return this.call("GET", "/costs", ask, options);
  }

  /** Enter a cost. */
  enterCost(ask: EnterCostAsk, options?: CallOptions): Promise<EnterCostAnswer> {
    return this.call("POST", "/costs", ask, options);
  }

  /** Remove a cost. */
  removeCost(ask: RemoveCostAsk, options?: CallOptions): Promise<RemoveCostAnswer> {
    return this.call("POST", "/costs/{costId}/remove", ask, options);
  }

  /** List connections. */
  listConnections(ask: ListConnectionsAsk = {}, options?: CallOptions): Promise<ListConnectionsAnswer> {
    return this.call("GET", "/connections", ask, options);
  }

  /** Show how a connection fares. */
  showConnectionHealth(ask: ShowConnectionHealthAsk, options?: CallOptions): Promise<ShowConnectionHealthAnswer> {
    return this.call("GET", "/connections/{connectionId}/health", ask, options);
  }

  /** List callbacks that went astray. */
  listAstrayCallbacks(ask: ListAstrayCallbacksAsk, options?: CallOptions): Promise<ListAstrayCallbacksAnswer> {
    return this.call("GET", "/connections/{connectionId}/callbacks", ask, options);
  }

  /** Handle callbacks again. */
  retryCallbacks(ask: RetryCallbacksAsk, options?: CallOptions): Promise<RetryCallbacksAnswer> {
    return this.call("POST", "/connections/{connectionId}/callbacks/retry", ask, options);
  }

  /** List contents. */
  listContents(ask: ListContentsAsk = {}, options?: CallOptions): Promise<ListContentsAnswer> {
    return this.call("GET", "/contents", ask, options);
  }

  /** Make a content. */
  createContent(ask: CreateContentAsk, options?: CallOptions): Promise<CreateContentAnswer> {
    return this.call("POST", "/contents", ask, options);
  }

  /** Show a content. */
  showContent(ask: ShowContentAsk, options?: CallOptions): Promise<ShowContentAnswer> {
    return this.call("GET", "/contents/{contentId}", ask, options);
  }

  /** Save a new version of a content. */
  saveContent(ask: SaveContentAsk, options?: CallOptions): Promise<SaveContentAnswer> {
    return this.call("POST", "/contents/{contentId}/versions", ask, options);
  }

  /** Submit, approve, reject or retire a content. */
  moveContent(ask: MoveContentAsk, options?: CallOptions): Promise<MoveContentAnswer> {
    return this.call("POST", "/contents/{contentId}/state", ask, options);
  }

  /** File contents in a folder. */
  fileContents(ask: FileContentsAsk, options?: CallOptions): Promise<FileContentsAnswer> {
    return this.call("POST", "/contents/file", ask, options);
  }

  /** Folders and counts. */
  readContentOverview(ask: ReadContentOverviewAsk = {}, options?: CallOptions): Promise<ReadContentOverviewAnswer> {
    return this.call("GET", "/contents-overview", ask, options);
  }

  /** Make a folder. */
  addFolder(ask: AddFolderAsk, options?: CallOptions): Promise<AddFolderAnswer> {
    return this.call("POST", "/content-folders", ask, options);
  }

  /** Rename a folder. */
  renameFolder(ask: RenameFolderAsk, options?: CallOptions): Promise<RenameFolderAnswer> {
    return this.call("POST", "/content-folders/{folderId}/rename", ask, options);
  }

  /** Move a folder. */
  moveFolder(ask: MoveFolderAsk, options?: CallOptions): Promise<MoveFolderAnswer> {
    return this.call("POST", "/content-folders/{folderId}/move", ask, options);
  }

  /** Remove a folder. */
  removeFolder(ask: RemoveFolderAsk, options?: CallOptions): Promise<RemoveFolderAnswer> {
    return this.call("POST", "/content-folders/{folderId}/remove", ask, options);
  }

  /** Preview variables. */
  previewVariables(ask: PreviewVariablesAsk = {}, options?: CallOptions): Promise<PreviewVariablesAnswer> {
    return this.call("GET", "/content-variables", ask, options);
  }

  /** A week of the columns. */
  readColumnWeek(ask: ReadColumnWeekAsk = {}, options?: CallOptions): Promise<ReadColumnWeekAnswer> {
    return this.call("GET", "/content-columns", ask, options);
  }

  /** Make a column. */
  addColumn(ask: AddColumnAsk, options?: CallOptions): Promise<AddColumnAnswer> {
    return this.call("POST", "/content-columns", ask, options);
  }

  /** Change a column. */
  changeColumn(ask: ChangeColumnAsk, options?: CallOptions): Promise<ChangeColumnAnswer> {
    return this.call("POST", "/content-columns/{columnId}", ask, options);
  }

  /** Archive a column. */
  archiveColumn(ask: ArchiveColumnAsk, options?: CallOptions): Promise<ArchiveColumnAnswer> {
    return this.call("POST", "/content-columns/{columnId}/archive", ask, options);
  }

  /** Fill a slot of a column. */
  fillSlot(ask: FillSlotAsk, options?: CallOptions): Promise<FillSlotAnswer> {
    return this.call("POST", "/content-columns/{columnId}/issues", ask, options);
  }

  /** List imports. */
  listImports(ask: ListImportsAsk = {}, options?: CallOptions): Promise<ListImportsAnswer> {
    return this.call("GET", "/imports", ask, options);
  }

  /** Show an import. */
  showImport(ask: ShowImportAsk, options?: CallOptions): Promise<ShowImportAnswer> {
    return this.call("GET", "/imports/{importId}", ask, options);
  }

  /** Preview an import. */
  previewImport(ask: PreviewImportAsk, options?: CallOptions): Promise<PreviewImportAnswer> {
    return this.call("POST", "/imports/{importId}/preview", ask, options);
  }

  /** Guess an import's columns. */
  guessImport(ask: GuessImportAsk, options?: CallOptions): Promise<GuessImportAnswer> {
    return this.call("POST", "/imports/{importId}/guess", ask, options);
  }

  /** Read an import's file another way. */
  rereadImport(ask: RereadImportAsk, options?: CallOptions): Promise<RereadImportAnswer> {
    return this.call("POST", "/imports/{importId}/format", ask, options);
  }

  /** Check an import without writing. */
  checkImport(ask: CheckImportAsk, options?: CallOptions): Promise<CheckImportAnswer> {
    return this.call("POST", "/imports/{importId}/check", ask, options);
  }

  /** Run an import. */
  runImport(ask: RunImportAsk, options?: CallOptions): Promise<RunImportAnswer> {
    return this.call("POST", "/imports/{importId}/run", ask, options);
  }

  /** Cancel an import. */
  cancelImport(ask: CancelImportAsk, options?: CallOptions): Promise<CancelImportAnswer> {
    return this.call("POST", "/imports/{importId}/cancel", ask, options);
  }

  /** Forget an import. */
  forgetImport(ask: ForgetImportAsk, options?: CallOptions): Promise<ForgetImportAnswer> {
    return this.call("POST", "/imports/{importId}/forget", ask, options);
  }

  /** List an import's bad rows. */
  listBadRows(ask: ListBadRowsAsk, options?: CallOptions): Promise<ListBadRowsAnswer> {
    return this.call("GET", "/imports/{importId}/bad-rows", ask, options);
  }

  /** Upload a file to import. */
  uploadImport(file: UploadFile, ask: UploadImportAsk = {}, options?: CallOptions): Promise<UploadImportAnswer> {
    return this.upload("/imports/upload", file, ask, options);
  }

  /** Read the nine metrics. */
  readMetrics(ask: ReadMetricsAsk, options?: CallOptions): Promise<ReadMetricsAnswer> {
    return this.call("GET", "/insight/metrics", ask, options);
  }

  /** Rows behind a metric. */
  listMetricRows(ask: ListMetricRowsAsk, options?: CallOptions): Promise<ListMetricRowsAnswer> {
    return this.call("GET", "/insight/rows", ask, options);
  }

  /** Read a metric's trend. */
  readTrend(ask: ReadTrendAsk, options?: CallOptions): Promise<ReadTrendAnswer> {
    return this.call("GET", "/insight/trend", ask, options);
  }

  /** Groups by stage. */
  readStages(ask: ReadStagesAsk = {}, options?: CallOptions): Promise<ReadStagesAnswer> {
    return this.call("GET", "/insight/stages", ask, options);
  }

  /** Read the funnel. */
  readFunnel(ask: ReadFunnelAsk, options?: CallOptions): Promise<ReadFunnelAnswer> {
    return this.call("GET", "/insight/funnel", ask, options);
  }

  /** Rows behind the funnel. */
  listFunnelRows(ask: ListFunnelRowsAsk, options?: CallOptions): Promise<ListFunnelRowsAnswer> {
    return this.call("GET", "/insight/funnel/rows", ask, options);
  }

  /** Read retention by cohort. */
  readCohorts(ask: ReadCohortsAsk = {}, options?: CallOptions): Promise<ReadCohortsAnswer> {
    return this.call("GET", "/insight/cohorts", ask, options);
  }

  /** Read the board of groups. */
  readBoard(ask: ReadBoardAsk = {}, options?: CallOptions): Promise<ReadBoardAnswer> {
    return this.call("GET", "/insight/board", ask, options);
  }

  /** Recompute the figures. */
  recompute(ask: RecomputeAsk = {}, options?: CallOptions): Promise<RecomputeAnswer> {
    return this.call("POST", "/insight/recompute", ask, options);
  }

  /** A group's activity by hour and weekday. */
  readHeat(ask: ReadHeatAsk, options?: CallOptions): Promise<ReadHeatAnswer> {
    return this.call("GET", "/insight/groups/{groupId}/heat", ask, options);
  }

  /** Activity by hour and weekday. */
  readHeatMap(ask: ReadHeatMapAsk, options?: CallOptions): Promise<ReadHeatMapAnswer> {
    return this.call("GET", "/insight/heat", ask, options);
  }

  /** Messages of one cell. */
  listHeatRows(ask: ListHeatRowsAsk, options?: CallOptions): Promise<ListHeatRowsAnswer> {
    return this.call("GET", "/insight/heat/rows", ask, options);
  }

  /** WeCom's own statistics. */
  readPlatformFigures(ask: ReadPlatformFiguresAsk, options?: CallOptions): Promise<ReadPlatformFiguresAnswer> {
    return this.call("GET", "/insight/platform-figures", ask, options);
  }

  /** Statistics by owner and day. */
  listPlatformRows(ask: ListPlatformRowsAsk, options?: CallOptions): Promise<ListPlatformRowsAnswer> {
    return this.call("GET", "/insight/platform-figures/rows", ask, options);
  }

  /** A group's figures by day. */
  listGroupDays(ask: ListGroupDaysAsk, options?: CallOptions): Promise<ListGroupDaysAnswer> {
    return this.call("GET", "/insight/groups/{groupId}/days", ask, options);
  }

  /** A group's stage and health. */
  readGroupState(ask: ReadGroupStateAsk, options?: CallOptions): Promise<ReadGroupStateAnswer> {
    return this.call("GET", "/insight/groups/{groupId}", ask, options);
  }

  /** Contents used in a group. */
  listGroupContents(ask: ListGroupContentsAsk, options?: CallOptions): Promise<ListGroupContentsAnswer> {
    return this.call("GET", "/groups/{groupId}/contents", ask, options);
  }

  /** A content's uses in a group. */
  listGroupContentUses(ask: ListGroupContentUsesAsk, options?: CallOptions): Promise<ListGroupContentUsesAnswer> {
    return this.call("GET", "/groups/{groupId}/contents/{contentId}/uses", ask, options);
  }

  /** Months with talk. */
  listTalkMonths(ask: ListTalkMonthsAsk = {}, options?: CallOptions): Promise<ListTalkMonthsAnswer> {
    return this.call("GET", "/insight/talk-months", ask, options);
  }

  /** Talk by group. */
  listTalkGroups(ask: ListTalkGroupsAsk = {}, options?: CallOptions): Promise<ListTalkGroupsAnswer> {
    return this.call("GET", "/insight/talk-months/groups", ask, options);
  }

  /** List thresholds of stages. */
  listThresholds(ask: ListThresholdsAsk = {}, options?: CallOptions): Promise<ListThresholdsAnswer> {
    return this.call("GET", "/insight/thresholds", ask, options);
  }

  /** Set thresholds. */
  setThresholds(ask: SetThresholdsAsk, options?: CallOptions): Promise<SetThresholdsAnswer> {
    return this.call("POST", "/insight/thresholds", ask, options);
  }

  /** Groups that need help. */
  listGroupsInNeed(ask: ListGroupsInNeedAsk = {}, options?: CallOptions): Promise<ListGroupsInNeedAnswer> {
    return this.call("GET", "/insight/groups-in-need", ask, options);
  }

  /** Dismiss an advice. */
  dismissAdvice(ask: DismissAdviceAsk, options?: CallOptions): Promise<DismissAdviceAnswer> {
    return this.call("POST", "/insight/advice/{adviceId}/dismiss", ask, options);
  }

  /** Bring back an advice just dismissed. */
  recallAdvice(ask: RecallAdviceAsk, options?: CallOptions): Promise<RecallAdviceAnswer> {
    return this.call("POST", "/insight/advice/{adviceId}/recall", ask, options);
  }

  /** List tasks. */
  listTasks(ask: ListTasksAsk = {}, options?: CallOptions): Promise<ListTasksAnswer> {
    return this.call("GET", "/tasks", ask, options);
  }

  /** Count tasks. */
  countTasks(ask: CountTasksAsk = {}, options?: CallOptions): Promise<CountTasksAnswer> {
    return this.call("GET", "/tasks/counts", ask, options);
  }

  /** Finish a task. */
  finishTask(ask: FinishTaskAsk, options?: CallOptions): Promise<FinishTaskAnswer> {
    return this.call("POST", "/tasks/{taskId}/done", ask, options);
  }

  /** Skip a task. */
  skipTask(ask: SkipTaskAsk, options?: CallOptions): Promise<SkipTaskAnswer> {
    return this.call("POST", "/tasks/{taskId}/skip", ask, options);
  }

  /** Reopen a task. */
  reopenTask(ask: ReopenTaskAsk, options?: CallOptions): Promise<ReopenTaskAnswer> {
    return this.call("POST", "/tasks/{taskId}/reopen", ask, options);
  }

  /** Postpone a task. */
  postponeTask(ask: PostponeTaskAsk, options?: CallOptions): Promise<PostponeTaskAnswer> {
    return this.call("POST", "/tasks/{taskId}/postpone", ask, options);
  }

  /** Reassign a task. */
  reassignTask(ask: ReassignTaskAsk, options?: CallOptions): Promise<ReassignTaskAnswer> {
    return this.call("POST", "/tasks/{taskId}/reassign", ask, options);
  }

  /** Preview a send. */
  previewSend(ask: PreviewSendAsk, options?: CallOptions): Promise<PreviewSendAnswer> {
    return this.call("POST", "/sends/preview", ask, options);
  }

  /** List sends. */
  listSends(ask: ListSendsAsk = {}, options?: CallOptions): Promise<ListSendsAnswer> {
    return this.call("GET", "/sends", ask, options);
  }

  /** Make a send. */
  createSend(ask: CreateSendAsk, options?: CallOptions): Promise<CreateSendAnswer> {
    return this.call("POST", "/sends", ask, options);
  }

  /** Show a send. */
  showSend(ask: ShowSendAsk, options?: CallOptions): Promise<ShowSendAnswer> {
    return this.call("GET", "/sends/{sendId}", ask, options);
  }

  /** List a send's deliveries. */
  listDeliveries(ask: ListDeliveriesAsk, options?: CallOptions): Promise<ListDeliveriesAnswer> {
    return this.call("GET", "/sends/{sendId}/deliveries", ask, options);
  }

  /** List who confirms a send. */
  listSendOwners(ask: ListSendOwnersAsk, options?: CallOptions): Promise<ListSendOwnersAnswer> {
    return this.call("GET", "/sends/{sendId}/owners", ask, options);
  }

  /** Remind who has not confirmed. */
  remindSend(ask: RemindSendAsk, options?: CallOptions): Promise<RemindSendAnswer> {
    return this.call("POST", "/sends/{sendId}/remind", ask, options);
  }

  /** Ask the platform what was confirmed. */
  lookHandover(ask: LookHandoverAsk, options?: CallOptions): Promise<LookHandoverAnswer> {
    return this.call("POST", "/handovers/{dispatchId}/look", ask, options);
  }

  /** Cancel a send. */
  cancelSend(ask: CancelSendAsk, options?: CallOptions): Promise<CancelSendAnswer> {
    return this.call("POST", "/sends/{sendId}/cancel", ask, options);
  }

  /** Pause a send. */
  pauseSend(ask: PauseSendAsk, options?: CallOptions): Promise<PauseSendAnswer> {
    return this.call("POST", "/sends/{sendId}/pause", ask, options);
  }

  /** Resume a send. */
  resumeSend(ask: ResumeSendAsk, options?: CallOptions): Promise<ResumeSendAnswer> {
    return this.call("POST", "/sends/{sendId}/resume", ask, options);
  }

  /** Show what a person has to send. */
  showHandover(ask: ShowHandoverAsk, options?: CallOptions): Promise<ShowHandoverAnswer> {
    return this.call("GET", "/handovers/{dispatchId}", ask, options);
  }

  /** Confirm a delivery. */
  confirmDelivery(ask: ConfirmDeliveryAsk, options?: CallOptions): Promise<ConfirmDeliveryAnswer> {
    return this.call("POST", "/deliveries/{deliveryId}/confirm", ask, options);
  }

  /** Reword a delivery. */
  rewordDelivery(ask: RewordDeliveryAsk, options?: CallOptions): Promise<RewordDeliveryAnswer> {
    return this.call("POST", "/deliveries/{deliveryId}/reword", ask, options);
  }

  /** Take a confirmation back. */
  unconfirmDelivery(ask: UnconfirmDeliveryAsk, options?: CallOptions): Promise<UnconfirmDeliveryAnswer> {
    return this.call("POST", "/deliveries/{deliveryId}/unconfirm", ask, options);
  }

  /** Decide an unknown delivery. */
  decideDelivery(ask: DecideDeliveryAsk, options?: CallOptions): Promise<DecideDeliveryAnswer> {
    return this.call("POST", "/deliveries/{deliveryId}/decide", ask, options);
  }

  /** What is left of the quotas. */
  listQuotas(ask: ListQuotasAsk = {}, options?: CallOptions): Promise<ListQuotasAnswer> {
    return this.call("GET", "/quotas", ask, options);
  }

  /** List flows. */
  listFlows(ask: ListFlowsAsk = {}, options?: CallOptions): Promise<ListFlowsAnswer> {
    return this.call("GET", "/flows", ask, options);
  }

  /** Make a flow. */
  createFlow(ask: CreateFlowAsk, options?: CallOptions): Promise<CreateFlowAnswer> {
    return this.call("POST", "/flows", ask, options);
  }

  /** Show a flow. */
  showFlow(ask: ShowFlowAsk, options?: CallOptions): Promise<ShowFlowAnswer> {
    return this.call("GET", "/flows/{flowId}", ask, options);
  }

  /** List a flow's versions. */
  listFlowVersions(ask: ListFlowVersionsAsk, options?: CallOptions): Promise<ListFlowVersionsAnswer> {
    return this.call("GET", "/flows/{flowId}/versions", ask, options);
  }

  /** How a flow went. */
  readFlowStats(ask: ReadFlowStatsAsk, options?: CallOptions): Promise<ReadFlowStatsAnswer> {
    return this.call("GET", "/flows/{flowId}/stats", ask, options);
  }

  /** Today's steps. */
  listTodaySteps(ask: ListTodayStepsAsk = {}, options?: CallOptions): Promise<ListTodayStepsAnswer> {
    return this.call("GET", "/flows-today", ask, options);
  }

  /** A flow's week. */
  readFlowWeek(ask: ReadFlowWeekAsk, options?: CallOptions): Promise<ReadFlowWeekAnswer> {
    return this.call("GET", "/flows/{flowId}/week", ask, options);
  }

  /** Save a flow's draft. */
  saveDraft(ask: SaveDraftAsk, options?: CallOptions): Promise<SaveDraftAnswer> {
    return this.call("POST", "/flows/{flowId}/draft", ask, options);
  }

  /** Publish a flow. */
  publishFlow(ask: PublishFlowAsk, options?: CallOptions): Promise<PublishFlowAnswer> {
    return this.call("POST", "/flows/{flowId}/publish", ask, options);
  }

  /** Remove a flow never published. */
  removeFlow(ask: RemoveFlowAsk, options?: CallOptions): Promise<RemoveFlowAnswer> {
    return this.call("POST", "/flows/{flowId}/remove", ask, options);
  }

  /** Today's progress by group. */
  listGroupTicks(ask: ListGroupTicksAsk, options?: CallOptions): Promise<ListGroupTicksAnswer> {
    return this.call("GET", "/flows-ticks", ask, options);
  }

  /** Start a flow. */
  startFlow(ask: StartFlowAsk, options?: CallOptions): Promise<StartFlowAnswer> {
    return this.call("POST", "/flows/{flowId}/start", ask, options);
  }

  /** Pause a flow. */
  pauseFlow(ask: PauseFlowAsk, options?: CallOptions): Promise<PauseFlowAnswer> {
    return this.call("POST", "/flows/{flowId}/pause", ask, options);
  }

  /** Resume a flow. */
  resumeFlow(ask: ResumeFlowAsk, options?: CallOptions): Promise<ResumeFlowAnswer> {
    return this.call("POST", "/flows/{flowId}/resume", ask, options);
  }

  /** Stop a flow. */
  stopFlow(ask: StopFlowAsk, options?: CallOptions): Promise<StopFlowAnswer> {
    return this.call("POST", "/flows/{flowId}/stop", ask, options);
  }

  /** Skip a step on a day. */
  skipStep(ask: SkipStepAsk, options?: CallOptions): Promise<SkipStepAnswer> {
    return this.call("POST", "/flows/{flowId}/skips", ask, options);
  }

  /** List lines of goods. */
  listLines(ask: ListLinesAsk = {}, options?: CallOptions): Promise<ListLinesAnswer> {
    return this.call("GET", "/openings/lines", ask, options);
  }

  /** Make a line of goods. */
  createLine(ask: CreateLineAsk, options?: CallOptions): Promise<CreateLineAnswer> {
    return this.call("POST", "/openings/lines", ask, options);
  }

  /** What orders say of buyers. */
  readEvidence(ask: ReadEvidenceAsk = {}, options?: CallOptions): Promise<ReadEvidenceAnswer> {
    return this.call("GET", "/openings/evidence", ask, options);
  }

  /** Change a line of goods. */
  changeLine(ask: ChangeLineAsk, options?: CallOptions): Promise<ChangeLineAnswer> {
    return this.call("POST", "/openings/lines/{lineId}", ask, options);
  }

  /** Remove a line of goods. */
  removeLine(ask: RemoveLineAsk, options?: CallOptions): Promise<RemoveLineAnswer> {
    return this.call("POST", "/openings/lines/{lineId}/remove", ask, options);
  }

  /** Apply a line of goods. */
  applyLine(ask: ApplyLineAsk, options?: CallOptions): Promise<ApplyLineAnswer> {
    return this.call("POST", "/openings/lines/{lineId}/apply", ask, options);
  }

  /** What Today looks at first. */
  readFocus(ask: ReadFocusAsk = {}, options?: CallOptions): Promise<ReadFocusAnswer> {
    return this.call("GET", "/openings/focus", ask, options);
  }

  /** Read the opening guide. */
  readGuide(ask: ReadGuideAsk = {}, options?: CallOptions): Promise<ReadGuideAnswer> {
    return this.call("GET", "/openings/guide", ask, options);
  }

  /** A group's opening guide. */
  readGroupGuide(ask: ReadGroupGuideAsk, options?: CallOptions): Promise<ReadGroupGuideAnswer> {
    return this.call("GET", "/openings/groups/{groupId}/guide", ask, options);
  }

  /** Groups that have not passed the guide. */
  listFailingGroups(ask: ListFailingGroupsAsk = {}, options?: CallOptions): Promise<ListFailingGroupsAnswer> {
    return this.call("GET", "/openings/groups", ask, options);
  }

  /** Show a corp's sync. */
  showWecom(ask: ShowWecomAsk, options?: CallOptions): Promise<ShowWecomAnswer> {
    return this.call("GET", "/connections/{connectionId}/wecom", ask, options);
  }

  /** Change a corp's settings. */
  changeWecom(ask: ChangeWecomAsk, options?: CallOptions): Promise<ChangeWecomAnswer> {
    return this.call("POST", "/connections/{connectionId}/wecom", ask, options);
  }

  /** Start a sync. */
  startWecomSync(ask: StartWecomSyncAsk, options?: CallOptions): Promise<StartWecomSyncAnswer> {
    return this.call("POST", "/connections/{connectionId}/wecom/sync", ask, options);
  }

  /** Stop a sync. */
  cancelWecomSync(ask: CancelWecomSyncAsk, options?: CallOptions): Promise<CancelWecomSyncAnswer> {
    return this.call("POST", "/connections/{connectionId}/wecom/sync/{jobId}/cancel", ask, options);
  }

  /** List what differed. */
  listWecomDifferences(ask: ListWecomDifferencesAsk, options?: CallOptions): Promise<ListWecomDifferencesAnswer> {
    return this.call("GET", "/connections/{connectionId}/wecom/differences", ask, options);
  }

  /** List a corp's staff. */
  listWecomStaff(ask: ListWecomStaffAsk, options?: CallOptions): Promise<ListWecomStaffAnswer> {
    return this.call("GET", "/connections/{connectionId}/wecom/staff", ask, options);
  }

  /** Link staff to colleagues. */
  linkWecomStaff(ask: LinkWecomStaffAsk, options?: CallOptions): Promise<LinkWecomStaffAnswer> {
    return this.call("POST", "/connections/{connectionId}/wecom/staff", ask, options);
  }

  /** Link staff of the same name. */
  linkSuggestedStaff(ask: LinkSuggestedStaffAsk, options?: CallOptions): Promise<LinkSuggestedStaffAnswer> {
    return this.call("POST", "/connections/{connectionId}/wecom/staff/suggested", ask, options);
  }

  /** List codes. */
  listWecomCodes(ask: ListWecomCodesAsk, options?: CallOptions): Promise<ListWecomCodesAnswer> {
    return this.call("GET", "/connections/{connectionId}/wecom/codes", ask, options);
  }

  /** List what codes may lead to. */
  listCodeChoices(ask: ListCodeChoicesAsk, options?: CallOptions): Promise<ListCodeChoicesAnswer> {
    return this.call("GET", "/connections/{connectionId}/wecom/code-choices", ask, options);
  }

  /** Make or change a contact code. */
  saveContactCode(ask: SaveContactCodeAsk, options?: CallOptions): Promise<SaveContactCodeAnswer> {
    return this.call("POST", "/connections/{connectionId}/wecom/contact-codes", ask, options);
  }

  /** Make or change a group code. */
  saveJoinCode(ask: SaveJoinCodeAsk, options?: CallOptions): Promise<SaveJoinCodeAnswer> {
    return this.call("POST", "/connections/{connectionId}/wecom/join-codes", ask, options);
  }

  /** Make a code again. */
  retryWecomCode(ask: RetryWecomCodeAsk, options?: CallOptions): Promise<RetryWecomCodeAnswer> {
    return this.call("POST", "/connections/{connectionId}/wecom/codes/{codeId}/retry", ask, options);
  }

  /** Delete a code. */
  removeWecomCode(ask: RemoveWecomCodeAsk, options?: CallOptions): Promise<RemoveWecomCodeAnswer> {
    return this.call("POST", "/connections/{connectionId}/wecom/codes/{codeId}/remove", ask, options);
  }

  /** List join codes into a group. */
  listGroupCodes(ask: ListGroupCodesAsk, options?: CallOptions): Promise<ListGroupCodesAnswer> {
    return this.call("GET", "/groups/{groupId}/wecom/codes", ask, options);
  }

  /** List welcomes. */
  listWelcomes(ask: ListWelcomesAsk, options?: CallOptions): Promise<ListWelcomesAnswer> {
    return this.call("GET", "/connections/{connectionId}/wecom/welcomes", ask, options);
  }

  /** Make or change a welcome. */
  saveWelcome(ask: SaveWelcomeAsk, options?: CallOptions): Promise<SaveWelcomeAnswer> {
    return this.call("POST", "/connections/{connectionId}/wecom/welcomes", ask, options);
  }

  /** Delete a welcome. */
  removeWelcome(ask: RemoveWelcomeAsk, options?: CallOptions): Promise<RemoveWelcomeAnswer> {
    return this.call("POST", "/connections/{connectionId}/wecom/welcomes/{welcomeId}/remove", ask, options);
  }

  /** List how welcomes went. */
  listWelcomeSends(ask: ListWelcomeSendsAsk, options?: CallOptions): Promise<ListWelcomeSendsAnswer> {
    return this.call("GET", "/connections/{connectionId}/wecom/welcome-sends", ask, options);
  }

  /** List welcome material of groups. */
  listGroupWelcomes(ask: ListGroupWelcomesAsk, options?: CallOptions): Promise<ListGroupWelcomesAnswer> {
    return this.call("GET", "/connections/{connectionId}/wecom/group-welcomes", ask, options);
  }

  /** Make or change welcome material. */
  saveGroupWelcome(ask: SaveGroupWelcomeAsk, options?: CallOptions): Promise<SaveGroupWelcomeAnswer> {
    return this.call("POST", "/connections/{connectionId}/wecom/group-welcomes", ask, options);
  }

  /** Delete welcome material. */
  removeGroupWelcome(ask: RemoveGroupWelcomeAsk, options?: CallOptions): Promise<RemoveGroupWelcomeAnswer> {
    return this.call("POST", "/connections/{connectionId}/wecom/group-welcomes/{groupWelcomeId}/remove", ask, options);
  }

  /** Show a corp's figures. */
  showWecomFigures(ask: ShowWecomFiguresAsk, options?: CallOptions): Promise<ShowWecomFiguresAnswer> {
    return this.call("GET", "/connections/{connectionId}/wecom/figures", ask, options);
  }

  /** List a member's contacts in WeCom. */
  listMemberRelations(ask: ListMemberRelationsAsk, options?: CallOptions): Promise<ListMemberRelationsAnswer> {
    return this.call("GET", "/members/{memberId}/wecom", ask, options);
  }
}
