import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { resolveMembers } from "./index.ts";
import { mergeMembers, unmergeMember } from "./merge.actions.ts";
import { addTag, changeTags, listTags, removeTag } from "./tag.actions.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

it("a tag that only a part of somebody has is in use", async () => {
  const at = new Date(test.clock.now.getTime() - 60_000);
  const identity = (externalId: string) => ({ kind: "web", scope: "", externalId, at });
  const [part = "", into = ""] = await resolveMembers(test.system(), [identity("old"), identity("new")]);
  const { id: tagId } = await addTag(test.as(), { name: "只在旧账号" });
  const change = (memberId: string, direction: "add" | "remove") =>
    changeTags(test.as(), { tagId, direction, who: { memberIds: [memberId] } });
  const shown = async () => (await listTags(test.as())).items.map((tag) => tag.members);
  const isUsedByOne = { code: "members.tag-used", details: { members: 1 } };

  expect(await change(part, "add")).toMatchObject({ changed: 1, name: "只在旧账号" });
  await mergeMembers(test.as(), { memberId: part, intoId: into });
  await expect(removeTag(test.as(), { tagId, evenUsed: false })).rejects.toMatchObject(isUsedByOne);
  await change(into, "remove");
  expect(await shown()).toEqual([0]);
  await expect(removeTag(test.as(), { tagId, evenUsed: false })).rejects.toMatchObject(isUsedByOne);
  await unmergeMember(test.as(), { memberId: part });
  expect(await shown()).toEqual([1]);
  expect((await listTags(test.as(), { counted: false })).items).toMatchObject([{ id: tagId, name: "只在旧账号", members: null }]);
  await change(part, "remove");
  await removeTag(test.as(), { tagId, evenUsed: false });
  expect(await shown()).toEqual([]);
});
