import type { TFunction } from "i18next";
import { joint } from "../../../web/i18n/joint.ts";
import type { IconName } from "../../../web/ui/icons.tsx";
import type { TimelineItem } from "../timeline.contract.ts";

export interface Told {
  icon: IconName;
  title: string;
  /** Behind the time, in grey. */
  notes: string[];
  /** Fen at the right; negative for what went back. */
  fen?: number;
}

type Words = TFunction<"members">;
type Of<W extends TimelineItem["what"]> = Extract<TimelineItem, { what: W }>;
type Tellers = { [W in TimelineItem["what"]]: (item: Of<W>, t: Words) => Told };

const present = (...notes: (string | null | undefined | false)[]) =>
  notes.filter((note): note is string => typeof note === "string" && note !== "");
/** A name that ends in letters or figures stands off from the Chinese behind it. */
const group = (item: TimelineItem) => (item.groupName ?? "").replace(/([A-Za-z0-9])$/, "$1 ");

function spoken(item: Of<"message">, t: Words): string {
  if (item.isRemoved) return t("timeline.removed");
  const mark = t(`timeline.formats.${item.format}`, { defaultValue: "" });
  return item.text === "" && mark === "" ? t("timeline.wordsGone") : `${mark}${item.text && `“${item.text}”`}`;
}

const tellers: Tellers = {
  message: (item, t) => ({ icon: "message", title: t("timeline.said", { group: group(item) }), notes: [spoken(item, t)] }),
  paid: (item, t) => ({
    icon: "cart",
    title: t("timeline.paid", { title: item.title || t("timeline.order") }),
    notes: present(item.groupName && t("timeline.from", { group: item.groupName })),
    fen: item.fen,
  }),
  refunded: (item, t) => ({
    icon: "undo",
    title: t("timeline.refunded", { title: item.title || t("timeline.order") }),
    notes: present(item.groupName && t("timeline.from", { group: item.groupName })),
    fen: -item.fen,
  }),
  created: (item, t) => ({
    icon: "member",
    title: t("timeline.created"),
    notes: [t(`sourceKind.${item.via}`, { defaultValue: item.via })],
  }),
  joined: (item, t) => ({
    icon: "memberAdd",
    title: t("timeline.joined", { group: item.groupName ?? "" }),
    notes: present(
      item.entryName && t("timeline.entry", { name: item.entryName }),
      item.inviterName && t("timeline.invited", { name: item.inviterName }),
    ),
  }),
  left: (item, t) => ({
    icon: "leave",
    title: t("timeline.left", { group: item.groupName ?? "" }),
    notes: present(t(`timeline.reason.${item.reason}`)),
  }),
  tagged: (item, t) => ({ icon: "tag", title: t("timeline.tagged", { name: item.tagName || t("timeline.goneTag") }), notes: [] }),
  untagged: (item, t) => ({ icon: "tag", title: t("timeline.untagged", { name: item.tagName || t("timeline.goneTag") }), notes: [] }),
  consented: (item, t) => ({
    icon: "shield",
    title: t(item.granted ? "timeline.consented.yes" : "timeline.consented.no", { purpose: t(`timeline.purpose.${item.purpose}`) }),
    notes: present(item.groupName),
  }),
  noted: (item, t) => ({
    icon: "edit",
    title: item.text || t("timeline.noteGone"),
    notes: present(item.staffName && `${item.staffName} ${t("timeline.noted")}`),
  }),
  merged: (item, t) => ({ icon: "link", title: t("timeline.merged", { name: item.otherName }), notes: [] }),
  unmerged: (item, t) => ({ icon: "split", title: t("timeline.unmerged", { name: item.otherName }), notes: [] }),
  changed: (item, t) => ({
    icon: "edit",
    title: t("timeline.changed", {
      fields: item.fields.map((field) => t(`timeline.field.${field}`, { defaultValue: field })).join(joint("items")),
    }),
    notes: [],
  }),
};

/** One thing that happened, in words. */
export function tell(item: TimelineItem, t: Words): Told {
  switch (item.what) {
    case "message":
      return tellers.message(item, t);
    case "paid":
      return tellers.paid(item, t);
    case "refunded":
      return tellers.refunded(item, t);
    case "created":
      return tellers.created(item, t);
    case "joined":
      return tellers.joined(item, t);
    default:
      return tellRest(item, t);
  }
}

function tellRest(item: Exclude<TimelineItem, { what: "message" | "paid" | "refunded" | "created" | "joined" }>, t: Words): Told {
  switch (item.what) {
    case "left":
      return tellers.left(item, t);
    case "tagged":
      return tellers.tagged(item, t);
    case "untagged":
      return tellers.untagged(item, t);
    case "consented":
      return tellers.consented(item, t);
    case "noted":
      return tellers.noted(item, t);
    case "merged":
      return tellers.merged(item, t);
    case "unmerged":
      return tellers.unmerged(item, t);
    case "changed":
      return tellers.changed(item, t);
  }
}
