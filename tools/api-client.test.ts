import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, it } from "vitest";
import { everyItem, Qunce, QunceError, verifyWebhook } from "../clients/typescript/qunce.ts";
import { createKey } from "../src/modules/integrations/keys.actions.ts";
import { openTestBrand, type TestBrand } from "../src/testing/brand.ts";

let test: TestBrand;
let baseUrl: string;
const keyWith = async (permissions: string[], perMinute = 1_200) =>
  (await createKey(test.as(), { name: "客户端", orgId: test.headquartersId, permissions, expiresAt: null, perMinute })).secret;
beforeAll(async () => {
  test = await openTestBrand();
  const app = await test.app();
  await app.listen({ port: 0, host: "127.0.0.1" });
  baseUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});
afterAll(() => test.close());

it("makes, lists, changes and reads with a real key on a real server", async () => {
  const qunce = new Qunce({ baseUrl, brand: "zhishang", key: await keyWith(["groups.read", "groups.manage"]) });
  const made = await Promise.all(
    [1, 2, 3].map((i) => qunce.createGroup({ name: `接口群 ${i}`, orgId: test.headquartersId, capacity: 300, targetMembers: 200 })),
  );
  await qunce.changeGroup({ groupId: made[0]?.id ?? "", slogan: "顺手的事" });
  const shown = await qunce.showGroup({ groupId: made[0]?.id ?? "" });
  expect(shown).toMatchObject({ name: "接口群 1", slogan: "顺手的事" });
  const names: string[] = [];
  for await (const group of everyItem((cursor) => qunce.listGroups({ limit: 2, sort: "name", ...(cursor ? { cursor } : {}) })))
    names.push(group.name);
  expect(names).toEqual(["接口群 1", "接口群 2", "接口群 3"]);
});

it("brings a file in: uploaded, looked at, run and reported", async () => {
  const qunce = new Qunce({ baseUrl, brand: "zhishang", key: await keyWith(["imports.run", "members.manage", "members.read"]) });
  const file = { name: "会员 名单.csv", content: "昵称,手机号\n小满,13800132041\n大寒,不是号码\n" };
  const { id: importId } = await qunce.uploadImport(file, { kind: "members" });
  const draft = await qunce.showImport({ importId });
  expect(draft).toMatchObject({ fileName: "会员 名单.csv", kind: "members", state: "draft" });
  await qunce.checkImport({ importId, kind: "members", options: draft.options });
  await test.work();
  await qunce.runImport({ importId });
  await test.work();
  expect(await qunce.showImport({ importId })).toMatchObject({ state: "done", counts: { read: 2, new: 1, bad: 1 } });
  expect((await qunce.listBadRows({ importId })).items).toMatchObject([{ line: 3 }]);
  const error = await qunce.uploadImport({ name: "x.png", content: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) }).catch((one: unknown) => one);
  expect(error).toMatchObject({ status: 400, code: expect.stringMatching(/^sheets\./) });
});

it("makes a thing once however often the call is sent", async () => {
  let sent = 0;
  const lossy: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    if (++sent === 1) throw new TypeError("the answer was lost");
    return answer;
  };
  const qunce = new Qunce({ baseUrl, brand: "zhishang", key: await keyWith(["members.manage", "members.read"]), fetch: lossy });
  await qunce.addTag({ name: "回头客" });
  expect(sent).toBe(2);
  expect((await qunce.listTags()).items.filter((one) => one.name === "回头客")).toHaveLength(1);
});

it("tells what was refused, and waits as it is asked to", async () => {
  const qunce = new Qunce({ baseUrl, brand: "zhishang", key: await keyWith(["groups.read"]) });
  const error = await qunce.listMembers().catch((one: unknown) => one);
  expect(error).toBeInstanceOf(QunceError);
  expect(error).toMatchObject({
    status: 403,
    code: "session.forbidden",
    details: { permission: "members.read" },
    requestId: expect.stringMatching(/^Q-/),
  });
  const slow = new Qunce({ baseUrl, brand: "zhishang", key: await keyWith(["groups.read"], 60), retries: 1 });
  for (let i = 0; i < 60; i++) await slow.listGroups({ limit: 1 });
  const before = performance.now();
  setTimeout(() => (test.clock.now = new Date(test.clock.now.getTime() + 1_000)), 500);
  await slow.listGroups({ limit: 1 });
  expect(performance.now() - before).toBeGreaterThan(900);
});

it("judges a webhook's signature as others do", async () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
  const [id, at, body] = ["0199a3c2-7d10-8c31-9b7e-2f4d5a6b7c8d", new Date(), JSON.stringify({ type: "ping" })];
  const headers = new Headers({
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": `v1,AAAA ${new Webhook(secret).sign(id, at, body)}`,
  });
  expect(await verifyWebhook(secret, headers, body)).toEqual({ type: "ping" });
  await expect(verifyWebhook(secret, headers, `${body} `)).rejects.toThrow("signature");
  await expect(verifyWebhook(secret, headers, body, at.getTime() / 1000 + 301)).rejects.toThrow("too old");
  await expect(verifyWebhook(secret, new Headers(), body)).rejects.toThrow();
});
