import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as chat from "../../modules/messages/chat.contract.ts";
import * as phone from "../../modules/members/phone.contract.ts";

/** Contracts enter the phone as types only, so addresses are written once more there: this holds the two equal. */
const contracts: Record<string, unknown> = { ...chat, ...phone };
const files = globSync("src/{web,modules}/**/*.{ts,tsx}").filter(
  (file) => /(\.h5\.tsx?|src\/web\/h5\/[\w-]+\.tsx?)$/.test(file) && !file.endsWith(".test.ts"),
);

function callsOf(file: string) {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/<typeof (\w+Endpoint)>\(\s*([A-Z_]+|"[^"]+")/g)].map(([, endpoint = "", address = ""]) => ({
    file,
    endpoint,
    address: address.startsWith('"') ? address.slice(1, -1) : (new RegExp(`const ${address} = "([^"]+)"`).exec(text)?.[1] ?? ""),
  }));
}

const calls = files.flatMap(callsOf);

describe("calls of the phone", () => {
  test("all endpoints of the phone are called", () => {
    const called = new Set(calls.map((call) => call.endpoint));
    expect(Object.keys(contracts).filter((name) => name.endsWith("Endpoint") && !called.has(name))).toEqual([]);
  });

  test.each(calls)("$address is $endpoint ($file)", ({ endpoint, address }) => {
    expect(contracts[endpoint]).toMatchObject({ method: address.split(" ")[0], path: address.split(" ")[1] });
  });

  test("contracts enter as types only", () => {
    const imports = files.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/^import (?!type )[^;]*from "[^"]*(?:\.contract|define)\.ts"/gm)].map(() => file),
    );
    expect(imports).toEqual([]);
  });
});
