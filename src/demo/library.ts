import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addColumn, addFolder, createContent, moveContent, type ContentBody } from "../modules/contents/index.ts";
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
const columns = [
  { name: "每日好物", direction: "convert" as const, purpose: "每天一样值得买的水果，讲清楚为什么", minute: 11 * 60, days: weekdays },
  { name: "挑果小课", direction: "engage" as const, purpose: "三句话教会一个挑选办法", minute: 14 * 60, days: [1, 3, 5] },
  { name: "产地日记", direction: "brand" as const, purpose: "果子从树上到店里的一天", minute: 20 * 60, days: [2, 4] },
  { name: "周末囤货", direction: "convert" as const, purpose: "一张清单买齐周末", minute: 10 * 60, days: [6] },
];

export async function makeColumns(stage: Stage, company: Company): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { minute, days, ...column } of columns) {
    const { id } = await addColumn(stage.as(company.editor), { ...column, slots: days.map((weekday) => ({ weekday, minute })) });
    ids.set(column.name, id);
  }
  return ids;
}
