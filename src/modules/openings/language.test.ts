import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { applied, cheap, specOf } from "../../testing/lines.ts";
import { createFlow } from "../flows/index.ts";
import { createFlowEndpoint } from "../flows/flows.contract.ts";
import { stampGroups } from "../groups/index.ts";
import { StampAsk } from "../groups/stamp.contract.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand({ now: new Date("2026-11-22T02:00:00Z") });
});
afterAll(() => test.close());

const inChinese = (value: unknown) => /\p{Script=Han}/u.test(JSON.stringify(value));

it("writes for a Chinese brand's customers in Chinese, whatever language the colleague at the button reads", async () => {
  const ctx = () => test.as().inLanguage("en");
  const made = await applied(ctx(), "Fruit", cheap, ["games"]);
  const { slogan, profile } = await specOf(test, made.blueprintId);
  for (const words of [slogan, profile.reception, profile.rules, profile.gives, profile.sheet]) expect(inChinese(words)).toBe(true);
  const audience = { kind: "blueprint" as const, blueprintId: made.blueprintId, orgIds: [] };
  const flow = await createFlow(ctx(), createFlowEndpoint.input.parse({ name: "Week", kind: "week", audience, preset: true }));
  const flows = await test.rows<{ draft: { steps: unknown[] } }>("select draft from app.flows where id = any($1)", [
    [made.flowId, flow.id],
  ]);
  expect(flows).toHaveLength(2);
  for (const { draft } of flows) for (const step of draft.steps) expect(inChinese(step)).toBe(true);
  const units = [{ orgId: test.headquartersId, count: 1 }];
  await stampGroups(ctx(), StampAsk.parse({ blueprintId: made.blueprintId, pattern: "Group {序号}", units, open: true }));
  expect(await test.rows("select name from app.group_entries")).toEqual([{ name: "进群链接" }]);
});
