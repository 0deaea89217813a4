import type { Context } from "../../server/context.ts";
import type { JobRun } from "../../server/jobs.ts";
import { sql } from "kysely";
import { found } from "../../lib/refusal.ts";
import { visibleGroups } from "../groups/index.ts";
import { isWholeBrand } from "./access.actions.ts";
import { DayOrderEvidence, type DecidedOrder } from "./day-orders.rules.ts";
import { permissionOf } from "./fields.contract.ts";
import type { Place, Totals } from "./imports.contract.ts";
import * as store from "./imports.store.ts";
import { findPlaces } from "./places.store.ts";
import { Sums } from "./sums.rules.ts";
import { Tally } from "./tally.rules.ts";
import { openImport } from "./units.actions.ts";

/** Progress is told this often. */
const TOLD_ROWS = 2_000;

/**
 * Looks at a whole file: what it would come to, what is wrong with it, how its days are meant. Writes nothing but that. What only the end of
 * the file tells of its beginning (the order of days, orders whose rows stand apart) is found first, and the file is looked at again.
 */
export async function checkImport(ctx: Context, job: JobRun<{ importId: string }>): Promise<{ rows: number }> {
  const load = async () => found(await store.findImport(ctx.db, ctx.brand.id, job.ask.importId, sql<boolean>`true`), "imports.missing");
  const torn = new Tally();
  for (let round = 1; ; round++) {
    const one = await load();
    const tornBefore = torn.size;
    const looked = await lookThrough(ctx, job, one, torn);
    if (looked === "gb18030") {
      await store.describeImport(ctx.db, ctx.brand.id, one.id, { format: regarded(one.format) });
      continue;
    }
    const { sums, decided } = looked;
    const dayOrders = {
      ...one.options.dayOrders,
      ...Object.fromEntries(decided.flatMap((each) => (each.proof ? [[each.field, each.order]] : []))),
    };
    if (round < 4 && JSON.stringify(dayOrders) !== JSON.stringify(one.options.dayOrders)) {
      await store.describeImport(ctx.db, ctx.brand.id, one.id, { options: { ...one.options, dayOrders } });
      continue;
    }
    if (torn.size > tornBefore) continue;
    await store.keepTotals(ctx.db, ctx.brand.id, one.id, await totalsOf(ctx, one, sums, decided));
    return { rows: sums.rows };
  }
}

/** A file whose beginning was plain ASCII turned out to be in a Chinese encoding. */
function regarded(format: store.ImportWhole["format"]): store.ImportWhole["format"] {
  return format.kind === "csv" ? { ...format, encoding: "gb18030", isAscii: false } : format;
}

async function lookThrough(
  ctx: Context,
  job: JobRun<{ importId: string }>,
  one: store.ImportWhole,
  torn: Tally,
): Promise<{ sums: Sums; decided: DecidedOrder[] } | "gb18030"> {
  const { sheet, batches } = openImport(ctx, one, torn);
  const evidence = new DayOrderEvidence(one.options.columns);
  const sums = new Sums(one.kind, isWholeBrand(ctx, one.kind) || one.options.groupId !== null);
  let told = 0;
  const isOpen = one.format.kind === "csv" && one.format.isAscii && one.format.encoding === "utf-8";
  for await (const { rows, units } of batches) {
    for (const row of rows) {
      if (isOpen && row.cells.some((cell) => cell.includes("\uFFFD"))) return "gb18030";
      evidence.add(row.cells);
    }
    for (const unit of units) sums.add(unit);
    if (sums.rows - told < TOLD_ROWS) continue;
    told = sums.rows;
    await job.save(ctx, { done: sums.rows, checkpoint: { bytes: sheet.progress.bytesDone } });
  }
  return { sums, decided: evidence.decide() };
}

async function totalsOf(ctx: Context, one: store.ImportWhole, sums: Sums, decided: readonly DecidedOrder[]): Promise<Totals> {
  const places = await placesOf(ctx, one, sums);
  if (one.kind !== "chat") for (const place of places) if (!place.group) sums.miss("group", "group-missing", place.rows);
  return {
    ...sums.total(),
    places,
    dayOrders: decided.map(({ field, order, proof }) => ({ field, order: one.options.dayOrders[field] ?? order, proof })),
  };
}

async function placesOf(ctx: Context, one: store.ImportWhole, sums: Sums): Promise<Place[]> {
  const named = [...sums.places].toSorted((a, b) => b[1] - a[1]);
  const rows = await findPlaces(
    ctx.db,
    ctx.brand.id,
    named.map(([name]) => name),
    visibleGroups(ctx, permissionOf[one.kind], "g"),
  );
  const found = new Map(rows.filter((row) => row.choices === 1).map((row) => [row.name, { id: row.groupId, name: row.groupName }]));
  return named.map(([name, count]) => ({ name, rows: count, group: found.get(name) ?? null }));
}
