import { expect, test } from "vitest";
import { openSeal, UnopenableSeal } from "./seal.ts";

const first = "the first secret of this installation";
const second = "the secret that came after the first one";

test("what is sealed opens again, for the same place only, and differs each time", () => {
  const { seal, open } = openSeal([first]);
  const sealed = seal("corp secret 保密", "connection:1:secret");
  expect(open(sealed, "connection:1:secret")).toBe("corp secret 保密");
  expect(() => open(sealed, "connection:2:secret")).toThrow(UnopenableSeal);
  expect(seal("corp secret 保密", "connection:1:secret").equals(sealed)).toBe(false);
  expect(sealed.includes(Buffer.from("corp secret"))).toBe(false);
});

test("a changed bit, a cut end and another key open nothing", () => {
  const { seal, open } = openSeal([first]);
  const sealed = seal("secret", "place");
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => open(changed, "place")).toThrow(UnopenableSeal);
  }
  for (let length = 0; length < sealed.length; length++) expect(() => open(sealed.subarray(0, length), "place")).toThrow(UnopenableSeal);
  expect(() => openSeal([second]).open(sealed, "place")).toThrow(UnopenableSeal);
});

test("after a rotation the new key seals and both open; without the old one, old seals stay shut", () => {
  const old = openSeal([first]).seal("secret", "place");
  const both = openSeal([second, first]);
  expect(both.open(old, "place")).toBe("secret");
  const anew = both.seal("secret", "place");
  expect(openSeal([second]).open(anew, "place")).toBe("secret");
  expect(() => openSeal([second]).open(old, "place")).toThrow(UnopenableSeal);
});
