import { describe, expect, it } from "vitest";
import { looksLikeQuestion } from "../messages/question.rules.ts";
import { decideCause, type DyingGroup, type Trail } from "./cause.rules.ts";
import { advertPattern, patternOf, questionPattern } from "./words.rules.ts";

const trail: Trail = {
  exodus: null,
  memberMessages: 200,
  adverts: 2,
  advertisers: 1,
  hostLastDay: "2026-11-20",
  hostQuietDays: 2,
  questions: 1,
  voices: { names: ["果果", "小鹿", "阿青"], share: 0.2, messages: 180, silentDays: 0 },
  posts: 20,
  answeredPosts: 9,
  postsFlowId: "f",
  postQuietDays: 0,
  flows: 1,
  newcomers: 12,
  leftSoon: 1,
};
const group: DyingGroup = {
  positioning: "benefit",
  members: 120,
  ageDays: 80,
  ordersIn7Days: 0,
  buyersBefore: 30,
  lastOrderDay: "2026-11-01",
  dying: { since: "2026-11-12", reason: { kind: "fading", usual: 0.1, now: 0.01, days: 9 } },
  trail,
};
const exodus = { left: 12, at: "2026-11-07T12:00:00.000Z", text: "促销长图", messageId: "m", flowId: null, stepId: null, members: 140 };

describe("why a group is dying", () => {
  it.each<[string, Partial<Trail>, Partial<DyingGroup>, string | null, object]>([
    ["names none where the rows name none", {}, {}, null, {}],
    ["a flash group's sale is over", {}, { positioning: "flash" }, "flash-over", { lastOrderDay: "2026-11-01", members: 120 }],
    ["many left after one message", { exodus }, {}, "exodus", { left: 12, text: "促销长图", messageId: "m" }],
    ["a few who left after a message are no exodus", { exodus: { ...exodus, left: 6 } }, {}, null, {}],
    ["adverts", { adverts: 40, advertisers: 3 }, {}, "adverts", { share: 0.2, adverts: 40, people: 3, messages: 200 }],
    ["many adverts in much more talk are none", { adverts: 40, memberMessages: 400 }, {}, null, {}],
    [
      "a host who stopped",
      { hostLastDay: "2026-10-26", hostQuietDays: 27, questions: 23 },
      {},
      "host-silent",
      { quietDays: 27, questions: 23 },
    ],
    ["nobody ever on duty", { hostLastDay: null, hostQuietDays: null, questions: 3 }, {}, "host-silent", { hostDay: null, questions: 3 }],
    ["a quiet host nobody asks is no cause", { hostQuietDays: 27, questions: 2 }, {}, null, {}],
    [
      "its few voices fell silent",
      { voices: { names: ["果果", "小鹿"], share: 0.7, messages: 90, silentDays: 11 } },
      {},
      "few-voices",
      { people: 2, names: "果果\n小鹿", share: 0.7, silentDays: 11 },
    ],
    ["voices that still speak", { voices: { names: ["果果"], share: 0.9, messages: 90, silentDays: 1 } }, {}, null, {}],
    ["only we talk", { posts: 28, answeredPosts: 2 }, {}, "broadcast", { posts: 28, answered: 2, flowId: "f" }],
    ["newcomers leave within three days", { newcomers: 20, leftSoon: 9 }, {}, "newcomers-lost", { newcomers: 20, leftSoon: 9 }],
    ["nothing is sent", { posts: 0, postQuietDays: 8, flows: 0 }, {}, "thin", { postDays: 8, flows: 0 }],
    ["the plainest cause goes first", { exodus, adverts: 40, questions: 9, hostQuietDays: 20 }, {}, "exodus", {}],
  ])("%s", (_name, more, at, code, numbers) => {
    const found = decideCause({ ...group, ...at, trail: { ...trail, ...more } });
    expect(found?.code ?? null).toBe(code);
    if (found) expect(found.cause).toMatchObject({ effect: "fading", usual: 0.1, now: 0.01, since: "2026-11-12", ...numbers });
  });

  it("says with a silent group for how long", () => {
    const dying = { since: "2026-11-15", reason: { kind: "silent" as const, days: 9, lastDay: "2026-11-12" } };
    expect(decideCause({ ...group, dying, trail: { ...trail, postQuietDays: null } })?.cause).toMatchObject({
      effect: "silent",
      days: 9,
      lastDay: "2026-11-12",
      postDays: null,
    });
  });
});

describe("words", () => {
  it.each([
    ["兼职日结三百，加我微信", true],
    ["看这里 https://t.cn/x", true],
    ["全屋定制清仓，扫码看图", true],
    ["今天的草莓甜不甜", false],
    ["券在小程序里能看到", false],
  ])("advert: %s", (text, is) => expect(patternOf(advertPattern).test(text)).toBe(is));

  it.each(["草莓几点到？", "还有货吗", "怎么买 ", "收到", "几点", "好吃不。", "不错"])("question, as the talk marks it: %s", (text) =>
    expect(patternOf(questionPattern).test(text)).toBe(looksLikeQuestion(text)),
  );
});
