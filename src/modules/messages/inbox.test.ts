import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { dismissInbox, listInbox, recallInbox } from "./inbox.actions.ts";
import { listInboxEndpoint } from "./inbox.contract.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

it("what was set aside by mistake waits again as it did", async () => {
  await test.rows(
    `insert into platform.inbox (brand_id, id, source, received_at, state, reason, body) values ($1, gen_random_uuid(), 'shop', now(), 'quarantined', 'future', '{}')`,
    [test.brand.id],
  );
  const rows = async () => (await listInbox(test.as(), listInboxEndpoint.input.parse({}))).items;
  const before = await rows();
  const inboxId = before[0]?.id ?? "";
  await dismissInbox(test.as(), { inboxId });
  expect((await rows()).map((one) => one.state)).not.toContain("quarantined");
  await recallInbox(test.as(), { inboxId, state: "quarantined" });
  expect(await rows()).toEqual(before);
});
