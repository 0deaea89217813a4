import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";
import { rowsOf } from "./columns.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

interface Row {
  id: string;
  word: string | null;
  n: number | null;
  at: number | null;
  data: string | null;
}

const tricky = fc.oneof(
  fc.constantFrom("NULL", "null", "", "{}", '"', "\\", 'a"b\\"c', "a,b", " 早上 好 ", "{1,2}", "'"),
  fc.string({ unit: "grapheme" }),
);
const plain = tricky.map((text) => text.replaceAll("\0", ""));
const row = fc.record<Row>({
  id: fc.uuid(),
  word: fc.option(plain),
  n: fc.option(fc.integer({ min: -1_000, max: Number.MAX_SAFE_INTEGER })),
  at: fc.option(fc.integer({ min: 852_076_800_000, max: 4_102_444_800_000 })),
  data: fc.option(plain.map((text) => JSON.stringify({ text }))),
});

describe("rows of a set-based insert", () => {
  it("arrive as they were given, with and without columns that are all the same or all null", async () => {
    const sameWord = fc.tuple(fc.array(row, { minLength: 1, maxLength: 80 }), row, fc.subarray(["word", "n", "at", "data"] as const));
    await fc.assert(
      fc.asyncProperty(sameWord, async ([given, one, same]) => {
        const rows = given.map((each) => ({ ...each, ...Object.fromEntries(same.map((key) => [key, one[key]])) }));
        const { names, values, source } = rowsOf([
          { name: "id", type: "uuid", values: rows.map((each) => each.id) },
          { name: "word", type: "text", values: rows.map((each) => each.word) },
          { name: "n", type: "bigint", values: rows.map((each) => each.n) },
          { name: "happened_at", type: "timestamptz", values: rows.map((each) => each.at) },
          { name: "data", type: "jsonb", values: rows.map((each) => each.data) },
        ]);
        const kept = await test.system().transaction(async ({ db }) => {
          await sql`create temporary table t (place integer generated always as identity, id uuid, word text, n bigint, happened_at timestamptz, data jsonb) on commit drop`.execute(
            db,
          );
          await sql`insert into t (${names}) select ${values} from ${source}`.execute(db);
          const { rows: read } = await sql<{
            id: string;
            word: string | null;
            n: number | null;
            happenedAt: string | null;
            data: object | null;
          }>`
            select id, word, n, happened_at, data from t order by place`.execute(db);
          return read;
        });
        expect(kept).toEqual(
          rows.map(({ id, word, n, at, data }) => ({
            id,
            word,
            n,
            happenedAt: at === null ? null : new Date(at).toISOString(),
            data: data === null ? null : JSON.parse(data),
          })),
        );
      }),
      { numRuns: 60 },
    );
  });
});
