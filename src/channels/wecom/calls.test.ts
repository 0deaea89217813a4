import { describe, expect, test } from "vitest";
import type { PlatformLine } from "../channel.ts";
import { fixtureJson, hasFixtures, skipLine } from "./fixtures.setup.ts";
import * as calls from "./wecom.calls.ts";
import { cutBytes, encodeGroupWelcome, encodeMessage, mediaNeededBy, NEWCOMER } from "./wecom.encode.ts";
import { hasErrcode, kindOfErrcode, WecomError, WecomUnreadable } from "./wecom.errors.ts";

/** A line that answers every call with one thing, and keeps what was asked. */
function lineOf(answer: unknown): PlatformLine & { asked: { api: string; query?: unknown; body?: unknown }[] } {
  const asked: { api: string; query?: unknown; body?: unknown }[] = [];
  const hear = async (call: { api: string }) => {
    asked.push(call);
    return answer;
  };
  return { scope: "ww0aa", asked, call: hear, upload: hear };
}

const official = (name: string) => lineOf(fixtureJson(`official/${name}.res.json`));

describe.skipIf(!hasFixtures)(`published answers ${hasFixtures ? "" : skipLine}`, () => {
  test("people", async () => {
    expect(await calls.listFollowUsers(official("get_follow_user_list"))).toEqual(["zhangsan", "lissi"]);
    expect(await calls.listCustomerIds(official("externalcontact-list"), "zhangsan")).toHaveLength(2);
    const one = await calls.getCustomer(official("externalcontact-get"), "wo");
    expect(one.follow_user.map((follow) => [follow.userid, follow.tags.length, follow.state])).toEqual([
      ["rocky", 3, ""],
      ["tommy", 0, "外联二维码1"],
    ]);
    expect(one.next_cursor).toBe("NEXT_CURSOR");
    const batch = await calls.batchGetByUser(official("batch-get_by_user"), { userIds: ["rocky", "lisi"] });
    expect(batch.items.map((item) => item.follow_info.tag_id.length)).toEqual([1, 2]);
    expect(batch).toMatchObject({ unlicensed: ["lisi"], cursor: "r9FqSqsI8fgNbHLHE5QoCP50UIg2cFQbfma3l2QsmwI" });
    const departments = lineOf(fixtureJson("api/wxjava-department-list.res.json"));
    expect((await calls.listDepartments(departments)).map((one) => one.id)).toEqual([2, 3]);
  });

  test("tags and codes", async () => {
    expect((await calls.listCorpTags(official("get_corp_tag_list")))[0]?.tag.map((tag) => tag.deleted)).toEqual([false, true]);
    expect((await calls.addCorpTag(official("add_corp_tag"), { group_name: "G", tag: [{ name: "T" }] }))?.tag).toHaveLength(2);
    expect((await calls.addContactWay(official("add_contact_way"), { type: 1, scene: 2 })).configId).toBe(
      "42b34949e138eb6e027c123cba77fAAA",
    );
    expect((await calls.getContactWay(official("get_contact_way"), "x")).state).toBe("teststate");
    expect(await calls.addJoinWay(official("add_join_way"), { scene: 2, remark: "", auto_create_room: 0, chat_id_list: [] })).toBe(
      "9ad7fa5cdaa6511298498f979c472aaa",
    );
    expect((await calls.getJoinWay(official("get_join_way"), "x")).chat_id_list).toHaveLength(2);
  });

  test("groups and figures", async () => {
    const line = official("groupchat-list");
    expect((await calls.listGroupChats(line, { owners: ["abel"] })).items).toHaveLength(2);
    expect(line.asked[0]?.body).toEqual({ status_filter: 0, owner_filter: { userid_list: ["abel"] }, cursor: "", limit: 1000 });
    const chat = await calls.getGroupChat(official("groupchat-get"), "wr");
    expect(chat.member_list.map((member) => member.type)).toEqual([1, 2]);
    const span = { fromS: 1, toS: 2, owners: ["zhangsan"] };
    expect(await calls.listOwnerFigures(official("groupchat-statistic"), span)).toMatchObject({ total: 2, nextOffset: 2 });
    expect(await calls.listDayFigures(official("groupchat-statistic_group_by_day"), span)).toHaveLength(2);
    expect((await calls.listBehaviour(official("get_user_behavior_data"), { userIds: ["a"], fromS: 1, toS: 2 }))[0]?.reply_percentage).toBe(
      60.25,
    );
  });

  test("sends and media", async () => {
    const template = { chat_type: "group", sender: "zhangsan", chat_id_list: ["wr"], text: { content: "hi" } } as const;
    expect(await calls.addMsgTemplate(official("add_msg_template"), template)).toMatchObject({ failed: ["wmqfasd1e1927831123109rBAAAA"] });
    const list = await calls.listGroupMsgs(official("get_groupmsg_list_v2"), { chatType: "group", fromS: 1, toS: 2 });
    expect(list.items[0]).toMatchObject({ create_time: null, create_type: 1 });
    expect(list.items[0]?.attachments).toHaveLength(5);
    expect((await calls.getGroupMsgTask(official("get_groupmsg_task"), "m")).items[0]?.status).toBe(2);
    expect((await calls.getGroupMsgSendResult(official("get_groupmsg_send_result"), { msgId: "m", userId: "u" })).items[0]?.status).toBe(1);
    expect(await calls.addGroupWelcome(official("group_welcome_template-add"), {})).toBe("msgXXXXXX");
    const file = { fileName: "a.png", mime: "image/png", bytes: new Uint8Array(6) };
    expect(await calls.uploadMedia(official("media-upload"), "image", file)).toMatchObject({ created_at: 1_380_000_000 });
    expect(await calls.uploadImg(official("media-uploadimg"), file)).toContain("http://p.qpic.cn/");
    const message = { msgtype: "text", text: { content: "x" } } as const;
    expect((await calls.sendAppMessage(official("message-send"), { agentid: 1, touser: ["a", "b"], message })).invaliduser).toBe(
      "userid1|userid2",
    );
  });
});

describe("answers and errors", () => {
  test("an answer of another shape is said to be unreadable, with the place", async () => {
    await expect(calls.getGroupChat(lineOf({ group_chat: { chat_id: 3 } }), "wr")).rejects.toThrow(WecomUnreadable);
  });

  test("missing lists and nulls are empty", async () => {
    expect(await calls.listFollowUsers(lineOf({ errcode: 0 }))).toEqual([]);
    expect(await calls.listGroupChats(lineOf({ group_chat_list: null }), {})).toEqual({ items: [], cursor: "" });
  });

  test.each([
    [-1, "busy"],
    [42001, "token"],
    [45009, "rate"],
    [45033, "concurrency"],
    [45035, "conflict"],
    [41063, "conflict"],
    [48002, "setup"],
    [60020, "trusted-ip"],
    [84061, "gone"],
    [41094, "limited"],
    [40058, "data"],
    [999_999, "fatal"],
  ])("%i is %s", (errcode, kind) => {
    expect(kindOfErrcode(errcode)).toBe(kind);
  });

  test("an error says what was asked", () => {
    const error = new WecomError("externalcontact/get", 84061, "not external contact, hint: [1]");
    expect([hasErrcode(error, 84061), hasErrcode(error, 40096), hasErrcode(new Error("x"), 84061)]).toEqual([true, false, false]);
  });
});

describe("encoding", () => {
  const picture = { sha256: "aa", name: "a.png" };
  const image = { format: "image" as const, text: "看图", images: [picture] };
  const link = { format: "link", text: "", title: "题".repeat(50), summary: "", url: "https://example.com/a", cover: "cc" } as const;
  const places = new Map([
    ["media:aa", "MEDIA"],
    ["address:cc", "https://p.example.com/c"],
  ]);

  test("texts, pictures and links become one message", () => {
    expect(mediaNeededBy([image, image, link]).map((one) => one.use)).toEqual(["media", "address"]);
    const encoded = encodeMessage([{ format: "text", text: " 你好 " }, image, link], places);
    expect(encoded).toEqual({
      verdict: "encoded",
      message: {
        text: { content: "你好\n\n看图" },
        attachments: [
          { msgtype: "image", image: { media_id: "MEDIA" } },
          { msgtype: "link", link: { title: `${"题".repeat(41)}…`, picurl: "https://p.example.com/c", url: "https://example.com/a" } },
        ],
      },
    });
  });

  test.each([
    ["empty", [{ format: "text", text: " " } as const], "empty"],
    ["a text of 4,001 bytes", [{ format: "text", text: "a".repeat(4_001) } as const], "text-too-long"],
    ["ten pictures", [{ ...image, images: Array.from({ length: 10 }, () => ({ sha256: "aa", name: "a" })) }], "too-many-attachments"],
    ["a picture nobody uploaded", [{ ...image, images: [{ sha256: "zz", name: "z" }] }], "media-missing"],
    ["a link of 2,049 bytes", [{ ...link, url: "u".repeat(2_049) }], "url-too-long"],
  ])("%s is refused", (_what, bodies, reason) => {
    expect(encodeMessage(bodies, places)).toEqual({ verdict: "refused", reason });
  });

  test("a group's welcome takes one thing beside the text", () => {
    expect(encodeGroupWelcome({ format: "text", text: `${NEWCOMER},欢迎` }, places)).toEqual({
      verdict: "encoded",
      message: { text: { content: "%NICKNAME%,欢迎" } },
    });
    const two = { ...image, images: [picture, picture] };
    expect(encodeGroupWelcome(two, places)).toEqual({ verdict: "refused", reason: "several-attachments" });
  });

  test("a cut never halves a character", () => {
    expect([cutBytes("群策群力", 12), cutBytes("群策群力", 11), cutBytes("a🎉b🎉", 9)]).toEqual(["群策群力", "群策…", "a🎉b…"]);
  });
});
