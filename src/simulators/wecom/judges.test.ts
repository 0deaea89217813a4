import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { decrypt, encrypt, getSignature } from "@wecom/crypto";
import { ServerRequest, Work } from "node-easywechat";
import { afterEach, expect, it } from "vitest";
import { decrypt as ours, encrypt as oursToo, signatureOf } from "./crypto.ts";
import { closeOrgs, openTestOrg, type Org } from "./testing.ts";

/** Others' programs at work on the simulator: the platform's own crypto, and a client of many users that we did not write. */

afterEach(closeOrgs);

const aesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

it("is read by the platform's own crypto, and reads it", () => {
  const random = Buffer.from("0123456789abcdef");
  const message = "<xml>茶</xml>";
  const encrypted = oursToo({ aesKey, message, receiver: "ww1", random });
  expect(decrypt(aesKey, encrypted)).toMatchObject({ message, id: "ww1" });
  expect(ours({ aesKey, encrypted: encrypt(aesKey, message, "ww1") })).toEqual({ message, receiver: "ww1" });
  expect(signatureOf("token", "1", "2", encrypted)).toBe(getSignature("token", "1", "2", encrypted));
});

/** The client's tokens stay with it, and do not outlive the test in a file. */
function memory() {
  const kept = new Map<string, unknown>();
  return {
    get: (key: string) => Promise.resolve(kept.get(key)),
    has: (key: string) => Promise.resolve(kept.has(key)),
    set: (key: string, value: unknown) => Promise.resolve(Boolean(kept.set(key, value))),
    delete: (key: string) => Promise.resolve(kept.delete(key)),
  };
}

const clientOf = (org: Org) =>
  new Work({
    corp_id: org.corpId,
    secret: org.app.secret,
    token: "Token",
    aes_key: aesKey,
    http: { baseURL: `${org.url}/`, proxy: false, throw: false },
  }).setCache(memory());

it("serves a client of others' making: its token, its calls, its pages, its uploads", async () => {
  const org = await openTestOrg();
  const client = clientOf(org).getClient();
  const get = async (api: string, params: object) => (await client.get(`cgi-bin/${api}`, { params })).toObject<Record<string, unknown>>();
  const post = async (api: string, body: object) => (await client.postJson(`cgi-bin/${api}`, body)).toObject<Record<string, unknown>>();
  expect(await get("externalcontact/get_follow_user_list", {})).toMatchObject({ errcode: 0, follow_user: ["zhangsan", "lisi"] });
  expect(await get("externalcontact/get", { external_userid: org.customers[0] })).toMatchObject({ external_contact: { name: "阿青" } });
  expect(await post("externalcontact/batch/get_by_user", { userid_list: ["zhangsan", "lisi"], limit: 2 })).toMatchObject({
    external_contact_list: [{}, {}],
    next_cursor: expect.stringMatching(/./),
  });
  expect(await post("externalcontact/groupchat/list", { limit: 100 })).toMatchObject({ group_chat_list: [{ chat_id: org.chatId }] });
  const { config_id } = await post("externalcontact/groupchat/add_join_way", { scene: 2, chat_id_list: [org.chatId] });
  expect(await post("externalcontact/groupchat/get_join_way", { config_id })).toMatchObject({ join_way: { chat_id_list: [org.chatId] } });
  const { msgid } = await post("externalcontact/add_msg_template", {
    chat_type: "group",
    sender: "zhangsan",
    chat_id_list: [org.chatId],
    text: { content: "周三开汤" },
  });
  await org.driver.confirmTask({ msgid: String(msgid), userid: "zhangsan" });
  await org.driver.setSwitches({ dispatchingMs: 0 });
  expect(await post("externalcontact/get_groupmsg_send_result", { msgid, userid: "zhangsan" })).toMatchObject({
    send_list: [{ status: 1 }],
  });
  expect(await get("externalcontact/list", { userid: "nobody" })).toMatchObject({ errcode: 60111 });
});

it("tells a client of others' making: the address check and every event, through its own crypto and XML", async () => {
  const org = await openTestOrg();
  const app = clientOf(org);
  const heard: unknown[] = [];
  const listener = createServer((request, reply) => {
    void (async () => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      app.setRequest(await ServerRequest.createFromIncomingMessage(request, Buffer.concat(pieces)));
      const server = app.getServer();
      const answer = await server.serve();
      if (request.method === "POST") heard.push(await server.getDecryptedMessage(app.getRequest()));
      reply.writeHead(answer.getStatusCode()).end(answer.getBody().toString());
    })().catch((error: unknown) => reply.writeHead(500).end(String(error)));
  });
  await new Promise<void>((ready) => listener.listen(0, "127.0.0.1", ready));
  const { port } = listener.address() as AddressInfo;
  await org.driver.setCallback({ url: `http://127.0.0.1:${port}/`, token: "Token", aesKey });
  await org.driver.joinChat({ chatId: org.chatId, ids: [org.customers[1]] });
  await org.driver.settle();
  const counts = (await org.driver.callbacks()).counts;
  listener.closeAllConnections();
  listener.close();
  expect(counts).toMatchObject({ raised: 1, sent: 1, failed: 0 });
  expect(heard).toHaveLength(1);
  expect(JSON.parse(JSON.stringify(heard[0]))).toMatchObject({
    attributes: { Event: "change_external_chat", ChatId: org.chatId, UpdateDetail: "add_member" },
  });
});
