import { afterAll, beforeAll, expect, it } from "vitest";
import { modules } from "../app.ts";
import { createConnection } from "../modules/connections/connect.actions.ts";
import { showCorp } from "../modules/wecom/state.actions.ts";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";
import { countQueries } from "../testing/count-queries.ts";

/** What runs so often that a brand at rest must cost next to nothing. */
const OFTEN_MS = 10_000;
const tickers = modules.flatMap((module) => module.tickers ?? []).filter((ticker) => ticker.everyMs <= OFTEN_MS);

let test: TestBrand;
let connectionId: string;
beforeAll(async () => {
  test = await openTestBrand({ outbound: { allowPrivate: true } });
  ({ id: connectionId } = await createConnection(test.as(), {
    kind: "wecom",
    scope: "ww0123456789abcdef",
    name: "枝上鲜果",
    agentId: null,
    baseUrl: "http://127.0.0.1:9",
    secret: "a-secret-of-the-app",
  }));
});
afterAll(() => test.close());

/** Statements of one round of each ticker. */
async function roundOf(): Promise<Record<string, number>> {
  const asked: Record<string, number> = {};
  for (const ticker of tickers) {
    const { ctx, count } = countQueries(test.system());
    await ticker.run(ctx);
    asked[ticker.name] = count();
  }
  return asked;
}

/** Tickers that look at more than one thing; all others ask once. */
const more: Record<string, number> = { "insight.judge": 2, "insight.settle": 3, "read-outside-sends": 2 };

it("a round of a brand with WeCom where nothing is to be done is one statement, and writes nothing", async () => {
  await roundOf();
  const written = () => test.rows("select xmin::text, corp, connection_id from app.wecom_corps");
  const before = await written();
  const asked = await roundOf();
  expect(asked).toEqual(Object.fromEntries(tickers.map(({ name }) => [name, more[name] ?? 1])));
  expect(await written()).toEqual(before);
});

it("a corp is noted when it is first seen and when its connection is another, not each time it is looked at", async () => {
  const rows = () => test.rows<{ xmin: string; connection_id: string }>("select xmin::text, connection_id from app.wecom_corps");
  await showCorp(test.as(), { connectionId });
  const first = await rows();
  expect(first).toMatchObject([{ connection_id: connectionId }]);
  await showCorp(test.as(), { connectionId });
  expect(await rows()).toEqual(first);
  await test.rows("update app.wecom_corps set connection_id = $1", [test.headquartersId]);
  await showCorp(test.as(), { connectionId });
  expect(await rows()).toMatchObject([{ connection_id: connectionId }]);
});
