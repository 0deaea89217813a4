import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { dismissInbox, listInbox, recallInbox } from "./inbox.actions.ts";
import { listInboxEndpoint, recallInboxEndpoint } from "./inbox.contract.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

it("what was set aside by mistake waits again as it did", async () => {
  await test.rows(
    `insert into platform.inbox (brand_id, id, source, received_at, state, reason, body)
     select $1, gen_random_uuid(), 'shop', now(), state, reason, '{}' from (values ('quarantined', 'future'), ('unreadable', 'too-long')) v (state, reason)`,
    [test.brand.id],
  );
  const rows = async () => (await listInbox(test.as(), listInboxEndpoint.input.parse({}))).items;
  const before = await rows();
  for (const { id: inboxId } of before) await dismissInbox(test.as(), { inboxId });
  expect((await rows()).map((one) => one.state)).toEqual(["refused", "refused"]);
  for (const { id: inboxId } of before) await recallInbox(test.as(), recallInboxEndpoint.input.parse({ inboxId }));
  expect(await rows()).toEqual(before);
});
