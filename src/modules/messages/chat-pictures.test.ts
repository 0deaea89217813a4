import { beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import type { TestBrand } from "../../testing/brand.ts";
import { newClientId, openWebGroup, type Phone } from "../../testing/phones.ts";
import { makePng, pngChunk } from "../../testing/pictures.ts";
import { storeFile } from "../../server/files.ts";
import { memberErased } from "../members/events.contract.ts";
import type { ChatMessage, pictureUpload } from "./chat.contract.ts";
import { forgetOldPictures } from "./chat-pictures.actions.ts";
import { PhoneGround } from "./phones.setup.ts";

const ground = new PhoneGround("水果群");
let brand: TestBrand;
let base: string;
let groupId: string;
beforeAll(() => {
  ({ brand, base, groupId } = ground);
});
const { pass, phone, phones } = ground;

describe("pictures", () => {
  type Uploaded = z.output<(typeof pictureUpload)["output"]>;
  const put = (one: Phone, bytes: Uint8Array, id = groupId) =>
    one.call<Uploaded>("POST", `/phone/groups/${id}/pictures`, bytes, { "content-type": "image/jpeg" });
  const show = (one: Phone, fileId: string, id = groupId) =>
    one.call<ChatMessage>("POST", `/phone/groups/${id}/messages`, { clientId: newClientId(), body: { kind: "picture", fileId } });

  test("is what its bytes say, shown to the group, and gone with its person; the library's stays", async () => {
    const ann = await phone("拍照");
    const bytes = makePng(60, 40);
    const uploaded = await put(ann, bytes);
    expect(uploaded).toMatchObject({ status: 200, body: { width: 60, height: 40 } });
    const library = await storeFile(brand.as(), brand.as().files, { bytes, name: "橙.png" });
    const said = await show(ann, uploaded.body.fileId);
    expect(said.body.body).toEqual({ kind: "picture", url: uploaded.body.url, width: 60, height: 40 });
    const file = await fetch(base + uploaded.body.url);
    expect(file.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
    await brand.system().transaction((ctx) => ctx.publish(memberErased, { memberId: ann.memberId }));
    await brand.react();
    expect((await fetch(base + uploaded.body.url)).status).toBe(404);
    expect((await fetch(base + brand.as().fileUrl(library.sha256))).status).toBe(200);
  });

  test("what is no picture, carries camera data or is too large is refused", async () => {
    const ann = await phone("乱传");
    expect((await put(ann, Buffer.from("<svg onload=alert(1)>"))).body).toMatchObject({
      code: "messages.picture-unfit",
      details: { reason: "unfit" },
    });
    const tagged = makePng(4, 4, undefined, undefined, [pngChunk("eXIf", Buffer.from("II*\0"))]);
    expect((await put(ann, tagged)).body).toMatchObject({ code: "messages.picture-unfit", details: { reason: "tagged" } });
    expect((await put(ann, Buffer.alloc(4 * 1024 * 1024 + 1))).body.code).toBe("messages.picture-too-large");
    expect((await put(ann, new Uint8Array())).status).toBe(400);
    const away = await openWebGroup(brand, "别处");
    expect((await put(ann, makePng(4, 4), away)).status).toBe(404);
  });

  test("is shown by who put it in, where it was put, and nobody else", async () => {
    const other = await openWebGroup(brand, "二群");
    const [ann, bob] = await phones(["有图", "借图"], [groupId, other]);
    if (!ann || !bob) throw new Error("no phones");
    const { body } = await put(ann, makePng(8, 8));
    expect((await show(bob, body.fileId)).body.code).toBe("messages.picture-missing");
    expect((await show(ann, body.fileId, other)).body.code).toBe("messages.picture-missing");
    expect((await show(ann, newClientId())).body.code).toBe("messages.picture-missing");
    expect((await show(ann, "../../../etc/passwd")).body.code).toBe("messages.picture-missing");
    expect((await show(ann, body.fileId)).status).toBe(200);
  });

  test("one that was never sent is forgotten after a day, its bytes too", async () => {
    const ann = await phone("没发");
    const { body } = await put(ann, makePng(9, 9, [1, 2, 3]));
    const kept = await put(ann, makePng(9, 9, [3, 2, 1]));
    await show(ann, kept.body.fileId);
    pass(25 * 3_600_000);
    expect(await forgetOldPictures(brand.system())).toBeGreaterThanOrEqual(1);
    await expect.poll(async () => (await fetch(base + body.url)).status).toBe(404);
    expect((await fetch(base + kept.body.url)).status).toBe(200);
  });
});
