import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { renameBrand } from "../brands/settings.actions.ts";
import { createEntry, createGroup } from "../groups/index.ts";

let test: TestBrand;
let token: string;
beforeAll(async () => {
  test = await openTestBrand();
  const group = await createGroup(test.as(), {
    name: "Riverside 01",
    orgId: test.headquartersId,
    channel: "web",
    positioning: "benefit",
    commercialType: "promotion",
    ownerStaffId: null,
  });
  token = (await createEntry(test.as(), { groupId: group.id, name: "Shop" })).token;
});
afterAll(() => test.close());

async function joinPage(headers: Record<string, string>) {
  const answer = await (await test.app()).inject({ method: "GET", url: `/api/v1/b/zhishang/phone/joins/${token}`, headers });
  return answer.json();
}

it("shows law texts in the reader's language, each with a version of its own", async () => {
  const [zh, en] = [await joinPage({ "accept-language": "zh-CN" }), await joinPage({ "accept-language": "en-US,en" })];
  expect(zh.notice.sections[0].title).toBe("谁在处理");
  expect(en.notice.sections[0].title).toBe("Who is responsible");
  expect(en.notice.version).not.toBe(zh.notice.version);
  expect(await joinPage({ "accept-language": "zh-CN", cookie: "lang=en" })).toMatchObject({ notice: en.notice, marketing: en.marketing });
});

it("takes a consent to the text that was shown, in whichever language", async () => {
  const app = await test.app();
  const join = async (headers: Record<string, string>, nickname: string) => {
    const page = await joinPage(headers);
    const accepted = { rulesVersion: page.rules.version, noticeVersion: page.notice.version };
    const payload = { nickname, accepted, marketingVersion: page.marketing.version };
    return app.inject({ method: "POST", url: `/api/v1/b/zhishang/phone/joins/${token}`, headers, payload });
  };
  expect((await join({ "accept-language": "en" }, "Ann")).statusCode).toBe(200);
  expect((await join({ "accept-language": "zh" }, "小安")).statusCode).toBe(200);
  const rows = await test.rows<{ versions: number }>(
    "select count(distinct text_version)::int as versions from app.consents where purpose = 'marketing'",
  );
  expect(rows).toEqual([{ versions: 2 }]);
});

it("writes in the brand's language where nobody asks", async () => {
  const here = () => test.runtime.inBrand(test.brand.id, "test");
  expect((await here()).language).toBe("zh-CN");
  await renameBrand(test.as(), { name: "Orchard", language: "en" });
  expect((await here()).language).toBe("en");
});
