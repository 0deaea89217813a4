import { type Language, listJoint } from "../../lib/language.ts";
import { formFor } from "../../lib/words.ts";
import type { FlowAudience, Step } from "./spec.contract.ts";

/** Ids of blueprints and org units that audiences name. */
export function idsOfAudiences(audiences: readonly FlowAudience[]): string[] {
  return [
    ...new Set(
      audiences.flatMap((one) => (one.kind === "groups" ? [] : one.kind === "orgs" ? one.orgIds : [one.blueprintId, ...one.orgIds])),
    ),
  ];
}

const unitsWord: Record<Language, (count: number) => string> = {
  "zh-CN": (count) => `${count} 个组织`,
  en: (count) => `${count} ${formFor(count, "org unit|org units")}`,
};

/** `福利群标准版 · 云溪市、湖东市`, `云溪市`, or nothing for chosen groups. */
export function nameAudience(audience: FlowAudience, names: ReadonlyMap<string, string>, language: Language): string {
  if (audience.kind === "groups") return "";
  const orgs = audience.orgIds.map((id) => names.get(id) ?? "").filter(Boolean);
  const shown = orgs.length > 3 ? [...orgs.slice(0, 2), unitsWord[language](orgs.length)] : orgs;
  const blueprint = audience.kind === "blueprint" ? [names.get(audience.blueprintId) ?? ""] : [];
  return [...blueprint.filter(Boolean), ...(shown.length > 0 ? [shown.join(listJoint[language])] : [])].join(" · ");
}

/** What a step sends, in a word. */
export function nameContent(step: Step, contents: ReadonlyMap<string, string>, columns: ReadonlyMap<string, string>): string {
  if (step.action.kind === "task") return step.action.instructions;
  const { content } = step.action;
  if (!content) return "";
  if (content.kind === "text") return content.text.replaceAll(/\s+/g, " ").slice(0, 60);
  return (content.kind === "content" ? contents.get(content.contentId) : columns.get(content.columnId)) ?? "";
}
