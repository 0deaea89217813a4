import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { FastifyInstance } from "fastify";
import { modules } from "../src/app.ts";
import { localDay, addDays } from "../src/lib/time.ts";
import { addStaff } from "../src/modules/brands/index.ts";
import { systemActor } from "../src/server/context.ts";
import { openServer } from "../src/server/serve.ts";
import { machineLine, table, whole } from "./report.ts";
import { SCALE_SLUG } from "./scale.ts";
import { openWorld, type World } from "./world.ts";

const FOLDER = resolve(process.env["QUNCE_BENCH_DATA"] ?? ".data-bench");
const ROUNDS = 20;
/** The promise of every list page and dashboard. */
const LIMIT_MS = 200;

interface Page {
  name: string;
  paths: readonly string[];
}

/** What each page of the console asks the server for, as it is opened; dates up to yesterday. */
function pagesOf(ids: { group: string; member: string }, last: string): Page[] {
  const month = `from=${addDays(last, -29)}&to=${last}`;
  const day = `from=${last}&to=${last}`;
  return [
    {
      name: "今日",
      paths: [
        `/insight/metrics?scope=brand&${day}`,
        "/insight/groups-in-need?scope=brand&limit=5",
        "/flows-today",
        "/tasks",
        "/openings/guide",
      ],
    },
    { name: "社群", paths: ["/groups?limit=50", "/groups/summary"] },
    { name: "社群，搜索", paths: ["/groups?limit=50&q=%E7%A6%8F%E5%88%A9"] },
    { name: "一个社群", paths: [`/groups/${ids.group}`, `/insight/metrics?scope=group:${ids.group}&${day}`] },
    { name: "会员", paths: ["/members?limit=50", "/members/count"] },
    { name: "会员，搜“小雨”", paths: ["/members?limit=50&q=%E5%B0%8F%E9%9B%A8"] },
    { name: "一位会员", paths: [`/members/${ids.member}`] },
    { name: "内容", paths: ["/contents?limit=50"] },
    { name: "SOP 画布", paths: ["/flows"] },
    { name: "触达", paths: ["/sends?limit=50"] },
    {
      name: "数据",
      paths: [
        `/insight/metrics?scope=brand&${month}`,
        `/insight/stages?scope=brand`,
        `/insight/funnel?scope=brand&${month}`,
        `/insight/cohorts?scope=brand`,
      ],
    },
    { name: "九项指标表", paths: [`/insight/board?scope=brand&${month}&by=org`] },
    { name: "订单", paths: ["/orders?limit=50"] },
  ];
}

async function cookieOf(world: World): Promise<string> {
  const { runtime } = world;
  const brand = await runtime.brands.bySlug(SCALE_SLUG);
  const ctx = runtime.begin(brand, systemActor("bench"), "Q-BENCH");
  const orgs = await ctx.db
    .selectFrom("orgUnits" as never)
    .selectAll()
    .execute();
  const district = (orgs as { id: string; level: string; name: string }[]).find((one) => one.name === "2-1 区");
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
async function timePage(ask: Ask, page: Page): Promise<PageFigure> {
  const laps: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const answers = await Promise.all(page.paths.map(ask));
    if (round > 0) laps.push(Math.max(...answers.map((one) => one.ms)));
  }
  laps.sort((a, b) => a - b);
  return {
    name: page.name,
    medianMs: laps[Math.floor(laps.length / 2)] ?? 0,
    p95Ms: laps[Math.ceil(laps.length * 0.95) - 1] ?? 0,
    worstMs: laps.at(-1) ?? 0,
  };
}

const firstId = (body: unknown) => (body as { items: { id: string }[] }).items[0]?.id ?? "";

/** Every page of the console on the data of `npm run bench:data`, as an operator of one district of twelve. */
export async function pagesSection(say: (line: string) => void): Promise<string> {
  if (!existsSync(FOLDER)) throw new Error(`There is no data in ${FOLDER}: make it by npm run bench:data.`);
  const made = JSON.parse(readFileSync(resolve(FOLDER, "scale.json"), "utf8")) as Record<string, number>;
  const world = await openWorld({ poolSize: 12, dataDir: FOLDER });
  try {
    const app = await openServer(world.runtime, modules, { isTrustedOrigin: () => false, perMinute: 1_000_000 });
    const ask = asker(app, await cookieOf(world));
    const ids = { group: firstId((await ask("/groups?limit=1")).body), member: firstId((await ask("/members?limit=1")).body) };
    const last = addDays(localDay(world.runtime.now().getTime(), "Asia/Shanghai"), -1);
    const figures: PageFigure[] = [];
    for (const page of pagesOf(ids, last)) {
      const figure = await timePage(ask, page);
      say(`  ${page.name}: ${figure.p95Ms.toFixed(0)} ms`);
      figures.push(figure);
    }
    await app.close();
    const over = figures.filter((one) => one.p95Ms > LIMIT_MS).map((one) => one.name);
    const sizes = Object.entries(made).map(([name, count]) => `${whole(count)} ${name}`);
    return [
      "## Pages at scale",
      `${machineLine()}. A brand of ${sizes.join(", ")}, made by \`npm run bench:data\` through the product's own actions and ingestion.`,
      `Each page is opened ${ROUNDS} times by an operator of one district of twelve: all it asks for at once, through the whole server (session, permission, validation), in this process; the slowest answer counts.`,
      table(
        ["page", "median ms", "p95 ms", "worst ms"],
        figures.map((one) => [one.name, one.medianMs.toFixed(0), one.p95Ms.toFixed(0), one.worstMs.toFixed(0)]),
      ),
      over.length === 0 ? `All within ${LIMIT_MS} ms at p95.` : `Over ${LIMIT_MS} ms at p95: ${over.join(", ")}.`,
    ].join("\n\n");
  } finally {
    await world.close();
  }
}
