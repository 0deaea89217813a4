/** What a migration may not do to a table that is written all day: each breach would stop everybody for longer than half a second. */

/**
 * Tables of schemas app and platform that stay small and are seldom written: settings, words and plans that people make by hand. Every
 * other table counts as hot, also one that is made tomorrow.
 */
export const smallTables: readonly string[] = [
  "api_key_secrets",
  "api_keys",
  "blueprint_versions",
  "blueprints",
  "brands",
  "column_slots",
  "connections",
  "content_columns",
  "content_folders",
  "demo_builds",
  "flow_versions",
  "flows",
  "import_mappings",
  "list_preferences",
  "memberships",
  "opening_lines",
  "org_units",
  "role_permissions",
  "saved_views",
  "settings",
  "staff",
  "staff_invites",
  "staff_roles",
  "stage_thresholds",
  "tags",
  "webhooks",
  "wecom_corps",
];

/** The migrations before this rule was made and widened; every later one is held to it. */
export const LAST_FREE = "0022";

export interface Sql {
  name: string;
  sql: string;
}

export interface LockBreach {
  name: string;
  rule: string;
  statement: string;
}

/** Statements without comments and without the bodies of functions, which do not run now; blocks that run now stay. */
function statementsOf(sql: string): string[] {
  const plain = sql.replaceAll(/--[^\n]*/g, "").replaceAll(/\/\*[\s\S]*?\*\//g, "");
  const bare = plain.replaceAll(/(create\s+(?:or\s+replace\s+)?(?:function|procedure)[\s\S]*?)\$(\w*)\$[\s\S]*?\$\2\$/gi, "$1''");
  return bare.split(";").map((one) => one.replaceAll(/\s+/g, " ").trim().toLowerCase());
}

const name = String.raw`(?:if exists )?(?:only )?(?:(?:app|platform)\.)?"?(\w+)"?`;

interface Rule {
  rule: string;
  /** Its first group is the table. */
  pattern: RegExp;
  /** The statement is no breach where this is found in it. */
  unless?: RegExp;
}

const alter = (action: string) => new RegExp(`alter table ${name} (?:.*, )?${action}`);

const rules: readonly Rule[] = [
  {
    rule: "makes an index under a lock: use create index concurrently, alone in its file",
    pattern: new RegExp(`create (?:unique )?index (?!concurrently).* on ${name}`),
  },
  {
    rule: "rewrites the table: add a column of the new type and fill it by a ticker",
    pattern: alter("alter (?:column )?\\w+ (?:set data )?type "),
  },
  {
    rule: "rewrites the table: a default that differs by row",
    pattern: alter(
      "add (?:column )?(?:if not exists )?\\w+ .*(?:default (?:gen_random_uuid|uuidv[47]|random|clock_timestamp|nextval|pg_current_xact_id)|generated always as|serial)",
    ),
  },
  {
    rule: "fails or scans: a column that must not be null and has no default",
    pattern: alter("add (?:column )?(?:if not exists )?\\w+ .*not null"),
    unless: /default /,
  },
  {
    rule: "scans under a lock: a new column with a check or reference",
    pattern: alter("add (?:column )?(?:if not exists )?(?!constraint|check|foreign)\\w+ .*(?:check \\(|references )"),
  },
  {
    rule: "scans under a lock: validate a not valid check first, in a migration before",
    pattern: alter("alter (?:column )?\\w+ set not null"),
  },
  {
    rule: "scans under a lock: add it not valid, validate it in a later migration",
    pattern: alter("add (?:constraint \\w+ )?(?:check|foreign key)"),
    unless: /not valid/,
  },
  {
    rule: "makes an index under a lock: make it concurrently and add it using index",
    pattern: alter("add (?:constraint \\w+ )?(?:unique|primary key|exclude)"),
    unless: /using index/,
  },
  {
    rule: "writes rows under one long transaction: do it in batches by a ticker or a reaction",
    pattern: new RegExp(`(?:^|[ ;(])update ${name} (?:\\w+ )?set `),
  },
  {
    rule: "writes rows under one long transaction: do it in batches by a ticker or a reaction",
    pattern: new RegExp(`delete from ${name}`),
  },
  {
    rule: "locks the whole table",
    pattern: new RegExp(`(?:truncate(?: table)?|cluster|vacuum full|reindex table|lock table|lock) ${name}`),
  },
];

/** What the last release still reads or writes may not go in the same release: first a release without its use, then its end. */
const contraction =
  /alter table [\w. ]+ (?:.*, )?(?:drop (?:column )?(?!constraint|default|not null|expression|identity)\w+|rename )|drop (?:table|view) /;
const CONTRACTS = /^-- Contracts: \S.*$/m;

/** What in one migration would hold up a hot table, or take away what the last release uses. */
export function findLockBreaches({ name: file, sql }: Sql): LockBreach[] {
  const statements = statementsOf(sql);
  const fresh = new Set(
    statements.flatMap((one) => /create (?:unlogged )?table (?:if not exists )?(?:(?:app|platform)\.)?(\w+)/.exec(one)?.[1] ?? []),
  );
  const isHot = (table: string | undefined) => table !== undefined && !smallTables.includes(table) && !fresh.has(table);
  const breaches = statements.flatMap((statement) =>
    rules
      .filter(({ pattern, unless }) => isHot(pattern.exec(statement)?.[1]) && !unless?.test(statement))
      .map(({ rule }) => ({ name: file, rule, statement })),
  );
  const contracts = statements
    .filter((statement) => contraction.test(statement) && !CONTRACTS.test(sql))
    .map((statement) => ({
      name: file,
      rule: "takes away what the release before may use, and does not say since when nothing does",
      statement,
    }));
  return [...breaches, ...contracts];
}
