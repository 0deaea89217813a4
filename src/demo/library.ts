import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addColumn, addFolder, createContent, fillSlot, moveContent, type ContentBody } from "../modules/contents/index.ts";
import { addDays, weekdayOf } from "../lib/time.ts";
import { storeFile } from "../server/files.ts";
import { type ContentPlan, contents, folders } from "./contents.ts";
import type { Company } from "./staff.ts";
import type { Stage } from "./stage.ts";

const pictureFolder = join(import.meta.dirname, "pictures");

/** Keeps each drawing once and answers its hash. */
export function openPictures(stage: Stage): (name: string) => Promise<string> {
  const kept = new Map<string, Promise<string>>();
  return (name) => {
    const known = kept.get(name);
    if (known) return known;
    const bytes = readFileSync(join(pictureFolder, `${name}.jpg`));
    const sha256 = storeFile(stage.system(), stage.runtime.files, { bytes, name: `${name}.jpg`, mime: "image/jpeg" }).then(
      (file) => file.sha256,
    );
    kept.set(name, sha256);
    return sha256;
  };
}

async function bodyOf(plan: ContentPlan, pictureOf: (name: string) => Promise<string>): Promise<ContentBody> {
  const hashes = await Promise.all((plan.pictures ?? []).map(pictureOf));
  if (plan.link) return { format: "link", text: plan.text, ...plan.link, cover: hashes[0] ?? null };
  if (hashes.length > 0)
    return {
      format: "image",
      text: plan.text,
      images: hashes.map((sha256, i) => ({ sha256, name: `${plan.pictures?.[i] ?? "picture"}.jpg` })),
    };
  return { format: "text", text: plan.text };
}

/** The content library with its folders, states and columns; answers contents by key. */
export async function fillLibrary(stage: Stage, company: Company): Promise<Map<string, string>> {
  const editor = () => stage.as(company.editor);
  const folderIds = new Map<string, string>();
  for (const name of folders) folderIds.set(name, (await addFolder(editor(), { parentId: null, name })).id);
  const pictureOf = openPictures(stage);
  const ids = new Map<string, string>();
  for (const plan of contents) {
    const body = await bodyOf(plan, pictureOf);
    const { id, version } = await createContent(editor(), {
      name: plan.name,
      direction: plan.direction,
      folderId: folderIds.get(plan.folder) ?? null,
      expiresOn: null,
      body,
    });
    ids.set(plan.key, id);
    if (plan.state === "draft") continue;
    await moveContent(editor(), { contentId: id, version, move: "submit", note: "", acceptsWords: false });
    if (plan.state === "pending") continue;
    await moveContent(stage.as(company.owner), { contentId: id, version, move: "approve", note: "", acceptsWords: true });
    if (plan.state === "retired")
      await moveContent(stage.as(company.owner), { contentId: id, version, move: "retire", note: "夏季已过", acceptsWords: false });
  }
  return ids;
}

const weekdays = [1, 2, 3, 4, 5, 6, 7];
/** `keys` are the contents that take turns in a column. */
const columns = [
  {
    name: "每日好物",
    direction: "convert" as const,
    purpose: "每天一样值得买的水果，讲清楚为什么",
    minute: 11 * 60,
    days: weekdays,
    keys: ["pick", "pick-apple", "arrival-kiwi", "arrival", "arrival-berry"],
  },
  {
    name: "挑果小课",
    direction: "engage" as const,
    purpose: "三句话教会一个挑选办法",
    minute: 14 * 60,
    days: [1, 3, 5],
    keys: ["three-tips", "kiwi-soft", "persimmon"],
  },
  {
    name: "产地日记",
    direction: "brand" as const,
    purpose: "果子从树上到店里的一天",
    minute: 20 * 60,
    days: [2, 4],
    keys: ["grape", "farmer"],
  },
  {
    name: "周末囤货",
    direction: "convert" as const,
    purpose: "一张清单买齐周末",
    minute: 10 * 60,
    days: [6],
    keys: ["basket"],
  },
];

/** The columns, this week filled and the next one begun: its weekend still waits for the editor. */
export async function makeColumns(stage: Stage, company: Company, contentIds: ReadonlyMap<string, string>, today: string): Promise<void> {
  const editor = () => stage.as(company.editor);
  const monday = addDays(today, 1 - weekdayOf(today));
  for (const { minute, days, keys, ...column } of columns) {
    const { id: columnId } = await addColumn(editor(), { ...column, slots: days.map((weekday) => ({ weekday, minute })) });
    const places = [0, 7].flatMap((week) => days.filter((day) => week === 0 || day < 5).map((day) => addDays(monday, week + day - 1)));
    for (const [turn, day] of places.entries()) {
      const contentId = contentIds.get(keys[turn % keys.length] ?? "");
      if (contentId) await fillSlot(editor(), { columnId, day, minute, contentId });
    }
  }
}
