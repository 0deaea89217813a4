import { afterAll, beforeAll, expect, test } from "vitest";
import { startWecom, type Wecom } from "../../simulators/wecom/start.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { checkConnection } from "./check.actions.ts";
import { createConnection } from "./connect.actions.ts";
import { lineOf } from "./index.ts";

let test1: TestBrand;
let wecom: Wecom;
let connectionId: string;

beforeAll(async () => {
  wecom = await startWecom();
  test1 = await openTestBrand({ now: new Date(), outside: { platformUrls: { wecom: wecom.url } } });
  await wecom.driver.addStaff({ userid: "zhangsan", name: "张三" });
});
afterAll(async () => {
  await test1.close();
  await wecom.close();
});

test("connects, checks and calls", async () => {
  const made = await createConnection(test1.as(), {
    kind: "wecom",
    scope: wecom.corpId,
    name: "企微",
    agentId: null,
    baseUrl: null,
    secret: wecom.app.secret,
  });
  connectionId = made.id;
  const check = await checkConnection(test1.as(), { connectionId });
  expect(check.steps.map((one) => `${one.step} ${one.state}`)).toEqual(["token good", "trusted-ip good", "app good", "range good", "callback warn"]);
  const line = await lineOf(test1.as(), wecom.corpId);
  expect(await line.call({ method: "GET", api: "externalcontact/get_follow_user_list" })).toMatchObject({ errcode: 0 });
});
