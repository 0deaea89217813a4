import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { createContent, moveContent } from "../contents/index.ts";
import { createGroup } from "../groups/index.ts";
import { createAdhocSend } from "./draft.actions.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

it("a send of a content is noted as a use of it", async () => {
  const ctx = test.as();
  const { id: groupId } = await createGroup(ctx, {
    name: "听松里",
    orgId: test.headquartersId,
    positioning: "benefit",
    commercialType: "promotion",
    channel: "web",
    capacity: 300,
    targetMembers: 200,
    ownerStaffId: ctx.actor.id,
    open: true,
  });
  const body = { format: "text" as const, text: "{群名}，早" };
  const { id: contentId, version } = await createContent(ctx, { name: "早安", direction: "engage", folderId: null, expiresOn: null, body });
  for (const move of ["submit", "approve"] as const)
    await moveContent(test.as(), { contentId, version, move, note: "", acceptsWords: true });
  const { sendId } = await createAdhocSend(test.as(), { name: "早安", contentId, audience: { groupIds: [groupId] } });
  expect(await test.rows("select place_kind, place_id, groups from app.content_uses")).toEqual([
    { place_kind: "send", place_id: sendId, groups: 1 },
  ]);
});
