import { createHmac, randomUUID } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { askedLanguage } from "../lib/language.ts";
import { Refusal } from "../lib/refusal.ts";
import { ADDRESS_HEADER, type Auth } from "./auth.ts";
import { Brands } from "./brands-cache.ts";
import { type Actor, type Brand, type Context, openContext, systemActor } from "./context.ts";
import { type Database, type Db, NO_BRAND } from "./db.ts";
import { type FileStore, fileUrl } from "./files.ts";
import type { Identity } from "./identity.ts";
import type { Log } from "./log.ts";
import type { Sessions } from "./module.ts";
import type { Outbound } from "./outbound.ts";
import type { Outside } from "./outside.ts";
import type { Seal } from "./seal.ts";

export interface RuntimeParts {
  database: Database;
  auth: Auth;
  identity: Identity;
  sessions: Sessions;
  files: FileStore;
  uploadLimitBytes: number;
  secret: string;
  outbound: Outbound;
  seal: Seal;
  outside: Outside;
  log: Log;
  now: () => Date;
  /** Answers are checked against their contract; on in tests. */
  checkOutputs: boolean;
}

type IncomingHeaders = Record<string, string | string[] | undefined>;

/** Both doors out of a brand that is held. */
const refuseHeld = () => Promise.reject(new Refusal("unavailable", "brands.held"));

/** The platform in one process: everything a route, a ticker or a reaction needs to become a Context. */
export class Runtime {
  readonly log: Log;
  readonly now: () => Date;
  readonly checkOutputs: boolean;
  readonly brands: Brands;
  readonly files: FileStore;
  /** Of files that come as a stream. */
  readonly uploadLimitBytes: number;
  readonly secret: string;
  readonly auth: Auth;
  readonly identity: Identity;
  readonly platform: Db;
  readonly database: Database;
  private readonly parts: RuntimeParts;
  /** Calls that a key let in, with the key's context; forgotten with the request. */
  readonly keyCalls = new WeakMap<object, Context>();
  private readonly listeners = new Set<(brandId: number) => void>();

  constructor(parts: RuntimeParts) {
    this.parts = parts;
    this.database = parts.database;
    this.log = parts.log;
    this.now = parts.now;
    this.checkOutputs = parts.checkOutputs;
    this.files = parts.files;
    this.uploadLimitBytes = parts.uploadLimitBytes;
    this.secret = parts.secret;
    this.auth = parts.auth;
    this.identity = parts.identity;
    this.platform = parts.database.forBrand(NO_BRAND);
    this.brands = new Brands(parts.database, () => parts.now().getTime());
  }

  /** Calls back after each commit of this process that wrote events. */
  onEvents(listener: (brandId: number) => void): void {
    this.listeners.add(listener);
  }

  async enter(brandId: number, actor: Actor, requestId: string): Promise<Context> {
    return this.begin(await this.brands.byId(brandId), actor, requestId);
  }

  /** The door into a brand that is known; with a clock of its own for work that is not of now. */
  begin(brand: Brand, actor: Actor, requestId: string, now: () => Date = this.now): Context {
    return openContext({
      database: this.database,
      brand,
      actor,
      now,
      log: this.log,
      requestId,
      files: this.files,
      outbound: brand.heldAt ? { ...this.parts.outbound, post: refuseHeld } : this.parts.outbound,
      deriveSecret: (purpose) => createHmac("sha256", this.secret).update(purpose).digest(),
      seal: this.parts.seal,
      outside: brand.heldAt ? { ...this.parts.outside, fetch: refuseHeld } : this.parts.outside,
      forgetBrands: () => this.brands.forget(),
      fileUrl: (sha256, forMs) => fileUrl(this.secret, brand.slug, sha256, this.now().getTime(), forMs),
      onEvents: (id) => {
        for (const listener of this.listeners) listener(id);
      },
    });
  }

  inBrand(brandId: number, name: string): Promise<Context> {
    return this.enter(brandId, systemActor(name), `S-${randomUUID().slice(0, 8)}`);
  }

  /** What a colleague asked for and left: with the rights the person has now. */
  async onBehalf(brandId: number, userId: string, requestId: string): Promise<Context> {
    const nobody = await this.enter(brandId, { kind: "nobody", id: "nobody", name: "" }, requestId);
    const actor = await this.parts.sessions.findStaff(nobody, userId);
    if (!actor) throw new Refusal("forbidden", "session.staff-only");
    return nobody.as(actor);
  }

  /** Fetch-style headers with the caller's true address; one sent from outside is dropped. */
  headersOf(request: { headers: IncomingHeaders; ip: string }): Headers {
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) {
      if (value !== undefined && name !== ADDRESS_HEADER) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
    }
    headers.set(ADDRESS_HEADER, request.ip);
    return headers;
  }

  async userOf(headers: Headers): Promise<string | null> {
    if (!headers.get("cookie")) return null;
    const session = await this.auth.auth.api.getSession({ headers });
    return session?.user.id ?? null;
  }

  async contextOf(
    request: Pick<FastifyRequest, "headers" | "ip" | "id">,
    slug: string,
    audience: "staff" | "member" | "public",
  ): Promise<Context> {
    const brand = await this.brands.bySlug(slug);
    const entered = await this.enter(brand.id, { kind: "nobody", id: "nobody", name: "" }, request.id);
    const nobody = entered.inLanguage(askedLanguage(request.headers));
    const token = audience === "staff" ? bearerToken(request.headers.authorization) : undefined;
    if (token !== undefined) return this.contextOfKey(nobody, token, request);
    if (audience === "public") return nobody.as((await this.knownMember(nobody, request)) ?? nobody.actor);
    const actor = audience === "staff" ? await this.findStaff(nobody, request) : await this.findMember(nobody, request);
    return nobody.as(actor);
  }

  /** A key is judged in the brand that made it, so that at another brand's door a true one is told from a forged one. */
  private async contextOfKey(asked: Context, token: string, request: Pick<FastifyRequest, "ip" | "id">): Promise<Context> {
    const { sessions } = this.parts;
    const home = (await this.brands.list()).find((brand) => brand.id === sessions.homeOfKey(token));
    if (!home) throw new Refusal("unauthenticated", "session.key-unknown");
    const nobody = home.id === asked.brand.id ? asked : await this.enter(home.id, asked.actor, request.id);
    const actor = await sessions.findKey(nobody, token);
    if (home.id !== asked.brand.id) throw new Refusal("missing", "brands.missing");
    const ctx = asked.as(actor);
    this.keyCalls.set(request, ctx);
    return ctx;
  }

  private async findStaff(ctx: Context, request: Pick<FastifyRequest, "headers" | "ip">): Promise<Actor> {
    const userId = await this.userOf(this.headersOf(request));
    if (!userId) throw new Refusal("unauthenticated", "session.missing");
    const actor = await this.parts.sessions.findStaff(ctx, userId);
    if (!actor) throw new Refusal("missing", "brands.missing");
    return actor;
  }

  private async findMember(ctx: Context, request: Pick<FastifyRequest, "headers">): Promise<Actor> {
    const actor = await this.knownMember(ctx, request);
    if (!actor) throw new Refusal("unauthenticated", "session.missing");
    return actor;
  }

  /** Who holds the phone, where its session lives; public pages know him too. */
  private async knownMember(ctx: Context, request: Pick<FastifyRequest, "headers">): Promise<Actor | undefined> {
    const token = phoneToken(request.headers.cookie, ctx.brand.slug);
    return token ? this.parts.sessions.findMember(ctx, token) : undefined;
  }
}

/** What an Authorization header of the kind Bearer shows; other kinds belong to proxies in front. */
function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer +(\S*)$/i.exec(header ?? "")?.[1];
}

const phoneCookieName = (slug: string) => `qunce_member_${slug}`;
const PHONE_SESSION_S = 180 * 86_400;

/** The cookie of a member's phone session; one for each brand, so that a phone may know several. An empty token ends it. */
export function phoneCookie(slug: string, token: string): string {
  return `${phoneCookieName(slug)}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${token ? PHONE_SESSION_S : 0}`;
}

export function phoneToken(cookies: string | undefined, slug: string): string | undefined {
  const wanted = `${phoneCookieName(slug)}=`;
  const hit = cookies?.split(/;\s*/).find((cookie) => cookie.startsWith(wanted));
  return hit?.slice(wanted.length);
}
