import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { workersServer } from "../testing/database.ts";
import { openPool } from "./db.ts";

describe("moments out of the database", () => {
  it("are the same as the runtime's own reading, whatever their fraction and age", async () => {
    const pool = openPool({ url: workersServer(), max: 1, onError: () => undefined });
    const moments = [
      ...fc.sample(fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true }), 200),
      new Date(0),
      new Date("1969-12-31T23:59:59.999Z"),
    ];
    const { rows } = await pool.query<{ at: string }>("select unnest($1::timestamptz[]) as at", [moments.map((at) => at.toISOString())]);
    expect(rows.map((row) => row.at)).toEqual(moments.map((at) => at.toISOString()));
    const { rows: fine } = await pool.query<{ at: string }>("select timestamptz '2026-11-22 02:18:00.123456+00' as at");
    expect(fine[0]?.at).toBe("2026-11-22T02:18:00.123Z");
    await pool.end();
  });
});
