import { beforeEach, expect, it } from "vitest";
import { dropToast, leaveKeyToHistory, listToasts, offerOfKey, showToast, takeUp } from "./toast-entries.ts";

const undone: string[] = [];
beforeEach(() => {
  undone.length = 0;
  for (const { id } of listToasts()) dropToast(id);
});

const offer = (text: string, about?: string) => showToast({ text, bad: false, seconds: 10, about, onUndo: () => undone.push(text) });
/** Ctrl+Z: the latest offer, or where there is none the page's own history. */
const pressUndo = () => {
  const entry = offerOfKey();
  if (entry) takeUp(entry);
  else undone.push("history");
};
const texts = () => listToasts().map((entry) => entry.text);

it("takes back the later act first, be it an offer or a step of a history", () => {
  offer("skip");
  leaveKeyToHistory();
  pressUndo();
  expect([undone, texts()]).toEqual([["history"], ["skip"]]);
  offer("skip again");
  pressUndo();
  pressUndo();
  expect(undone).toEqual(["history", "skip again", "history"]);
});

it("offers one thing about one thing: the later one, which takes back to what stood before it", () => {
  offer("first", "line 1");
  offer("other", "line 2");
  offer("second", "line 1");
  offer("unnamed");
  offer("unnamed");
  expect(texts()).toEqual(["other", "second", "unnamed", "unnamed"]);
});

it("lets what only tells go for what comes, and never an offer", () => {
  offer("offer");
  for (const text of ["a", "b", "c", "d"]) showToast({ text, bad: false, seconds: 4 });
  expect(texts()).toEqual(["offer", "c", "d"]);
});
