import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chinese } from "../testing/chinese.ts";

const source = join(import.meta.dirname, "..");
const isServers = (name: string) =>
  /^(server|modules|channels|lib)\//.test(name) && name.endsWith(".ts") && !/\.test\.ts$|\/web\//.test(name);
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter(isServers)
  .map((name) => ({ name, text: readFileSync(join(source, name), "utf8") }));

const quoted = String.raw`("(?:[^"\\]|\\.)*"|\`(?:[^\`\\]|\\.)*\`)`;
const pairs = new RegExp(String.raw`\b(?:both|say)\(\s*${quoted},\s*${quoted}`, "g");
const english = /\ben:|\bconst en\b[^=]*=(?!=)/g;
const closing: Record<string, string> = { "{": "}", "[": "]", "(": ")" };

/** Where the string that begins here ends. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === text[from]) return at;
  }
  return text.length;
}

/** The expression that begins here: up to a comma, semicolon or bracket that is not its own. */
function expressionAt(text: string, from: number): string {
  const open: string[] = [];
  for (let at = from; at < text.length; at++) {
    const sign = text.charAt(at);
    const close = closing[sign];
    if ('"`'.includes(sign)) at = endOfString(text, at);
    else if (close) open.push(close);
    else if (sign === open.at(-1)) open.pop();
    else if (open.length === 0 && ",;)]}".includes(sign)) return text.slice(from, at);
  }
  return text.slice(from);
}

test("every word said in both languages is English in English", () => {
  const said = files.flatMap(({ name, text }) => [...text.matchAll(pairs)].map((match) => `${name}: ${match[2]}`));
  expect(said.length).toBeGreaterThan(700);
  expect(said.filter((one) => chinese.test(one))).toEqual([]);
});

test("every table of words is English in its English part, sentences with gaps too", () => {
  const tables = files.flatMap(({ name, text }) =>
    [...text.matchAll(english)].map((match) => `${name}: ${expressionAt(text, match.index + match[0].length)}`),
  );
  expect(tables.length).toBeGreaterThan(20);
  expect(tables.filter((one) => chinese.test(one))).toEqual([]);
});

/** What an order holds, kept as data: told otherwise it would be another title at the next import. */
const kept = /^modules\/imports\/orders\.rules\.ts: title: /;

test("nothing is joined with Chinese signs but where a language was asked for", () => {
  const joints = files.flatMap(({ name, text }) =>
    [...text.matchAll(/(.*)\.join\("([^"]*)"\)/g)]
      .filter((match) => chinese.test(match[2] ?? ""))
      .map((match) => `${name}: ${match[0].trim()}`),
  );
  expect(joints.filter((one) => !kept.test(one))).toEqual([]);
});
