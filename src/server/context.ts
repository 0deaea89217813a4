import type { Audited } from "../lib/audit-fields.ts";
import { sql } from "kysely";
import type { EventKind, PayloadOf } from "../lib/define.ts";
import type { Language } from "../lib/language.ts";
import { Refusal } from "../lib/refusal.ts";
import { type Database, type Db, isRetryable } from "./db.ts";
import { insertEvents, type NewEvent, newEvent } from "./event-log.ts";
import type { FileStore } from "./files.ts";
import type { Log } from "./log.ts";
import type { Outbound } from "./outbound.ts";
import type { Outside } from "./outside.ts";
import { newId } from "./random.ts";
import type { Seal } from "./seal.ts";

export type Scope = "own" | "subtree" | "brand";

export interface Brand {
  id: number;
  slug: string;
  name: string;
  /** IANA name, e.g. Asia/Shanghai; fixed once events exist. */
  zone: string;
  currency: string;
  /** Of what the system writes for the brand, where nobody asks. */
  language: Language;
  /** Of a restored copy: the moment it is a copy of. Nothing leaves it until somebody resumes it; null otherwise. */
  heldAt: string | null;
}

export type Actor =
  | {
      kind: "staff";
      id: string;
      userId: string;
      name: string;
      orgId: string;
      roles: readonly string[];
      permissions: ReadonlyMap<string, Scope>;
      /** A program with an API key, held to the key's permissions and unit as a person is to a role's; `id` is the key's. */
      key?: { prefix: string };
    }
  | { kind: "member"; id: string; name: string }
  | { kind: "system"; id: string; name: string }
  | { kind: "nobody"; id: string; name: string };

export type StaffActor = Extract<Actor, { kind: "staff" }>;

export interface AuditNote<Before, After> {
  action: string;
  targetKind?: string;
  targetId?: string;
  before?: Before & Audited<Before>;
  after?: After & Audited<After>;
}

export interface Context {
  db: Db;
  /** The moment this piece of work began; the same for all it writes. */
  now: Date;
  actor: Actor;
  /** What the asking person reads; the brand's where nobody asks. */
  language: Language;
  brand: Brand;
  log: Log;
  requestId: string;
  /** Writes an event into the log, in this transaction. */
  publish<E extends EventKind>(event: E, payload: PayloadOf<E>): Promise<void>;
  publishAll<E extends EventKind>(event: E, payloads: readonly PayloadOf<E>[]): Promise<void>;
  /** Writes who did what to which thing, before and after, in this transaction. */
  audit<Before, After>(note: AuditNote<Before, After>): Promise<void>;
  /** Runs `work` in one transaction; joins the open one, if any. Deadlocks are tried again whole, up to three times. */
  transaction<T>(work: (ctx: Context) => Promise<T>): Promise<T>;
  /** A savepoint: what `work` wrote and meant to do after the commit is undone when it throws, the transaction lives on. */
  attempt<T>(work: (ctx: Context) => Promise<T>): Promise<T>;
  /** Runs after the outermost transaction committed; for wake-ups, never for what must not be lost. */
  afterCommit(effect: () => void): void;
  newId(): string;
  /** Makes this process read the brands' names anew; for `afterCommit`. */
  forgetBrands(): void;
  /** A signed link to a stored file of the brand, good for about a week or as long as is said. */
  fileUrl(sha256: string, forMs?: number): string;
  /** Stands for the database: what a process remembers of its rows hangs on it. */
  home: object;
  /** Where the bytes of stored files are; `storeFile` keeps new ones. */
  files: FileStore;
  /** The only way to call an address that somebody typed in; never inside a transaction. */
  outbound: Outbound;
  /** 32 bytes for one purpose in this installation, always the same and kept nowhere. */
  deriveSecret(purpose: string): Buffer;
  /** For what others entrusted to us: their platforms' secrets. */
  seal: Seal;
  /** The world beyond: never inside a transaction. */
  outside: Outside;
  /** The same work on behalf of another. */
  as(actor: Actor): Context;
  /** The same work, worded in a language. */
  inLanguage(language: Language): Context;
}

export interface ContextSeed {
  database: Database;
  brand: Brand;
  actor: Actor;
  now: () => Date;
  log: Log;
  requestId: string;
  fileUrl: (sha256: string, forMs?: number) => string;
  files: FileStore;
  outbound: Outbound;
  deriveSecret: (purpose: string) => Buffer;
  seal: Seal;
  outside: Outside;
  forgetBrands: () => void;
  /** Told of each commit that wrote events, so that reactions need not poll. */
  onEvents: (brandId: number) => void;
}

interface Open {
  db: Db;
  inTransaction: boolean;
  effects: (() => void)[];
  actor: Actor;
  language: Language;
  now: Date;
}

export function openContext(seed: ContextSeed): Context {
  const db = seed.database.forBrand(seed.brand.id);
  return build(seed, { db, inTransaction: false, effects: [], actor: seed.actor, language: seed.brand.language, now: seed.now() });
}

function build(seed: ContextSeed, open: Open): Context {
  const { brand, log, requestId } = seed;
  const { db, now, actor, language } = open;
  const ctx: Context = {
    db,
    now,
    actor,
    language,
    brand,
    log,
    requestId,
    publish: (event, payload) => ctx.publishAll(event, [payload]),
    publishAll: async (event, payloads) => {
      const rows: NewEvent[] = payloads.map((payload) => newEvent(event, payload, now));
      await insertEvents(db, brand.id, rows);
      ctx.afterCommit(() => seed.onEvents(brand.id));
    },
    audit: (note) => insertAudit(ctx, note),
    transaction: (work) => (open.inTransaction ? work(ctx) : runTransaction(seed, open, work)),
    attempt: (work) => runAttempt(ctx, open.effects, work),
    afterCommit: (effect) => {
      if (open.inTransaction) open.effects.push(effect);
      else effect();
    },
    newId: () => newId(now.getTime()),
    forgetBrands: seed.forgetBrands,
    fileUrl: seed.fileUrl,
    files: seed.files,
    home: seed.database.home,
    outbound: seed.outbound,
    deriveSecret: seed.deriveSecret,
    seal: seed.seal,
    outside: seed.outside,
    as: (other) => build(seed, { ...open, actor: other }),
    inLanguage: (other) => build(seed, { ...open, language: other }),
  };
  return ctx;
}

async function runTransaction<T>(seed: ContextSeed, open: Open, work: (ctx: Context) => Promise<T>): Promise<T> {
  for (let round = 1; ; round++) {
    const effects: (() => void)[] = [];
    try {
      const result = await open.db
        .transaction()
        .execute((db) => work(build(seed, { ...open, db, inTransaction: true, effects, now: seed.now() })));
      for (const effect of effects) effect();
      return result;
    } catch (error) {
      if (!isRetryable(error) || round === 3) throw error;
    }
  }
}

async function runAttempt<T>(ctx: Context, effects: (() => void)[], work: (ctx: Context) => Promise<T>): Promise<T> {
  await sql`savepoint attempt`.execute(ctx.db);
  const before = effects.length;
  try {
    const result = await work(ctx);
    await sql`release savepoint attempt`.execute(ctx.db);
    return result;
  } catch (error) {
    await sql`rollback to savepoint attempt`.execute(ctx.db);
    effects.length = before;
    throw error;
  }
}

async function insertAudit<Before, After>(ctx: Context, note: AuditNote<Before, After>): Promise<void> {
  await sql`
    insert into audit_entries (brand_id, id, at, actor_kind, actor_id, actor_name, action, target_kind, target_id, before, after, request_id)
    values (${ctx.brand.id}, ${ctx.newId()}, ${ctx.now}, ${auditKind(ctx.actor)}, ${ctx.actor.id}, ${ctx.actor.name},
      ${note.action}, ${note.targetKind ?? null}, ${note.targetId ?? null}, ${json(note.before)}, ${json(note.after)}, ${ctx.requestId})`.execute(
    ctx.db,
  );
}

function auditKind(actor: Actor): "staff" | "member" | "system" | "key" {
  if (actor.kind === "staff" && actor.key) return "key";
  return actor.kind === "nobody" ? "system" : actor.kind;
}

const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));

/** The staff member who acts, or a refusal. */
export function staffOf(ctx: Context): StaffActor {
  if (ctx.actor.kind !== "staff") throw new Refusal("forbidden", "session.staff-only");
  return ctx.actor;
}

/** The id of the member who acts, or a refusal. */
export function memberOf(ctx: Context): string {
  if (ctx.actor.kind !== "member") throw new Refusal("forbidden", "session.member-only");
  return ctx.actor.id;
}

export function systemActor(name: string): Actor {
  return { kind: "system", id: name, name };
}

/** How far the acting person may use a permission; a system actor may all. Null: not at all. */
export function scopeOf(ctx: Context, permission: string): Scope | null {
  if (ctx.actor.kind === "system") return "brand";
  return ctx.actor.kind === "staff" ? (ctx.actor.permissions.get(permission) ?? null) : null;
}

/** Refuses unless the acting person holds the permission in some scope. */
export function requirePermission(ctx: Context, permission: string): Scope {
  const scope = scopeOf(ctx, permission);
  if (!scope) throw new Refusal("forbidden", "session.forbidden", { permission });
  return scope;
}
