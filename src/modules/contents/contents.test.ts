import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { createContent, moveContent, saveContent } from "./contents.actions.ts";
import { addColumn, fillSlot, findColumnIssues, showColumnWeek } from "./columns.actions.ts";
import { addFolder, removeFolder, showOverview } from "./folders.actions.ts";
import { listContents, showContent } from "./library.actions.ts";
import { findContentVersion, noteUses } from "./usable.actions.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

const text = (words: string) => ({ format: "text" as const, text: words });
const wording = (name: string, words: string) => ({
  name,
  direction: "engage" as const,
  folderId: null,
  expiresOn: null,
  body: text(words),
});
const list = { limit: 50, sort: "-updated" as const };

describe("a content", () => {
  it("is written, approved and changed; the approved version stays in use until the next one is approved", async () => {
    const editor = await test.staff(["editor"]);
    const { id } = await createContent(test.as(editor), wording("早打卡", "{昵称}早,今天吃什么果?"));
    await expect(findContentVersion(test.as(), id)).rejects.toMatchObject({ code: "contents.not-approved" });
    await moveContent(test.as(editor), { contentId: id, version: 1, move: "submit", note: "", acceptsWords: false });
    await expect(
      moveContent(test.as(editor), { contentId: id, version: 1, move: "approve", note: "", acceptsWords: false }),
    ).rejects.toMatchObject({ code: "session.forbidden" });
    await moveContent(test.as(), { contentId: id, version: 1, move: "approve", note: "", acceptsWords: false });
    expect(await findContentVersion(test.as(), id)).toMatchObject({ version: 1, body: text("{昵称}早,今天吃什么果?") });

    expect(await saveContent(test.as(editor), { ...wording("早打卡", "早上好!"), contentId: id, version: 1 })).toEqual({ id, version: 2 });
    await expect(saveContent(test.as(), { ...wording("早打卡", "别的"), contentId: id, version: 1 })).rejects.toMatchObject({
      code: "contents.edited-elsewhere",
    });
    expect(await findContentVersion(test.as(), id)).toMatchObject({ version: 1 });
    await moveContent(test.as(), { contentId: id, version: 2, move: "approve", note: "", acceptsWords: false });
    expect(await findContentVersion(test.as(), id)).toMatchObject({ version: 2 });
    const shown = await showContent(test.as(), { contentId: id });
    expect(shown.versions.map((version) => [version.version, version.approvedAt !== null])).toEqual([
      [2, true],
      [1, true],
    ]);
    const events = await test.rows<{ content_id: string }>("select content_id from app.events where kind = 80 order by id");
    expect(events).toEqual([{ content_id: id }, { content_id: id }]);
  });

  it("with an unknown variable, a picture nobody has or a missing folder is refused", async () => {
    await expect(createContent(test.as(), wording("坏", "{姓名}您好"))).rejects.toMatchObject({
      code: "contents.unknown-variable",
      details: { name: "{姓名}" },
    });
    const image = { format: "image" as const, text: "", images: [{ sha256: "0".repeat(64), name: "x.png" }] };
    await expect(createContent(test.as(), { ...wording("图", "x"), body: image })).rejects.toMatchObject({ code: "files.missing" });
    await expect(createContent(test.as(), { ...wording("夹", "x"), folderId: test.headquartersId })).rejects.toMatchObject({
      code: "contents.folder-missing",
    });
  });

  it("with words of the advertising law is approved only by who answers for them", async () => {
    const { id } = await createContent(test.as(), wording("限时秒杀", "全网最低价,今晚八点"));
    const approve = (acceptsWords: boolean) =>
      moveContent(test.as(), { contentId: id, version: 1, move: "approve", note: "", acceptsWords });
    await expect(approve(false)).rejects.toMatchObject({ code: "contents.words-flagged", details: { words: "全网最低" } });
    expect(await approve(true)).toEqual({ state: "approved" });
    await moveContent(test.as(), { contentId: id, version: 1, move: "retire", note: "", acceptsWords: false });
    await expect(findContentVersion(test.as(), id)).rejects.toMatchObject({ code: "contents.retired" });
  });

  it("is found by Chinese words, initials and folder, page by page", async () => {
    const { id: folder } = await addFolder(test.as(), { parentId: null, name: "到货" });
    const { id: below } = await addFolder(test.as(), { parentId: folder, name: "柑橘" });
    await createContent(test.as(), { ...wording("今日到货 冰糖橙", "五斤装到了"), folderId: below });
    await createContent(test.as(), { ...wording("今日到货 猕猴桃", "红心的"), folderId: folder });
    const names = async (asked: object) => (await listContents(test.as(), { ...list, ...asked })).items.map((row) => row.name);
    expect(await names({ q: "冰糖" })).toEqual(["今日到货 冰糖橙"]);
    expect(await names({ q: "mht" })).toEqual(["今日到货 猕猴桃"]);
    expect((await names({ folder })).sort()).toEqual(["今日到货 冰糖橙", "今日到货 猕猴桃"]);
    expect(await names({ q: "到货 红心" })).toEqual(["今日到货 猕猴桃"]);
    expect(await names({ q: "没有这个" })).toEqual([]);
    const first = await listContents(test.as(), { ...list, limit: 1 });
    const second = await listContents(test.as(), { ...list, limit: 1, cursor: first.nextCursor ?? "" });
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
    await expect(removeFolder(test.as(), { folderId: folder })).rejects.toMatchObject({ code: "contents.folder-not-empty" });
    const overview = await showOverview(test.as());
    expect(overview.folders.map((one) => [one.name, one.contents])).toEqual([
      ["到货", 2],
      ["柑橘", 1],
    ]);
  });

  it("counts each place once", async () => {
    const { id } = await createContent(test.as(), wording("用过的", "在哪用过"));
    const use = { contentId: id, version: 1, placeKind: "send" as const, placeId: test.headquartersId, placeName: "今日到货", groups: 3 };
    await test.as().transaction((ctx) => noteUses(ctx, [use, { ...use, groups: 5 }]));
    await test.as().transaction((ctx) => noteUses(ctx, [{ ...use, groups: 7 }]));
    expect((await showContent(test.as(), { contentId: id })).usedIn).toMatchObject([{ placeName: "今日到货", groups: 7 }]);
  });
});

describe("a column", () => {
  it("shows its week with gaps and clashes, and takes one content a slot", async () => {
    const slots = [
      { weekday: 1, minute: 660 },
      { weekday: 7, minute: 660 },
    ];
    const { id } = await addColumn(test.as(), { name: "每日好物", direction: "convert", purpose: "", slots });
    await addColumn(test.as(), { name: "干货分享", direction: "engage", purpose: "", slots: [{ weekday: 7, minute: 665 }] });
    await expect(addColumn(test.as(), { name: "每日好物", direction: "convert", purpose: "", slots })).rejects.toMatchObject({
      code: "contents.column-name-taken",
    });
    const { id: contentId } = await createContent(test.as(), wording("脐橙", "甜"));
    await moveContent(test.as(), { contentId, version: 1, move: "approve", note: "", acceptsWords: false });
    await expect(fillSlot(test.as(), { columnId: id, day: "2026-11-21", minute: 660, contentId })).rejects.toMatchObject({
      code: "contents.no-such-slot",
    });
    await fillSlot(test.as(), { columnId: id, day: "2026-11-22", minute: 660, contentId });
    const week = await showColumnWeek(test.as(), {});
    expect(week).toMatchObject({ today: "2026-11-22", slots: 3, filled: 1, gaps: 1, clashes: 1 });
    expect(week.days[0]).toBe("2026-11-16");
    const issues = await findColumnIssues(test.as(), "2026-11-22", "2026-11-22");
    expect(issues).toEqual([{ columnId: id, day: "2026-11-22", minute: 660, contentId }]);
  });
});

describe("a picture", () => {
  const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
  const put = async (payload: Buffer, roles: ("owner" | "sales")[] = ["owner"]) => {
    const app = await test.app();
    const cookie = await test.cookieOf(roles);
    return app.inject({
      method: "POST",
      url: "/api/v1/b/zhishang/files",
      headers: { cookie, "content-type": "image/png", "x-file-name": encodeURIComponent("柚子.png") },
      payload,
    });
  };
  it("is kept and opened by its link; what is none is refused", async () => {
    const stored = await put(png);
    expect(stored.json()).toMatchObject({ mime: "image/png", name: "柚子.png", sizeBytes: png.length });
    const app = await test.app();
    const opened = await app.inject({ method: "GET", url: stored.json().url });
    expect(opened.headers["content-type"]).toBe("image/png");
    expect((await put(Buffer.from("<svg onload=alert(1)>"))).json()).toMatchObject({ code: "files.not-a-picture" });
    expect((await put(Buffer.alloc(0))).statusCode).toBe(400);
    expect((await put(Buffer.concat([png, Buffer.alloc(9 * 1024 * 1024)]))).json()).toMatchObject({ code: "request.too-large" });
    expect((await put(png, ["sales"])).statusCode).toBe(403);
  });
});
