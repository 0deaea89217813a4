import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import { z } from "zod";
import { launchBrowser } from "../e2e/browser.ts";
import { modules } from "../src/app.ts";
import { localDay, addDays } from "../src/lib/time.ts";
import { groupSorts } from "../src/modules/groups/group-list.contract.ts";
import { addStaff } from "../src/modules/brands/index.ts";
import { settleUnitSums } from "../src/modules/insight/index.ts";
import { packGroups } from "../src/modules/orders/index.ts";
import { systemActor } from "../src/server/context.ts";
import { openServer } from "../src/server/serve.ts";
import { type OpenedPage, recordPages } from "./page-requests.ts";
import { machineLine, median, percentile, table, whole } from "./report.ts";
import { SCALE_SLUG } from "./scale-ground.ts";
import { weigh } from "./weight.ts";
import { openWorld, type World } from "./world.ts";

const FOLDER = resolve(process.env["QUNCE_BENCH_DATA"] ?? ".data-bench");
const ROUNDS = 40;
/** The promise of every list page and dashboard. */
const LIMIT_MS = 200;
const MB = 2 ** 20;

/** What people ask on pages beyond opening them: searches, filters, other periods, what lies behind a number. Dates up to yesterday. */
function questionsOf(ids: { group: string; member: string; content: string; tag: string }, last: string): OpenedPage[] {
  const month = `from=${addDays(last, -29)}&to=${last}`;
  /** Neither 7 nor 30 days, so that no window is kept for it. */
  const own = `from=${addDays(last, -44)}&to=${addDays(last, -10)}`;
  const insight = (period: string) => [
    `/insight/metrics?scope=brand&${period}&trendDays=0&allSales=false`,
    "/insight/stages?scope=brand",
    `/insight/funnel?scope=brand&${period}`,
    "/insight/cohorts?scope=brand",
  ];
  const listed = (narrowed: string) => [`/members?limit=50&${narrowed}`, `/members/count?${narrowed}`];
  const questions: Record<string, readonly string[]> = {
    "社群，搜索": ["/groups?limit=50&q=%E7%A6%8F%E5%88%A9"],
    "社群，按阶段和健康度": ["/groups?limit=50&stage=2,3&health=warn,bad&sort=-health"],
    ...Object.fromEntries(groupSorts.map((sort) => [`社群，按 ${sort}`, [`/groups?limit=50&sort=-${sort}`]])),
    "一个社群，成员": listed(`groupId=${ids.group}`),
    "会员，搜“小雨”": ["/members?limit=50&q=%E5%B0%8F%E9%9B%A8"],
    "会员，7 天内活跃": listed("active=7d"),
    "会员，30 天没动静": listed("active=silent30"),
    "会员，按最近活跃": ["/members?limit=50&sort=active"],
    "会员，这个月来的": listed(month),
    "会员，有一个标签": listed(`tagId=${ids.tag}`),
    "会员，同意营销": listed("marketing=yes"),
    一位会员: [`/members/${ids.member}`, `/members/${ids.member}/timeline?limit=50`],
    一条内容: [`/contents/${ids.content}`],
    任务: ["/tasks?whose=all&limit=50", "/tasks/counts"],
    "任务，办完的": ["/tasks?whose=all&state=done&limit=50", "/tasks/counts"],
    "数据，自选 35 天": insight(own),
    "数据，30 天到今天": insight(`from=${addDays(last, -28)}&to=${addDays(last, 1)}`),
    指标表: [`/insight/board?scope=brand&days=30`],
    趋势: [`/insight/trend?scope=brand&metric=interaction&${month}`],
    数字的明细: [`/insight/rows?metric=interaction&scope=brand&${month}`],
    漏斗的人: [`/insight/funnel/rows?scope=brand&step=activated&${month}`],
    "漏斗的人，没走下去的": [`/insight/funnel/rows?scope=brand&step=activated&stopped=true&${month}`],
    两段时间对比: [
      `/insight/metrics?scope=brand&${month}&trendDays=0&allSales=false`,
      `/insight/metrics?scope=brand&${own}&trendDays=0&allSales=false`,
    ],
    热力图的消息: [`/insight/heat/rows?scope=brand&weekday=3&hour=20&${month}`],
    事件: [`/events?names=members.joined&${month}&limit=50`],
    "订单，搜索": ["/orders?limit=50&sums=false&q=%E5%BD%93%E5%AD%A3", "/orders?limit=1&q=%E5%BD%93%E5%AD%A3"],
    "订单，搜一种货": ["/orders?limit=50&sums=false&q=%E8%8D%89%E8%8E%93", "/orders?limit=1&q=%E8%8D%89%E8%8E%93"],
    "订单，退过款": ["/orders?limit=50&sums=false&refunded=true", "/orders?limit=1&refunded=true"],
    "订单，一家店": ["/orders?limit=50&sums=false&source=bench", "/orders?limit=1&source=bench"],
    "订单，这个月": [`/orders?limit=50&sums=false&${month}`, `/orders?limit=1&${month}`],
  };
  return Object.entries(questions).map(([name, paths]) => ({ name, paths }));
}

async function cookieOf(world: World): Promise<string> {
  const { runtime } = world;
  const brand = await runtime.brands.bySlug(SCALE_SLUG);
  const ctx = runtime.begin(brand, systemActor("bench"), "Q-BENCH");
  const { rows } = await sql<{ id: string }>`select id from org_units where brand_id = ${brand.id} and name = '2-1 区'`.execute(ctx.db);
  const [district] = rows;
  if (!district) throw new Error("no district");
  const login = `bench-${process.pid}@example.cn`;
  const userId = await runtime.identity.createUser({ login, name: "区运营", password: "a long password" });
  await addStaff(ctx, { userId, name: "区运营", orgId: district.id, roles: ["operator"] });
  const cookies: string[] = [];
  await runtime.identity.signInByToken(
    { headers: new Headers(), setHeader: (_name, value) => cookies.push(value) },
    await runtime.identity.makeSignInToken(login),
  );
  return cookies.map((cookie) => cookie.split(";")[0]).join("; ");
}

interface PageFigure {
  name: string;
  medianMs: number;
  p95Ms: number;
  worstMs: number;
}

type Ask = (path: string) => Promise<{ ms: number; body: unknown }>;

function asker(app: FastifyInstance, cookie: string): Ask {
  return async (path) => {
    const begun = performance.now();
    const answer = await app.inject({ method: "GET", url: `/api/v1/b/${SCALE_SLUG}${path}`, headers: { cookie } });
    const ms = performance.now() - begun;
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body.slice(0, 200)}`);
    return { ms, body: answer.json() };
  };
}

/** All that a page asks for at once, as a browser does; the slowest answer is the page's. */
async function timePage(ask: Ask, page: OpenedPage): Promise<PageFigure> {
  const laps: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const answers = await Promise.all(page.paths.map(ask));
    if (round > 0) laps.push(Math.max(...answers.map((one) => one.ms)));
  }
  return { name: page.name, medianMs: median(laps), p95Ms: percentile(laps, 0.95), worstMs: Math.max(...laps) };
}

const Listed = z.object({ items: z.array(z.object({ id: z.string() })) });

/** The id of a list's first row; null where there is none, or nothing the operator may see. */
async function firstIdOf(app: FastifyInstance, cookie: string, path: string): Promise<string | null> {
  const answer = await app.inject({ method: "GET", url: `/api/v1/b/${SCALE_SLUG}${path}`, headers: { cookie } });
  return answer.statusCode === 200 ? (Listed.parse(answer.json()).items[0]?.id ?? null) : null;
}

/** As the operator's browser opens them, from a server that listens. */
async function openPages(app: FastifyInstance, cookie: string, part: string, say: (line: string) => void): Promise<OpenedPage[]> {
  const { port } = new URL(await app.listen({ port: 0, host: "localhost" }));
  const browser = await launchBrowser();
  try {
    return await recordPages(browser, {
      origin: `http://localhost:${port}`,
      slug: SCALE_SLUG,
      cookie,
      firstId: (path) => firstIdOf(app, cookie, path),
      part,
      say,
    });
  } finally {
    await browser.close();
  }
}

/** What tickers keep of orders and units, brought up to date, as they do within seconds. */
async function settleKept({ runtime }: World, say: (line: string) => void): Promise<void> {
  const ctx = runtime.begin(await runtime.brands.bySlug(SCALE_SLUG), systemActor("bench"), "Q-BENCH");
  for (const step of [packGroups, settleUnitSums]) {
    let done = 0;
    for (let more = await step(ctx, 0); more > 0; more = await step(ctx, 0)) done += more;
    say(`${step.name}: ${whole(done)}`);
  }
}

interface Opened {
  world: World;
  app: FastifyInstance;
  ask: Ask;
  /** Every page with its tabs and views, then what people ask beyond them. */
  pages: readonly OpenedPage[];
  /** Resident, before the first page. */
  baseMb: number;
}

/** A server on the data of `npm run bench:data`, asked as an operator of one district of twelve; gone after `work`. */
async function withPages<T>(part: string, say: (line: string) => void, work: (opened: Opened) => Promise<T>): Promise<T> {
  if (!existsSync(FOLDER)) throw new Error(`There is no data in ${FOLDER}: make it by npm run bench:data.`);
  const world = await openWorld({ poolSize: 12, dataDir: FOLDER });
  try {
    const app = await openServer(world.runtime, modules, { isTrustedOrigin: () => false, perMinute: 1_000_000 });
    await settleKept(world, say);
    const cookie = await cookieOf(world);
    const idOf = async (path: string) => (await firstIdOf(app, cookie, path)) ?? "";
    const ids = {
      group: await idOf("/groups?limit=1"),
      member: await idOf("/members?limit=1"),
      content: await idOf("/contents?limit=1&sort=-uses"),
      tag: await idOf("/tags"),
    };
    const last = addDays(localDay(world.runtime.now().getTime(), "Asia/Shanghai"), -1);
    const baseMb = process.memoryUsage().rss / MB;
    const pages = [...(await openPages(app, cookie, part, say)), ...questionsOf(ids, last)];
    return await work({ world, app, ask: asker(app, cookie), pages, baseMb });
  } finally {
    await world.close();
  }
}

/** One page alone, for who makes it faster: what it asks for at once, then each of its requests by itself. */
export function lookAtPages(part: string, say: (line: string) => void): Promise<void> {
  const [address = ""] = part.split(" · ");
  return withPages(address, say, async ({ ask, pages }) => {
    for (const page of pages.filter(({ name }) => name.includes(part))) {
      const { medianMs, p95Ms } = await timePage(ask, page);
      say(`${page.name}: ${medianMs.toFixed(0)} ms, p95 ${p95Ms.toFixed(0)}`);
      for (const path of page.paths) {
        const alone = await timePage(ask, { name: path, paths: [path] });
        say(`  ${alone.medianMs.toFixed(0)} ms, p95 ${alone.p95Ms.toFixed(0)}  ${path}`);
      }
    }
  });
}

/** Every page of the console on the data of `npm run bench:data`, as an operator of one district of twelve. */
export function pagesSection(say: (line: string) => void): Promise<string> {
  return withPages("", say, async ({ world, app, ask, pages, baseMb }) => {
    const made = JSON.parse(readFileSync(resolve(FOLDER, "scale.json"), "utf8")) as Record<string, number>;
    const figures: PageFigure[] = [];
    for (const page of pages) {
      const figure = await timePage(ask, page);
      say(`  ${page.name}: ${figure.p95Ms.toFixed(0)} ms`);
      figures.push(figure);
    }
    const endMb = process.memoryUsage().rss / MB;
    await app.close();
    say("  disk");
    const weight = await weigh(world.postgres.ownerUrl, FOLDER);
    const over = figures.filter((one) => one.p95Ms > LIMIT_MS).map((one) => one.name);
    const sizes = Object.entries(made).map(
      ([name, count]) => `${whole(count)} ${name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`,
    );
    return [
      "## Pages at scale",
      `${machineLine()}. A brand of ${sizes.join(", ")}, made by \`npm run bench:data\` through the product's own actions and ingestion.`,
      `Each page of the console, its tabs and views were opened in a browser, and what it asked for is asked again ${ROUNDS} times by an operator of one district of twelve: all of it at once, through the whole server (session, permission, validation), in this process; the slowest answer counts.`,
      table(
        ["page", "median ms", "p95 ms", "worst ms"],
        figures.map((one) => [one.name, one.medianMs.toFixed(0), one.p95Ms.toFixed(0), one.worstMs.toFixed(0)]),
      ),
      `The process of the server, resident: ${whole(baseMb)} MB before the first page, ${whole(endMb)} MB after the last.`,
      weight,
      over.length === 0 ? `All within ${LIMIT_MS} ms at p95.` : `Over ${LIMIT_MS} ms at p95: ${over.join(", ")}.`,
    ].join("\n\n");
  });
}
