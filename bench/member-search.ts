import { CompiledQuery, type RootOperationNode } from "kysely";
import pg from "pg";
import { initialsOf } from "../src/lib/search-terms.ts";
import { addStaff, findStaffActor, type Role } from "../src/modules/brands/index.ts";
import { listMembers } from "../src/modules/members/list.actions.ts";
import { termsOf } from "../src/modules/members/terms.rules.ts";
import type { Context } from "../src/server/context.ts";
import type { World } from "./world.ts";
import { median } from "./report.ts";

/** What the run needs: a migrated database with a brand, and its owner's connection for making people by the million. */
interface SearchGround {
  brandId: number;
  owner: pg.Client;
  headquartersId: string;
  /** A context of the brand's owner, and of an operator who sees one unit and what is below it; both of the app role. */
  brandWide: Context;
  limitedTo: (orgId: string) => Promise<Context>;
  members: number;
  say: (line: string) => void;
}

export interface SearchFigure {
  question: string;
  reader: string;
  page: number;
  hits: number;
  medianMs: number;
  worstMs: number;
  plan: string;
}

const PAGE = 20;
const FAR_PAGE = 200;
const ROUNDS = 25;
const DISTRICTS = 12;
const SURNAMES =
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤".split(
    "",
  );
const GIVEN =
  "雨晨欣妍涵梓轩浩宇思佳琪怡诗雅婷丽娜静敏强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰萍红芳燕玲飞鹏辉健俊峰瑞雪梅月云朵果糖柚桃梨莓橙米豆禾麦穗苗木叶花开山海星河夏秋冬安宁乐欢喜福宝贝妞妈爸爷奶姐妹哥弟大二三小阿老".split(
    "",
  );

const array = (chars: readonly string[]) => `array[${chars.map((char) => `'${char}'`).join(",")}]`;

/**
 * People with three-character names, one in sixteen of them with 小雨 inside, each sitting in one of ten thousand groups of one of
 * twelve districts; search terms as the product writes them. Made by a dozen statements, foreign keys aside.
 */
async function makePeople(ground: SearchGround): Promise<string[]> {
  const { owner, brandId, members, say } = ground;
  const run = async (what: string, text: string) => {
    const began = performance.now();
    await owner.query(text);
    say(`  ${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  };
  await owner.query(
    "set search_path = app, platform; set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'; set work_mem = '256MB'",
  );
  await owner.query(`create temp table bench_orgs as select n, gen_random_uuid() as id from generate_series(0, ${DISTRICTS - 1}) n`);
  await owner.query(
    `insert into org_units (brand_id, id, parent_id, level, name, created_at) select ${brandId}, id, '${ground.headquartersId}', 'district', '区 ' || n, now() from bench_orgs`,
  );
  await owner.query(
    `insert into org_closure (brand_id, ancestor_id, descendant_id, depth) select ${brandId}, id, id, 0 from bench_orgs union all select ${brandId}, '${ground.headquartersId}', id, 1 from bench_orgs`,
  );
  const letters = [...new Set([...SURNAMES, ...GIVEN])].map((char) => `('${char}','${initialsOf(char)[0] ?? ""}')`);
  await owner.query(
    `create temp table bench_letters (ch text primary key, letter text); insert into bench_letters values ${letters.join(",")}`,
  );
  await run(
    "names",
    `create temp table bench_people as
    select i, (lpad(to_hex(1700000000000 + i::bigint * 40), 12, '0') || '7' || substr(h, 1, 3) || '8' || substr(h, 4, 15))::uuid as id,
      a, case when i % 16 = 0 then '小' else b end as b, case when i % 16 = 0 then '雨' else c end as c, ((i::bigint * 7919) % ${DISTRICTS})::int as district, lpad(((i::bigint * 7907) % 100000000)::text, 8, '0') as tail
    from (select i, md5(i::text) as h, (${array(SURNAMES)})[1 + (i * 31) % ${SURNAMES.length}] as a, (${array(GIVEN)})[1 + (i * 17) % ${GIVEN.length}] as b, (${array(GIVEN)})[1 + ((i / 7) * 13) % ${GIVEN.length}] as c from generate_series(1, ${members}) i) g`,
  );
  await run(
    "members",
    `insert into members (brand_id, id, member_no, nickname, phone, phone_hash, first_seen_at, created_at)
    select ${brandId}, id, i, a || b || c, '138' || tail, md5(tail), to_timestamp((1700000000000 + i::bigint * 40) / 1000.0), now() from bench_people`,
  );
  // Ten million rows find their place once, when the key is made over them.
  await owner.query("alter table member_terms drop constraint member_terms_pkey");
  await run(
    "terms",
    `insert into member_terms (brand_id, term, member_id)
    select distinct ${brandId}, unnest(array[a, b, c, a || b, b || c, '~' || la.letter, '~' || la.letter || lb.letter, '~' || lb.letter || lc.letter, '~' || la.letter || lb.letter || lc.letter, '#' || right(tail, 4)]) as term, p.id
    from bench_people p join bench_letters la on la.ch = p.a join bench_letters lb on lb.ch = p.b join bench_letters lc on lc.ch = p.c`,
  );
  await run("their key", "alter table member_terms add constraint member_terms_pkey primary key (brand_id, term, member_id)");
  await run(
    "org units",
    `insert into member_orgs (brand_id, org_id, member_id, seats) select ${brandId}, o.id, p.id, 1 from bench_people p join bench_orgs o on o.n = p.district order by o.id, p.id`,
  );
  await run(
    "seats",
    `insert into seats (brand_id, id, group_id, member_id, kind, nickname, joined_at)
    select ${brandId}, md5('s' || i)::uuid, md5('g' || i % 10000)::uuid, id, 'member', a || b || c, to_timestamp((1700000000000 + i::bigint * 40) / 1000.0) from bench_people`,
  );
  await run(
    "last words",
    `insert into member_activity (brand_id, member_id, last_active_at, last_active_hour) select ${brandId}, id, at, date_trunc('hour', at)
    from (select id, to_timestamp(1763700000 - (i * 37) % 7776000) as at from bench_people) p`,
  );
  for (const table of ["members", "member_terms", "member_orgs", "seats", "member_activity", "org_closure"])
    await run(`analyze ${table}`, `vacuum (analyze) ${table}`);
  const { rows } = await owner.query<{ id: string }>("select id from bench_orgs order by n");
  return rows.map((row) => row.id);
}

/** The plan of the statement that finds the page; the one after it describes the people found. */
async function explain(ctx: Context, ask: (ctx: Context) => Promise<unknown>): Promise<string> {
  const nodes: RootOperationNode[] = [];
  const db = ctx.db.withPlugin({
    transformQuery: ({ node }) => {
      nodes.push(node);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await ask({ ...ctx, db });
  const node = nodes.at(-2);
  if (!node) throw new Error("the list asked nothing");
  const compiled = ctx.db.getExecutor().compileQuery(node, { queryId: "explain" });
  const { rows } = await ctx.db.executeQuery<Record<string, string>>(
    CompiledQuery.raw(`explain (analyze, buffers) ${compiled.sql}`, [...compiled.parameters]),
  );
  return rows.map((row) => Object.values(row)[0]).join("\n");
}

async function time(work: () => Promise<unknown>): Promise<{ medianMs: number; worstMs: number }> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS + 3; round++) {
    const began = performance.now();
    await work();
    if (round >= 3) times.push(performance.now() - began);
  }
  return { medianMs: median(times), worstMs: Math.max(...times) };
}

const QUESTIONS = ["小雨", "雨", "王小雨", "wxy", "0007"];

/** The answer must be the people whose name holds the characters, told by the plainest statement there is. */
async function check(ground: SearchGround, ctx: Context, orgId: string | null): Promise<void> {
  const { rows } = await ground.owner.query<{ id: string }>(
    `select m.id from members m where m.brand_id = $1 and m.nickname like '%小雨%' and ($2::uuid is null or exists (select 1 from member_orgs o where o.brand_id = m.brand_id and o.member_id = m.id and o.org_id = $2)) order by m.id desc limit 500`,
    [ground.brandId, orgId],
  );
  const answer = await listMembers(ctx, { q: "小雨", limit: 500, sort: "joined" });
  const same = JSON.stringify(rows.map((row) => row.id)) === JSON.stringify(answer.items.map((one) => one.id));
  if (!same) throw new Error("search answered other people than a plain scan");
}

/** What a member is found by must be what the product itself writes for the name and phone. */
async function checkTerms(ground: SearchGround): Promise<void> {
  const { rows } = await ground.owner.query<{ nickname: string; phone: string; terms: string[] }>(
    `select m.nickname, m.phone, (select array_agg(t.term) from member_terms t where t.brand_id = m.brand_id and t.member_id = m.id) as terms
     from members m where m.brand_id = $1 and m.member_no % $2 = 0`,
    [ground.brandId, Math.ceil(ground.members / 500)],
  );
  for (const { nickname, phone, terms } of rows) {
    const own = termsOf({ nickname, phone });
    if (JSON.stringify(own.toSorted()) !== JSON.stringify(terms.toSorted()))
      throw new Error(`${nickname} is found by other terms than the product's`);
  }
}

/** Makes the people, checks the answers, then measures searches and the plain list as both readers, near and far. */
async function measureMemberSearch(ground: SearchGround): Promise<SearchFigure[]> {
  const districts = await makePeople(ground);
  const district = districts[0] ?? "";
  const limited = await ground.limitedTo(district);
  await checkTerms(ground);
  await check(ground, ground.brandWide, null);
  await check(ground, limited, district);
  const figures: SearchFigure[] = [];
  for (const [reader, ctx] of [
    ["whole brand", ground.brandWide],
    ["one of 12 districts", limited],
  ] as const) {
    for (const q of [...QUESTIONS, ""]) {
      const ask = (at: Context, cursor?: string, limit = PAGE) => listMembers(at, { ...(q ? { q } : {}), limit, sort: "joined", cursor });
      const before = await ask(ctx, undefined, PAGE * (FAR_PAGE - 1));
      for (const page of before.nextCursor ? [1, FAR_PAGE] : [1]) {
        const cursor = page === 1 ? undefined : (before.nextCursor ?? undefined);
        const { items } = await ask(ctx, cursor);
        const figure = {
          question: q || "(list)",
          reader,
          page,
          hits: items.length,
          ...(await time(() => ask(ctx, cursor))),
          plan: await explain(ctx, (at) => ask(at, cursor)),
        };
        figures.push(figure);
        ground.say(
          `  ${figure.question} · ${reader} · page ${page}: ${figure.medianMs.toFixed(1)} ms (worst ${figure.worstMs.toFixed(1)})`,
        );
      }
    }
  }
  return figures;
}

/** The whole of it on a fresh brand of a world. */
export async function benchMemberSearch(world: World, members: number, say: (line: string) => void): Promise<SearchFigure[]> {
  const { brand, headquartersId, ctx } = await world.newBrand("member-search");
  const owner = new pg.Client({ connectionString: world.postgres.ownerUrl });
  await owner.connect();
  const staffAt = async (orgId: string, role: Role): Promise<Context> => {
    const userId = `bench-${role}`;
    await addStaff(ctx(), { userId, name: role, orgId, roles: [role] });
    const actor = await findStaffActor(ctx(), userId);
    if (!actor) throw new Error("no such colleague");
    return world.runtime.begin(brand, actor, "bench");
  };
  try {
    const brandWide = await staffAt(headquartersId, "owner");
    return await measureMemberSearch({
      brandId: brand.id,
      owner,
      headquartersId,
      brandWide,
      limitedTo: (orgId) => staffAt(orgId, "operator"),
      members,
      say,
    });
  } finally {
    await owner.end();
  }
}
