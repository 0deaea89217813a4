import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fixture, hasFixtures, skipLine } from "./fixtures.setup.ts";
import { decodeCallback } from "./wecom.decode.ts";
import { readEnvelope } from "./xml.decode.ts";

const head = "<ToUserName><![CDATA[ww0aa]]></ToUserName><CreateTime>1790000000</CreateTime><MsgType>event</MsgType>";
const chat = (inner: string) => `<xml>${head}<Event>change_external_chat</Event><ChatId>wr01</ChatId>${inner}</xml>`;
const members = (list: string) =>
  chat(
    `<ChangeType>update</ChangeType><UpdateDetail>add_member</UpdateDetail><JoinScene>3</JoinScene>${list}<LastMemVer>a</LastMemVer><CurMemVer>b</CurMemVer>`,
  );

describe("decoding", () => {
  test.each([
    ["items", "<MemChangeList><Item>wm01</Item>\n <Item>zhang</Item></MemChangeList>"],
    ["items in CDATA", "<MemChangeList><Item><![CDATA[wm01]]></Item><Item><![CDATA[zhang]]></Item></MemChangeList>"],
    ["one text with commas", "<MemChangeList><![CDATA[wm01,zhang]]></MemChangeList>"],
  ])("the changed members as %s", (_form, list) => {
    expect(decodeCallback(members(list))).toEqual({
      kind: "group-members",
      corpId: "ww0aa",
      atMs: 1_790_000_000_000,
      chatId: "wr01",
      change: "joined",
      ids: ["wm01", "zhang"],
      scene: 3,
      lastVersion: "a",
      currentVersion: "b",
    });
  });

  test("reads by name, whatever the order and what is left out", () => {
    const xml = `<xml><ChangeType>del_follow_user</ChangeType><ExternalUserID>wm01</ExternalUserID><UserID>zhang</UserID><Event>change_external_contact</Event>${head}</xml>`;
    expect(decodeCallback(xml)).toMatchObject({ kind: "follow-ended", by: "customer", userId: "zhang", externalUserId: "wm01" });
    const bare = decodeCallback(chat("<ChangeType>update</ChangeType><UpdateDetail>del_member</UpdateDetail>"));
    expect(bare).toMatchObject({ change: "left", ids: [], scene: null, lastVersion: "" });
  });

  test.each([
    ["a message", `<xml>${head.replace("event", "text")}<Content>hi</Content></xml>`, "message:text"],
    ["an event of another part", `<xml>${head}<Event>customer_acquisition</Event></xml>`, "event:customer_acquisition"],
    ["a change we do not need", chat("<ChangeType>frozen</ChangeType>"), "change_external_chat:frozen"],
  ])("%s is known and ignored", (_what, xml, reason) => {
    expect(decodeCallback(xml)).toEqual({ kind: "ignored", reason });
  });

  test.each([
    ["no XML", "hello"],
    ["cut off", members("<MemChangeList>").slice(0, -3)],
    ["a document type", `<!DOCTYPE xml [<!ENTITY a "aaaa">]>${members("")}`],
    ["an entity of its own", chat("<ChangeType>&a;</ChangeType>")],
    ["too deep", chat("<ChangeType><a><b><c>x</c></b></a></ChangeType>")],
    ["too long", chat(`<ChangeType>${"x".repeat(300_000)}</ChangeType>`)],
    ["no moment", chat("<ChangeType>create</ChangeType>").replace("1790000000", "soon")],
    ["no group", `<xml>${head}<Event>change_external_chat</Event><ChangeType>create</ChangeType></xml>`],
  ])("%s is unreadable, with a sample", (_what, xml) => {
    expect(decodeCallback(xml)).toEqual({ kind: "unreadable", sample: xml.slice(0, 500) });
  });
});

describe.skipIf(!hasFixtures)(`published samples ${hasFixtures ? "" : skipLine}`, () => {
  const folder = new URL("../../../../shared/reference/wecom-fixtures/official/", import.meta.url);
  const names = hasFixtures ? readdirSync(folder).filter((name) => name.endsWith(".xml") && !name.startsWith("callback-")) : [];

  test.each(names)("%s", (name) => {
    const decoded = decodeCallback(fixture(`official/${name}`));
    expect(decoded.kind).toBe(kindByName[name.replace(".xml", "")]);
  });

  test("the envelope", () => {
    expect(readEnvelope(fixture("official/callback-envelope.xml"))).toEqual({
      toUserName: "toUser",
      agentId: "toAgentID",
      encrypted: "msg_encrypt",
    });
  });

  test("members, their versions and scenes", () => {
    expect(decodeCallback(fixture("official/change_external_chat-update-add_member.xml"))).toMatchObject({
      ids: ["Jack", "Rose"],
      scene: 1,
      change: "joined",
      lastVersion: "9c3f97c2ada667dfb5f6d03308d963e1",
      currentVersion: "71217227bbd112ecfe3a49c482195cb4",
    });
  });
});

const kindByName: Record<string, string> = {
  add_external_contact: "follow-added",
  add_half_external_contact: "follow-added",
  edit_external_contact: "follow-edited",
  del_external_contact: "follow-ended",
  del_follow_user: "follow-ended",
  transfer_fail: "transfer-failed",
  msg_audit_approved: "ignored",
  "change_external_chat-create": "group-created",
  "change_external_chat-update-add_member": "group-members",
  "change_external_chat-dismiss": "group-dissolved",
  "change_external_tag-create": "tag-changed",
  "change_external_tag-update": "tag-changed",
  "change_external_tag-delete": "tag-changed",
  "change_external_tag-shuffle": "tag-changed",
};
