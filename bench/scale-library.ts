import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addDays, localDay, weekdayOf } from "../src/lib/time.ts";
import { showColumnWeek } from "../src/modules/contents/columns.actions.ts";
import { createContentEndpoint, listContentsEndpoint } from "../src/modules/contents/contents.contract.ts";
import { showOverview } from "../src/modules/contents/folders.actions.ts";
import { addColumn, addFolder, type ContentBody, createContent, fillSlot, moveContent } from "../src/modules/contents/index.ts";
import { listContents } from "../src/modules/contents/library.actions.ts";
import type { Context } from "../src/server/context.ts";
import { storeFile } from "../src/server/files.ts";
import type { Ground } from "./scale-ground.ts";
import { pick, words } from "./scale-life.ts";
import { dice } from "./talk.ts";

const directions = ["engage", "convert", "brand"] as const;
const pictures = ["mandarin", "kiwi", "strawberry", "orange", "pomelo", "apple"];
const FOLDERS = 8;
const FOLDERS_WITHIN = 3;
const COLUMNS = 12;

/** The tree of folders, those that are there already left as they are; answers the ids of its leaves. */
async function makeFolders({ owner }: Ground): Promise<string[]> {
  const known = (await showOverview(owner())).folders;
  const folderOf = async (parentId: string | null, name: string) =>
    known.find((one) => one.parentId === parentId && one.name === name)?.id ?? (await addFolder(owner(), { parentId, name })).id;
  const leaves: string[] = [];
  for (let n = 1; n <= FOLDERS; n++) {
    const parentId = await folderOf(null, `栏目 ${n}`);
    for (let within = 1; within <= FOLDERS_WITHIN; within++) leaves.push(await folderOf(parentId, `第 ${within} 辑`));
  }
  return leaves;
}

function bodyOf(at: number, pictureOf: (at: number) => { sha256: string; name: string }): ContentBody {
  const text = `{群名}：${pick(dice(at), words)}（${at + 1}）`;
  if (at % 4 === 1) return { format: "image", text, images: [pictureOf(at), pictureOf(at + 1)].slice(0, 1 + (at % 2)) };
  if (at % 4 === 3)
    return { format: "link", text, title: `怎么挑 ${at + 1}`, summary: "看蒂头、掂分量", url: "https://example.com/fruit", cover: null };
  return { format: "text", text };
}

/** Seven in ten may be sent; the others are drafts, wait for approval, or were retired. */
async function settleContent(ctx: Context, at: number, contentId: string): Promise<void> {
  const move = (step: "submit" | "approve" | "retire") =>
    moveContent(ctx, { contentId, version: 1, move: step, note: "", acceptsWords: true });
  if (at % 10 === 0) return;
  await move("submit");
  if (at % 10 === 1) return;
  await move("approve");
  if (at % 10 === 2) await move("retire");
}

/** Contents of all formats and states in the folders. */
export async function openLibrary(ground: Ground): Promise<(from: number, to: number) => Promise<void>> {
  const leaves = await makeFolders(ground);
  const hashes: string[] = [];
  for (const name of pictures) {
    const bytes = readFileSync(join(import.meta.dirname, "../src/demo/pictures", `${name}.jpg`));
    const ctx = ground.owner();
    hashes.push((await storeFile(ctx, ctx.files, { bytes, name: `${name}.jpg`, mime: "image/jpeg" })).sha256);
  }
  const pictureOf = (at: number) => ({ sha256: hashes[at % hashes.length] ?? "", name: `${pictures[at % pictures.length] ?? ""}.jpg` });
  return (from, to) =>
    ground.owner().transaction(async (ctx) => {
      for (let at = from; at < to; at++) {
        const ask = {
          name: `素材库 ${at + 1}`,
          direction: directions[at % 3],
          folderId: leaves[at % leaves.length],
          body: bodyOf(at, pictureOf),
        };
        const { id } = await createContent(ctx, createContentEndpoint.input.parse(ask));
        await settleContent(ctx, at, id);
      }
    });
}

/** Some contents that may be sent, the same in every run. */
export async function listUsable({ owner }: Ground): Promise<string[]> {
  const ask = listContentsEndpoint.input.parse({ usable: "true", sort: "name", limit: 200 });
  return (await listContents(owner(), ask)).items.map((one) => one.id);
}

/** Columns on weekly grids, last week, this one and the next filled; answers their ids. */
export async function makeColumns(ground: Ground, nowMs: number): Promise<string[]> {
  const { owner, zone } = ground;
  const usable = await listUsable(ground);
  const known = new Map((await showColumnWeek(owner(), {})).columns.map((one) => [one.name, one.id]));
  const today = localDay(nowMs, zone);
  const monday = addDays(today, -6 - weekdayOf(today));
  const ids: string[] = [];
  for (let n = 0; n < COLUMNS; n++) {
    const name = `固定栏目 ${n + 1}`;
    const minute = 8 * 60 + n * 60;
    const slots = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, minute }));
    const columnId =
      known.get(name) ?? (await addColumn(owner(), { name, direction: directions[n % 3] ?? "engage", purpose: "每天一条", slots })).id;
    ids.push(columnId);
    await owner().transaction(async (ctx) => {
      for (let day = 0; day < 21; day++)
        await fillSlot(ctx, { columnId, day: addDays(monday, day), minute, contentId: usable[(n * 21 + day) % usable.length] ?? null });
    });
  }
  return ids;
}
