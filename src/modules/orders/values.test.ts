import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../lib/time.ts";
import type { Actor } from "../../server/context.ts";
import { takeNextJob } from "../../server/job-runs.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { countQueries } from "../../testing/count-queries.ts";
import { exportedRows } from "../../testing/exported.ts";
import { addOrgUnit } from "../brands/index.ts";
import { createGroup } from "../groups/index.ts";
import { makeExport } from "../members/erase.actions.ts";
import { resolveMembers } from "../members/index.ts";
import { mergeMembers } from "../members/merge.actions.ts";
import { exportMember, showExport } from "../members/privacy.actions.ts";
import { recordOrders, recordRefunds } from "./index.ts";
import { ordersJobs } from "./orders.jobs.ts";
import { cancelValues, listValueRows, showValues, startValues } from "./values.actions.ts";
import { valueSorts } from "./values.contract.ts";

/** As a file has it. */
const round = (value: number, digits: number) => String(Math.round(value * 10 ** digits) / 10 ** digits);

describe("values of buyers", () => {
  let test: TestBrand;
  let operator: Actor;
  let ids: string[];
  const PEOPLE = 240;
  const to = "2026-10-31";
  let seed = 11;
  const chance = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  /** Days of purchase of each, dealt so that some stay and some go; the last two are one person. */
  const days = Array.from({ length: PEOPLE }, () => {
    const first = Math.floor(chance() * 60);
    const every = 4 + chance() * 30;
    const own = [first];
    for (let day = first; day < 140 && chance() > 0.2;) own.push((day += Math.ceil(-Math.log(chance()) * every)));
    return own.filter((day) => day < 140);
  });
  const dayOf = (n: number) => addDays("2026-07-01", n);
  const order = (person: number, n: number, i: number, more: object = {}) => ({
    source: "shop",
    externalId: `${person}-${n}-${i}`,
    title: "橙",
    paidAt: new Date(`${dayOf(n)}T${String(8 + i)}:00:00+08:00`.replace("T8", "T08").replace("T9", "T09")),
    paidFen: 1_000 + ((person * 37 + n * 11) % 50) * 100,
    lines: [],
    buyer: { memberId: ids[person] ?? "" },
    ...more,
  });

  beforeAll(async () => {
    test = await openTestBrand();
    const refs = Array.from({ length: PEOPLE }, (_, n) => ({
      kind: "web",
      scope: "",
      externalId: `p${n}`,
      nickname: `柚子 ${n} 号`,
      at: new Date(0),
    }));
    ids = await resolveMembers(test.system(), refs);
    const { id: near } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "云溪市" });
    const kind = { channel: "web", positioning: "benefit", commercialType: "promotion", ownerStaffId: null } as const;
    const { id: groupId } = await createGroup(test.as(), { name: "云溪 1 群", orgId: near, ...kind });
    operator = await test.staff(["operator"], near);
    const orders = days.flatMap((own, person) =>
      own.flatMap((n) => [
        order(person, n, 0, person % 2 === 0 ? { groupId } : {}),
        // Twice on a day is once.
        ...(n % 5 === 0 ? [order(person, n, 1, person % 2 === 0 ? { groupId } : {})] : []),
      ]),
    );
    // Wholly refunded is not bought.
    orders.push(order(0, 120, 2, { externalId: "back", groupId }));
    for (let from = 0; from < orders.length; from += 400) await recordOrders(test.system(), orders.slice(from, from + 400));
    const back = orders.at(-1);
    await recordRefunds(test.system(), [
      { source: "shop", orderExternalId: "back", externalId: "r", refundedAt: new Date("2026-11-01T00:00:00Z"), fen: back?.paidFen ?? 0 },
    ]);
    await mergeMembers(test.as(), { memberId: ids[PEOPLE - 1] ?? "", intoId: ids[PEOPLE - 2] ?? "" });
  });
  afterAll(() => test.close());

  const start = (more: object = {}, actor?: Actor) => {
    test.clock.now = new Date(test.clock.now.getTime() + 1_000);
    return startValues(test.as(actor), { to, horizonWeeks: 26, discountPercent: 10, ...more });
  };
  const fit = async (more: object = {}, actor?: Actor) => {
    await start(more, actor);
    await test.work();
    return showValues(test.as(actor));
  };
  const everyone = async (actor?: Actor) => (await listValueRows(test.as(actor), { limit: 500, sort: "clv" })).items;

  it("are of each buyer's distinct days up to the chosen end, merged people as one", async () => {
    const { fit: found, job } = await fit({ until: "2026-11-14" });
    expect(job).toMatchObject({ state: "done", failure: null });
    const whole = [...days.slice(0, -2), [...new Set([...(days.at(-2) ?? []), ...(days.at(-1) ?? [])])].sort((a, b) => a - b)];
    const seen = whole.map((own) => own.filter((n) => dayOf(n) <= to));
    const rows = new Map((await everyone()).map((row) => [row.member.id, row]));
    expect(rows.size).toBe(PEOPLE - 1);
    for (const [person, own] of seen.entries())
      expect(rows.get(ids[person] ?? ""), String(person)).toMatchObject({ repeats: own.length - 1, lastDay: dayOf(own.at(-1) ?? 0) });
    expect(found).toMatchObject({
      buyers: PEOPLE - 1,
      repeaters: seen.filter((own) => own.length > 1).length,
      firstDay: dayOf(Math.min(...seen.flat())),
    });
    const after = whole.flat().filter((n) => dayOf(n) > to && dayOf(n) <= "2026-11-14").length;
    expect(found?.weeks.map((week) => [week.from, week.days])).toEqual([
      ["2026-11-01", 7],
      ["2026-11-08", 7],
    ]);
    expect(found?.weeks.reduce((sum, week) => sum + week.actual, 0)).toBe(after);
    const paid = (await everyone()).reduce((sum, row) => sum + row.paidFen, 0);
    expect(found?.paidFen).toBe(paid);
  });

  it("add up by band to the whole list, and each band opens its own", async () => {
    const { fit: found } = await showValues(test.as());
    const all = await everyone();
    const bands = found?.bands ?? [];
    expect(bands.length).toBeGreaterThan(2);
    expect(bands.reduce((sum, band) => sum + band.buyers, 0)).toBe(all.length);
    expect(bands.reduce((sum, band) => sum + band.clvFen, 0)).toBe(all.reduce((sum, row) => sum + row.clvFen, 0));
    expect(found?.clvFen).toBe(all.reduce((sum, row) => sum + row.clvFen, 0));
    for (const band of bands) {
      const own = await listValueRows(test.as(), { limit: 500, sort: "clv", band: band.fromFen });
      expect([own.total, own.items.length]).toEqual([band.buyers, band.buyers]);
      expect(own.items.reduce((sum, row) => sum + row.clvFen, 0)).toBe(band.clvFen);
    }
    expect(all.reduce((sum, row) => sum + row.purchases, 0)).toBeCloseTo(found?.purchases ?? 0, 6);
  });

  it("are listed by any figure, page by page, by as many statements whatever there is", async () => {
    const of = { clv: "clvFen", purchases: "purchases", active: "active", order: "orderFen", paid: "paidFen" } as const;
    for (const sort of valueSorts)
      for (const ascending of ["1", undefined] as const) {
        const seen: { id: string; at: number }[] = [];
        const costs = new Set<number>();
        for (let cursor: string | undefined, more = true; more;) {
          const { ctx, count } = countQueries(test.as());
          const page = await listValueRows(ctx, { limit: 60, sort, ascending, cursor });
          costs.add(count());
          seen.push(...page.items.map((row) => ({ id: row.member.id, at: row[of[sort]] })));
          cursor = page.nextCursor ?? undefined;
          more = cursor !== undefined;
        }
        expect(new Set(seen.map((one) => one.id)).size).toBe(PEOPLE - 1);
        expect(seen.map((one) => one.at)).toEqual(seen.map((one) => one.at).toSorted((a, b) => (ascending ? a - b : b - a)));
        expect(costs.size).toBe(1);
        const { ctx, count } = countQueries(test.as());
        await listValueRows(ctx, { limit: 1, sort, ascending });
        expect(costs).toEqual(new Set([count()]));
      }
    const found = await listValueRows(test.as(), { limit: 50, sort: "clv", q: "17 号" });
    expect(found.items.map((row) => row.member.name)).toContain("柚子 17 号");
    expect(found.items.every((row) => row.member.name.includes("17"))).toBe(true);
    expect((await listValueRows(test.as(), { limit: 50, sort: "clv", q: "%" })).items).toEqual([]);
  });

  it("are taken along as they are listed: buyers in their order and band, bands, and models by parameter", async () => {
    const rows = async (list: string, filter: Record<string, string> = {}) =>
      (await exportedRows(test, { list, filter })).map((row) => Object.values(row));
    const [yuan, decimal] = [(fen: number) => round(fen / 100, 2), (value: number) => round(value, 4)];
    const { fit: found } = await showValues(test.as());
    const band = found?.bands.at(-1)?.fromFen ?? 0;
    for (const more of [
      { sort: "paid", ascending: "1" },
      { sort: "clv", band },
    ] as const) {
      const { items } = await listValueRows(test.as(), { limit: 500, ...more });
      expect(items.length).toBeGreaterThan(3);
      const asked = Object.fromEntries(Object.entries(more).map(([name, value]) => [name, String(value)]));
      expect(await rows("buyer-values", asked)).toEqual(
        items.map((row) => [
          row.member.name,
          yuan(row.clvFen),
          decimal(row.purchases),
          round(row.active, 6),
          yuan(row.orderFen),
          String(row.orders),
          yuan(row.paidFen),
          row.lastDay,
        ]),
      );
    }
    expect(await rows("value-bands")).toEqual(
      found?.bands.map((row) => [
        yuan(row.fromFen),
        row.toFen === null ? "" : yuan(row.toFen),
        String(row.buyers),
        decimal(row.purchases),
        yuan(row.clvFen),
      ]),
    );
    expect((await rows("value-models")).map(([, , name, value, ln]) => [name, value, ln])).toEqual(
      found?.models.flatMap((model) => model.parameters.map((one) => [one.name, decimal(one.value), decimal(model.lnLikelihood)])),
    );
  });

  it("are in the copy that a person asks for of what is kept of them", async () => {
    const [row] = await everyone();
    const memberId = row?.member.id ?? "";
    await exportMember(test.as(), { memberId });
    await makeExport(test.system());
    const { url } = await showExport(test.as(), { memberId });
    const { buyerValues } = (await (await test.app()).inject({ url: url ?? "" })).json();
    const { orders, repeats, paidFen, active, purchases, orderFen, clvFen } = row ?? {};
    expect(buyerValues).toMatchObject([{ upTo: to, horizonWeeks: 26, orders, repeats, paidFen, active, purchases, orderFen, clvFen }]);
  });

  it("are worked out anew in place of the last, of who began to buy from a day on", async () => {
    const { fit: before } = await showValues(test.as());
    const { fit: found } = await fit({ from: "2026-08-01" });
    expect(found?.firstDay).toBe("2026-08-01");
    expect(found?.buyers).toBeLessThan(before?.buyers ?? 0);
    expect(
      await test.rows(
        "select count(*)::int as fits, (select count(distinct fit_id)::int from app.buyer_values) as kept from app.value_fits",
      ),
    ).toEqual([{ fits: 1, kept: 1 }]);
  });

  it("show who sees some groups only what comes of those, and nobody else's", async () => {
    expect(await showValues(test.as(operator))).toMatchObject({ fit: null, job: null });
    expect(await everyone(operator)).toEqual([]);
    const { fit: part } = await fit({}, operator);
    expect(part).toMatchObject({ isPart: true, buyers: PEOPLE / 2 });
    expect(new Set((await everyone(operator)).map((row) => row.member.id))).toEqual(new Set(ids.filter((_, n) => n % 2 === 0)));
    expect((await showValues(test.as())).fit?.isPart).toBe(false);
    const stranger = test.as(await test.staff(["editor"]));
    await expect(showValues(stranger)).rejects.toMatchObject({ code: "session.forbidden" });
    await expect(startValues(stranger, { to, horizonWeeks: 26, discountPercent: 10 })).rejects.toMatchObject({ code: "session.forbidden" });
  });

  it("are stopped by who asked, before and while they are worked out, and leave what was there before", async () => {
    const { fit: before } = await showValues(test.as());
    const { id: waiting } = await start();
    await expect(cancelValues(test.as(operator), { jobId: waiting })).rejects.toMatchObject({ code: "jobs.missing" });
    await cancelValues(test.as(), { jobId: waiting });
    const { id: running } = await start();
    const caught = ordersJobs.map((job) => ({
      ...job,
      run: (...[ctx, run]: Parameters<typeof job.run>) =>
        job.run(ctx, {
          ...run,
          save: async (inner, progress) => {
            await run.save(inner, progress);
            if ((await showValues(test.as())).job?.cancelAsked) return;
            await cancelValues(test.as(), { jobId: running });
            expect((await showValues(test.as())).job).toMatchObject({ state: "running", cancelAsked: true });
          },
        }),
    }));
    await (await takeNextJob(test.runtime, test.brand.id, caught))?.run();
    const { fit: after, job } = await showValues(test.as());
    expect(job).toMatchObject({ id: running, state: "cancelled" });
    expect(after).toEqual(before);
    expect(await test.rows("select count(*)::int as n from app.buyer_values where fit_id not in (select id from app.value_fits)")).toEqual([
      { n: 0 },
    ]);
    await expect(cancelValues(test.as(), { jobId: running })).rejects.toMatchObject({ code: "jobs.ended" });
  });

  it("are refused clearly: days out of order, two at once, too little to go by", async () => {
    const { fit: before } = await showValues(test.as());
    for (const more of [{ from: "2026-11-01" }, { until: to }, { to: "2026-11-23" }, { until: "2027-01-01" }])
      await expect(start(more)).rejects.toMatchObject({ code: "orders.values-days" });
    await start({ to: "2026-07-01" });
    await expect(start({})).rejects.toMatchObject({ code: "orders.values-running" });
    await test.work();
    expect((await showValues(test.as())).job).toMatchObject({
      state: "failed",
      failure: { code: "orders.values-few-buyers", details: { least: 50 } },
    });
    const now = await showValues(test.as());
    expect(now.fit).toEqual(before);
    expect(await test.rows("select count(*)::int as n from app.buyer_values where fit_id not in (select id from app.value_fits)")).toEqual([
      { n: 0 },
    ]);
  });
});
