import { type RawBuilder, sql } from "kysely";

type Value = string | number | boolean | null;
type ColumnType = "uuid" | "smallint" | "integer" | "bigint" | "boolean" | "text" | "jsonb" | "timestamptz";

/** One column of rows to be written at once; moments are given in ms since 1970. */
export interface Column {
  name: string;
  type: ColumnType;
  values: readonly Value[];
}

/** Rows as a statement reads them: `insert into t (brand_id, ${names}) select ${brandId}::int, ${values} from ${source}`. */
export interface RowSource {
  names: RawBuilder<unknown>;
  values: RawBuilder<unknown>;
  source: RawBuilder<unknown>;
}

/** Words of JSON that come again and again are sent once, up to this many. */
const MOST_WORDS = 32;

/** Ids and numbers as the text of an array: they need no quoting, which spares the driver a look at each. */
export function arrayLiteral(values: readonly Value[]): string {
  return `{${values.map((value) => value ?? "NULL").join(",")}}`;
}

/** One of what a query answers, looked up in a hash table made once; a plain `in` may become a join that is made anew for each row of another. */
export const isOneOf = (column: RawBuilder<unknown>, query: RawBuilder<unknown>) => sql<boolean>`(${column} in (${query})) is true`;

/** None of what a query answers, or null; the same way, where an array behind `<> all` is gone through for each row. */
export const isNoneOf = (column: RawBuilder<unknown>, query: RawBuilder<unknown>) => sql<boolean>`(${column} in (${query})) is not true`;

/** Up to so many ids are looked up one by one, by an index. */
const FEW_IDS = 500;

/**
 * One of these ids; of thousands, by a hash table that is made once. An array behind `any` is weighed id by id each time the statement is planned,
 * and a plain `in` is planned as if it were two hundred.
 */
export function isAmong(column: RawBuilder<unknown>, ids: readonly string[]): RawBuilder<boolean> {
  const list = sql`${arrayLiteral(ids)}::uuid[]`;
  return ids.length <= FEW_IDS ? sql<boolean>`${column} = any(${list})` : isOneOf(column, sql`select unnest(${list})`);
}

function quoted(value: Value): string {
  if (value === null) return "NULL";
  const text = String(value);
  return `"${/["\\]/.test(text) ? text.replaceAll(/["\\]/g, "\\$&") : text}"`;
}

/** Texts as the text of an array. */
export const textLiteral = (values: readonly Value[]) => `{${values.map(quoted).join(",")}}`;
const isText = (type: ColumnType) => type === "text" || type === "jsonb";
const moment = (ms: RawBuilder<unknown>) => sql`to_timestamp(${ms}::float8 / 1000)`;

interface Part {
  value: RawBuilder<unknown>;
  array?: RawBuilder<unknown>;
}

/** A column that is the same in all rows is one value, few words of JSON are a list and places in it, all else is an array. */
function partOf({ name, type, values }: Column): Part | undefined {
  const [first] = values;
  if (values.every((value) => value === first)) return first === null || first === undefined ? undefined : { value: single(type, first) };
  if (type === "timestamptz") return { value: moment(sql.ref(`u.${name}`)), array: sql`${arrayLiteral(values)}::bigint[]` };
  const words = type === "jsonb" ? [...new Set(values)] : [];
  if (words.length > 0 && words.length <= MOST_WORDS) {
    const places = new Map(words.map((word, i) => [word, i + 1]));
    const at = values.map((value) => places.get(value) ?? null);
    return { value: sql`(${textLiteral(words)}::jsonb[])[${sql.ref(`u.${name}`)}]`, array: sql`${arrayLiteral(at)}::int[]` };
  }
  const literal = isText(type) ? textLiteral(values) : arrayLiteral(values);
  return { value: sql.ref(`u.${name}`), array: sql`${literal}::${sql.raw(type)}[]` };
}

function single(type: ColumnType, value: Value): RawBuilder<unknown> {
  return type === "timestamptz" ? moment(sql`${value}`) : sql`${value}::${sql.raw(type)}`;
}

/** Rows for a set-based insert: what is null everywhere is left out, what is the same everywhere is sent once. */
export function rowsOf(columns: readonly Column[]): RowSource {
  const parts = columns.flatMap((column) => {
    const part = partOf(column);
    return part ? [{ name: sql.ref(column.name), ...part }] : [];
  });
  const arrays = parts.flatMap(({ name, array }) => (array ? [{ name, array }] : []));
  return {
    names: sql.join(parts.map((part) => part.name)),
    values: sql.join(parts.map((part) => part.value)),
    source:
      arrays.length > 0
        ? sql`unnest(${sql.join(arrays.map((one) => one.array))}) as u(${sql.join(arrays.map((one) => one.name))})`
        : sql`generate_series(1, ${columns[0]?.values.length ?? 0}::int)`,
  };
}
