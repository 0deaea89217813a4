import { describe, expect, test } from "vitest";
import { en as phoneEn } from "../h5/words/en.ts";
import { zhCN as phoneZh } from "../h5/words/zh-CN.ts";
import { fill } from "../../lib/words.ts";
import { askedLanguage, languageOf } from "../../lib/language.ts";
import i18next from "i18next";
import { en } from "./en/index.ts";
import { startWords } from "./index.ts";
import { zhCN } from "./zh-CN/index.ts";
import { chinese } from "../../testing/chinese.ts";

/** Every word of a dictionary by its path. */
function wordsOf(dictionary: object, path = ""): [string, string][] {
  return Object.entries(dictionary).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    if (typeof value === "string") return [[path + key, value]];
    return typeof value === "object" && value !== null ? wordsOf(value, `${path}${key} › `) : [];
  });
}

/** What a sentence is filled with, and the tags around its parts. */
function gapsOf(text: string): string {
  const variables = new Set([...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1]));
  const tags = [...text.matchAll(/<\/?\w+>/g)].map((match) => match[0]);
  return [...[...variables].sort(), ...tags.sort()].join(" ");
}

/** What ends like a plural after a gap and is none: verbs after a name, words that point, units. */
const noPlurals = new Set("is has was this as its goes reads needs expires clashes works manages ms".split(" "));
/** Between a gap and a plural these say that it is no count of it: `{{share}} of messages`, `{{name}} and others`. */
const binding = new Set("a an and as at by can does for goes has in is match of or on per that the to was with without will".split(" "));
const isPlural = (word: string) => word === "people" || (/[a-z]{2,}s$/.test(word) && !word.endsWith("ss") && !noPlurals.has(word));

/** Counts before a plural that is the same for one: `{{n}} rows`, `{{n}} <b>empty groups`. */
function formless(text: string): string[] {
  return [...text.matchAll(/\{\{\w+\}\}(?:<\/?\w+>)* (?:<\w+>)?([\w-]+)(?: ([\w-]+))?/g)].flatMap(([said, next = "", after = ""]) => {
    const isOne = isPlural(next) || (!binding.has(next) && !noPlurals.has(next) && isPlural(after));
    return isOne ? [said] : [];
  });
}

test("a count without forms is found, a name before a verb is none", () => {
  const found = ["{{n}} rows", "of {{n}} <b>empty groups</b>", "{{n}} people", "<b>{{n}}</b> WeCom groups have figures"];
  expect(found.flatMap(formless)).toHaveLength(found.length);
  const none = ["{{n}} {{n, row|rows}}", "{{name}} is out", "{{share}} of messages", "{{n}} ms", "{{name}} and others", "{{n}} staff"];
  expect(none.flatMap(formless)).toEqual([]);
});

describe.each([
  ["console", zhCN, en],
  ["phone", phoneZh, phoneEn],
])("the dictionaries of the %s", (_name, ours, other) => {
  const [before, after] = [new Map(wordsOf(ours)), new Map(wordsOf(other))];

  test("have the same words", () => {
    expect(before.size).toBeGreaterThan(100);
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
  });

  test("fill the same gaps", () => {
    const differing = [...before].filter(([key, text]) => {
      const translated = after.get(key) ?? "";
      return gapsOf(text) !== gapsOf(translated);
    });
    expect(differing.map(([key, text]) => `${key}: ${text} | ${after.get(key)}`)).toEqual([]);
  });

  test("hold no Chinese in English, and leave nothing empty that says something", () => {
    expect([...after].filter(([, text]) => chinese.test(text))).toEqual([]);
    expect([...after].filter(([key, text]) => text === "" && before.get(key) !== "")).toEqual([]);
  });

  test("give every count two forms in English", () => {
    const forms = [...after].flatMap(([key, text]) => [...text.matchAll(/\{\{\w+,\s*([^}]*)\}\}/g)].map((match) => `${key}: ${match[1]}`));
    expect(forms.filter((one) => one.split("|").length !== 2)).toEqual([]);
    expect([...after].flatMap(([key, text]) => formless(text).map((one) => `${key}: ${one}`))).toEqual([]);
  });
});

test("a count takes its form", () => {
  const sentence = "{{groups}} {{groups, group|groups}} of {{total}}";
  expect(fill(sentence, { groups: 1, total: 1200 })).toBe("1 group of 1,200");
  expect(fill(sentence, { groups: "1,200", total: "x" })).toBe("1,200 groups of x");
});

test("a number is a count wherever a page writes it, but for what is a name", async () => {
  await startWords("zh-CN");
  expect(i18next.t("openings:form.evidence.brandLatest", { count: 3312, value: "x" })).toContain("3,312");
  expect(i18next.t("connections:outcomes.code", { code: 60020 })).toContain("60020");
  expect(fill("{{n}} {{errcode}} {{none}}", { n: 3312.5, errcode: 60020 })).toBe("3,312.5 60020 ");
});

test("a language is found by what was chosen, then by what the browser asks for", () => {
  expect(["zh-TW", "zh", "en-GB", "fr", "*", ""].map(languageOf)).toEqual(["zh-CN", "zh-CN", "en", "en", null, null]);
  expect(askedLanguage({})).toBe("zh-CN");
  expect(askedLanguage({ "accept-language": "en-US,en;q=0.9" })).toBe("en");
  expect(askedLanguage({ cookie: "a=1; lang=zh-CN", "accept-language": "en" })).toBe("zh-CN");
  expect(askedLanguage({ cookie: "slang=en; lang=../x", "accept-language": "zh-CN" })).toBe("zh-CN");
});
