import { inflateSync } from "node:zlib";
import decodeQR from "qr/decode.js";
import { afterEach, expect, it } from "vitest";
import { closeOrgs, openTestOrg } from "./testing.ts";

afterEach(closeOrgs);

/** The dots of a picture of one bit a dot. */
function readPng(png: Buffer): { width: number; height: number; data: Uint8Array } {
  const size = png.readUInt32BE(16);
  const at = png.indexOf("IDAT");
  const lines = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const row = Math.ceil(size / 8) + 1;
  const data = new Uint8Array(size * size * 4).fill(255);
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      const isWhite = ((lines[y * row + 1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      data.fill(isWhite ? 255 : 0, (y * size + x) * 4, (y * size + x) * 4 + 3);
    }
  return { width: size, height: size, data };
}

it("draws codes that a reader of codes reads, and a scan of what it read joins the group", async () => {
  const org = await openTestOrg();
  const { config_id } = await org.api("POST", "externalcontact/groupchat/add_join_way", { scene: 2, chat_id_list: [org.chatId] });
  const { join_way } = await org.api("POST", "externalcontact/groupchat/get_join_way", { config_id });
  const answer = await fetch((join_way as { qr_code: string }).qr_code);
  expect(answer.headers.get("content-type")).toBe("image/png");
  const code = decodeQR(readPng(Buffer.from(await answer.arrayBuffer())));
  expect(code).toBe(`${org.url}/scan/${String(config_id)}`);
  expect(await org.driver.scan({ externalId: org.customers[1], code })).toMatchObject({ chatId: org.chatId });
});

it("serves the page, its parts, and faces of people; nothing beside them", async () => {
  const org = await openTestOrg();
  const get = async (path: string) => (await fetch(org.url + path)).status;
  expect(await Promise.all(["/phone", "/phone/main.js", "/phone/phone.css", `/avatar/${org.customers[0]}.svg`].map(get))).toEqual([
    200, 200, 200, 200,
  ]);
  expect(await Promise.all(["/phone/routes.ts", "/phone/..%2Fstart.ts", "/qr/x.png", "/media/x"].map(get))).toEqual([404, 404, 404, 404]);
});
