import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import pg from "pg";
import { modules, sessions } from "../app.ts";
import { ownChannels, registerChannel } from "../channels/index.ts";
import { addStaff, createBrand, findStaffActor } from "../modules/brands/index.ts";
import type { Role } from "../modules/brands/index.ts";
import { type Actor, type Brand, type Context, systemActor } from "../server/context.ts";
import { ensureMonths } from "../server/event-log.ts";
import { takeNextJob } from "../server/job-runs.ts";
import type { Language } from "../lib/language.ts";
import { type Log, openLog } from "../server/log.ts";
import { openPlatform } from "../server/open.ts";
import type { OutboundOptions } from "../server/outbound.ts";
import type { Outside } from "../server/outside.ts";
import { kindsOf, type Reaction, runReaction } from "../server/reactions.ts";
import type { Runtime } from "../server/runtime.ts";
import { openServer } from "../server/serve.ts";
import { TEST_SECRET } from "./prepared.ts";

export interface TestBrand {
  runtime: Runtime;
  brand: Brand;
  headquartersId: string;
  ownerUrl: string;
  /** Where its files lie. */
  dataDir: string;
  /** A context of the given actor, or of the brand's owner, at the clock's present time. */
  as: (actor?: Actor) => Context;
  system: () => Context;
  /** A new colleague. */
  staff: (roles: readonly Role[], orgId?: string, name?: string, userId?: string) => Promise<Extract<Actor, { kind: "staff" }>>;
  /** A second brand in the same database, without staff. */
  otherBrand: (slug: string) => Promise<Brand>;
  clock: { now: Date };
  /** Runs every reaction until none has news. */
  react: () => Promise<void>;
  /** Runs every waiting job to its end, one after another. */
  work: () => Promise<void>;
  /** Rows as the database's owner sees them, past row-level security. */
  rows: <T extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<T[]>;
  /** The web server, made on first use. */
  app: () => Promise<FastifyInstance>;
  /** A cookie header of a signed-in colleague with these roles. */
  cookieOf: (roles: readonly Role[], orgId?: string) => Promise<string>;
  close: () => Promise<void>;
}

export interface BrandOptions {
  now?: Date;
  slug?: string;
  zone?: string;
  /** What the brand and its owner are called in, and what its own words are in; Chinese where nothing is said. */
  language?: Language;
  statementMs?: number;
  outbound?: Partial<OutboundOptions>;
  outside?: Partial<Outside>;
  log?: Log;
}

const brandOf = ({ slug = "zhishang", zone = "Asia/Shanghai", language }: BrandOptions) => ({
  slug,
  zone,
  name: language === "en" ? "Orchard Lane" : "枝上鲜果",
  ...(language ? { language } : {}),
});

/** A brand 枝上鲜果 with the whole product on the owner's database. The clock stands until it is moved. */
export async function openBrandOn(ownerUrl: string, options: BrandOptions = {}): Promise<TestBrand> {
  // What a test file before this one put in their place does not stay.
  for (const channel of ownChannels) registerChannel(channel);
  const dataDir = mkdtempSync(join(tmpdir(), "qunce-test-"));
  const clock = { now: options.now ?? new Date("2026-11-22T02:18:00.000Z") };
  const { runtime, close } = await openPlatform({
    ownerUrl,
    secret: TEST_SECRET,
    dataDir,
    log: options.log ?? openLog(process.env.QUNCE_LOG ?? "silent"),
    now: () => clock.now,
    sessions,
    baseUrl: "http://localhost:7300",
    isTrustedOrigin: () => false,
    checkOutputs: true,
    poolSize: 4,
    statementMs: options.statementMs,
    outbound: { allowPrivate: false, ...options.outbound },
    ...(options.outside ? { outside: options.outside } : {}),
  });
  const begin = (brand: Brand, actor: Actor) => runtime.begin(brand, actor, "Q-TEST");
  const open = { platform: runtime.platform, begin, forgetBrands: () => runtime.brands.forget() };
  const { brand, headquartersId } = await createBrand(open, brandOf(options));
  const system = () => begin(brand, systemActor("test"));
  await ensureMonths(system(), [clock.now.getTime(), clock.now.getTime() - 31 * 86_400_000]);
  const staff = async (roles: readonly Role[], orgId = headquartersId, name = roles.join("+"), userId = `user-${Math.random()}`) => {
    await addStaff(system(), { userId, name, orgId, roles });
    const actor = await findStaffActor(system(), userId);
    if (actor?.kind !== "staff") throw new Error("no such colleague");
    return actor;
  };
  const owner = await staff(["owner"], headquartersId, options.language === "en" ? "Nora Field" : "何穗");
  let app: Promise<FastifyInstance> | undefined;
  const owners = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  owners.on("error", () => undefined);
  const reactions = modules.flatMap((module) => module.reactions ?? []);
  const heard = JSON.stringify(reactions.map((reaction) => ({ name: reaction.name, kinds: kindsOf(reaction) })));
  /** Asked at once for all of them: most have no news, and every one asks the log several times. */
  const withNews = async (): Promise<Reaction[]> => {
    const { rows } = await owners.query<{ name: string }>(
      `select h.name from jsonb_to_recordset($1) h(name text, kinds smallint[]) left join platform.reaction_cursors c on c.reaction = h.name and c.brand_id = $2
       where exists (select 1 from app.events e where e.brand_id = $2 and e.kind = any(h.kinds)
         and (e.tx, e.id) > (coalesce(c.tx, 0), coalesce(c.event_id, '00000000-0000-0000-0000-000000000000')))`,
      [heard, brand.id],
    );
    return reactions.filter((reaction) => rows.some((row) => row.name === reaction.name));
  };
  const server = () => (app ??= openServer(runtime, modules, { isTrustedOrigin: () => false, perMinute: 100_000 }));
  return {
    runtime,
    brand,
    headquartersId,
    ownerUrl,
    dataDir,
    as: (actor = owner) => begin(brand, actor),
    system,
    staff,
    otherBrand: async (slug) => (await createBrand(open, { slug, name: "另一家", zone: "Asia/Shanghai" })).brand,
    clock,
    react: async () => {
      for (let news = await withNews(); news.length > 0; news = await withNews()) {
        let isRead = false;
        for (const reaction of news) if ((await runReaction(system(), reaction)) !== 0) isRead = true;
        // A transaction of another test's database holds the horizon back for a moment: the events are there and not read yet.
        if (!isRead) await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    work: async () => {
      const jobs = modules.flatMap((module) => module.jobs ?? []);
      for (let next = await takeNextJob(runtime, brand.id, jobs); next; next = await takeNextJob(runtime, brand.id, jobs)) await next.run();
    },
    rows: async (text, values = []) => (await owners.query(text, values)).rows,
    app: server,
    cookieOf: async (roles, orgId = headquartersId) => {
      const login = `p${Math.random()}@example.cn`;
      const userId = await runtime.identity.createUser({ login, name: "同事", password: "a long password" });
      await staff(roles, orgId, "同事", userId);
      const cookies: string[] = [];
      await runtime.identity.signInByToken(
        { headers: new Headers(), setHeader: (_name, value) => cookies.push(value) },
        await runtime.identity.makeSignInToken(login),
      );
      return cookies.map((cookie) => cookie.split(";")[0]).join("; ");
    },
    close: async () => {
      await (await app)?.close();
      await owners.end();
      await close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
