/** The files of a new module, as text: the floor plan of CONTRIBUTING.md with one small thing that works. */

export interface ModuleNames {
  /** `gift-cards`: the folder, the start of file names, endpoints, actions and codes. */
  plural: string;
  /** `giftCards` */
  camel: string;
  /** `GiftCard` */
  Type: string;
  /** `GiftCards` */
  Types: string;
  /** `gift_cards` */
  table: string;
  /** What people call it: 礼品卡. */
  title: string;
}

const upper = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function singular(word: string): string {
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

export function namesOf(plural: string, title: string): ModuleNames {
  const words = plural.split("-");
  const Types = words.map(upper).join("");
  const last = words.length - 1;
  const Type = words.map((word, at) => upper(at === last ? singular(word) : word)).join("");
  return { plural, title, Type, Types, camel: Types.charAt(0).toLowerCase() + Types.slice(1), table: words.join("_") };
}

/** The head of a file; written so that this file itself is not read as importing them. */
function imports(...lines: readonly (readonly [names: string, from: string])[]): string {
  return lines.map(([names, from]) => `import ${names} from "${from}";`).join("\n");
}

const contract = ({
  plural,
  Type,
  Types,
}: ModuleNames) => `${imports(["{ z }", "zod"], ["{ defineEndpoint, Id, Instant, ListAsk, pageOf }", "../../lib/define.ts"])}

export const ${Type} = z.object({ id: Id, name: z.string(), createdAt: Instant });
export type ${Type} = z.infer<typeof ${Type}>;

export const New${Type} = z.object({ name: z.string().trim().min(1).max(60) });
export type New${Type} = z.infer<typeof New${Type}>;

/** Newest first. */
export const list${Types}Endpoint = defineEndpoint({
  method: "GET",
  path: "/${plural}",
  permission: "groups.read",
  input: ListAsk,
  output: pageOf(${Type}),
});
/** Refusals: \`${plural}.name-taken\` { name }, \`${plural}.full\` { most }. */
export const add${Type}Endpoint = defineEndpoint({
  method: "POST",
  path: "/${plural}",
  permission: "groups.manage",
  input: New${Type},
  output: z.object({ id: Id }),
});
`;

const rules = ({ Type, Types }: ModuleNames) => `/** A brand keeps at most this many. */
export const MOST_${screaming(Types)} = 1_000;

export type ${Type}Decision = { verdict: "add" } | { verdict: "refuse"; reason: "full"; most: number };

/** One more is taken as long as there is room. */
export function decideAdding(kept: { count: number; most: number }): ${Type}Decision {
  return kept.count < kept.most ? { verdict: "add" } : { verdict: "refuse", reason: "full", most: kept.most };
}
`;

const screaming = (Types: string) => Types.replaceAll(/(?<=.)([A-Z])/g, "_$1").toUpperCase();

const store = ({
  plural,
  Type,
  Types,
  table,
}: ModuleNames) => `${imports(["{ sql }", "kysely"], ["type { Db }", "../../server/db.ts"], [`type { ${Type} }`, `./${plural}.contract.ts`])}

/** Newest first, one row more than the limit. */
export async function list${Types}(db: Db, brandId: number, page: { before: string | null; limit: number }): Promise<${Type}[]> {
  const { rows } = await sql<${Type}>\`
    select id, name, created_at from ${table}
    where brand_id = \${brandId} and (\${page.before}::uuid is null or id < \${page.before}::uuid) order by id desc limit \${page.limit + 1}\`.execute(db);
  return rows;
}

export async function count${Types}(db: Db, brandId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>\`select count(*)::int as n from ${table} where brand_id = \${brandId}\`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function insert${Type}(db: Db, brandId: number, row: { id: string; name: string; createdAt: Date }): Promise<void> {
  await sql\`insert into ${table} (brand_id, id, name, created_at) values (\${brandId}, \${row.id}, \${row.name}, \${row.createdAt})\`.execute(db);
}
`;

const actions = ({ plural, Type, Types, table }: ModuleNames) => `${imports(
  ["type { InputOf, OutputOf }", "../../lib/define.ts"],
  ["{ Refusal }", "../../lib/refusal.ts"],
  ["type { Context }", "../../server/context.ts"],
  ["{ onDuplicate }", "../../server/db.ts"],
  ["{ pageBy }", "../../server/page.ts"],
  [`type { list${Types}Endpoint, New${Type} }`, `./${plural}.contract.ts`],
  [`{ decideAdding, MOST_${screaming(Types)} }`, `./${plural}.rules.ts`],
  ["* as store", `./${plural}.store.ts`],
)}

export async function list${Types}(ctx: Context, ask: InputOf<typeof list${Types}Endpoint>): Promise<OutputOf<typeof list${Types}Endpoint>> {
  return pageBy(await store.list${Types}(ctx.db, ctx.brand.id, { before: ask.cursor ?? null, limit: ask.limit }), ask.limit);
}

export async function add${Type}(outer: Context, input: New${Type}): Promise<{ id: string }> {
  return outer.transaction(async (ctx) => {
    const decision = decideAdding({ count: await store.count${Types}(ctx.db, ctx.brand.id), most: MOST_${screaming(Types)} });
    if (decision.verdict === "refuse") throw new Refusal("limited", "${plural}.full", { most: decision.most });
    const id = ctx.newId();
    await store
      .insert${Type}(ctx.db, ctx.brand.id, { id, name: input.name, createdAt: ctx.now })
      .catch(onDuplicate("${table}_by_name", "${plural}.name-taken", { name: input.name }));
    await ctx.audit({ action: "${plural}.add", targetKind: "${plural}", targetId: id, after: input });
    return { id };
  });
}
`;

const routes = ({
  plural,
  camel,
  Type,
  Types,
}: ModuleNames) => `${imports(["{ type Route, route }", "../../server/module.ts"], [`{ add${Type}, list${Types} }`, `./${plural}.actions.ts`], [`{ add${Type}Endpoint, list${Types}Endpoint }`, `./${plural}.contract.ts`])}

export const ${camel}Routes: readonly Route[] = [route(list${Types}Endpoint, list${Types}), route(add${Type}Endpoint, add${Type})];
`;

const manifest = ({
  plural,
  camel,
}: ModuleNames) => `${imports(["type { Module }", "../../server/module.ts"], [`{ ${camel}Routes }`, `./${plural}.routes.ts`])}

export const ${camel}Module: Module = { name: "${plural}", routes: ${camel}Routes };
`;

const test = ({
  plural,
  Type,
  Types,
}: ModuleNames) => `${imports(["{ afterAll, beforeAll, expect, it }", "vitest"], ["{ openTestBrand, type TestBrand }", "../../testing/brand.ts"], [`{ add${Type}, list${Types} }`, `./${plural}.actions.ts`], ["{ decideAdding }", `./${plural}.rules.ts`])}

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

it.each([
  [0, 2, "add"],
  [1, 2, "add"],
  [2, 2, "refuse"],
])("with %i of %i: %s", (count, most, verdict) => {
  expect(decideAdding({ count, most }).verdict).toBe(verdict);
});

it("are added once, listed newest first, page by page, and leave a trace", async () => {
  const { id } = await add${Type}(test.as(), { name: "甲" });
  test.clock.now = new Date(test.clock.now.getTime() + 1_000);
  await add${Type}(test.as(), { name: "乙" });
  await expect(add${Type}(test.as(), { name: "甲" })).rejects.toMatchObject({ code: "${plural}.name-taken", details: { name: "甲" } });
  const first = await list${Types}(test.as(), { limit: 1 });
  expect(first.items.map((one) => one.name)).toEqual(["乙"]);
  const second = await list${Types}(test.as(), { limit: 1, cursor: first.nextCursor ?? "" });
  expect(second).toMatchObject({ items: [{ id, name: "甲" }], nextCursor: null });
  expect(await test.rows("select target_id from app.audit_entries where action = '${plural}.add' and target_id = $1", [id])).toHaveLength(1);
});

it("of one brand are not seen by another", async () => {
  const other = await test.otherBrand("elsewhere");
  const there = test.runtime.begin(other, { kind: "system", id: "test", name: "test" }, "Q-TEST");
  expect((await list${Types}(there, { limit: 50 })).items).toEqual([]);
});
`;

const migration = ({ table, Types }: ModuleNames) => `-- ${Types} of a brand. Locks nothing: all is new.
create table app.${table} (
  brand_id integer not null references platform.brands,
  id uuid not null,
  name text not null check (length(name) between 1 and 60),
  created_at timestamptz not null,
  primary key (brand_id, id)
);
create unique index ${table}_by_name on app.${table} (brand_id, name);
call platform.protect_all();
`;

/** Paths below the repository and what stands in each file. */
export function filesOf(names: ModuleNames, migrationNumber: string): { path: string; text: string }[] {
  const folder = `src/modules/${names.plural}/${names.plural}`;
  return [
    { path: `${folder}.contract.ts`, text: contract(names) },
    { path: `${folder}.rules.ts`, text: rules(names) },
    { path: `${folder}.store.ts`, text: store(names) },
    { path: `${folder}.actions.ts`, text: actions(names) },
    { path: `${folder}.routes.ts`, text: routes(names) },
    { path: `${folder}.module.ts`, text: manifest(names) },
    { path: `${folder}.test.ts`, text: test(names) },
    { path: `migrations/${migrationNumber}-${names.plural}.sql`, text: migration(names) },
  ];
}
