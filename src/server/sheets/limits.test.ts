import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { book, codeOf, sharedStrings, sheet, zipOf } from "../../testing/books.ts";
import { passableFolder } from "../../testing/passable-folder.ts";
import { PackedStrings } from "./strings.ts";

const folder = passableFolder("sheets");
afterAll(() => rmSync(folder, { recursive: true }));

const sharedCell = `<c t="s"><v>0</v></c>`;
const text = (characters: number) => `<si><t>${"a".repeat(characters)}</t></si>`;
/** Packs a hundred times smaller, as no bomb does. */
const longLine = `1,${randomBytes(2_000).toString("hex").repeat(249)}\n`;
const manyStyles = {
  name: "xl/styles.xml",
  text: `<styleSheet><cellXfs>${`<xf>${" ".repeat(1_000_000)}</xf>`.repeat(34)}</cellXfs></styleSheet>`,
};
const bookOf = (strings: string, rows: string) => zipOf(book([sharedStrings(strings), sheet(rows)]));

/** Reads a file in a process of its own that has little memory, as the worker does: a batch at a time. */
async function readApart(bytes: Uint8Array): Promise<{ rows: number; code: string; peakMb: number }> {
  const path = join(folder, "file");
  await writeFile(path, bytes);
  const script = `
    const { readFileSync } = await import("node:fs");
    const { heldBytes } = await import("./src/server/sheets/bytes.ts");
    const { openSheet } = await import("./src/server/sheets/sheet.ts");
    const { sniffSheet } = await import("./src/server/sheets/sniff.ts");
    const source = heldBytes(readFileSync(${JSON.stringify(path)}));
    let [rows, code] = [0, "none"];
    try {
      for await (const batch of openSheet(source, await sniffSheet(source)).batches) rows += batch.length;
    } catch (error) { code = error.code; }
    console.log(JSON.stringify({ rows, code, peakMb: process.resourceUsage().maxRSS / 1024 }));`;
  const args = ["--max-old-space-size=40", "--input-type=module", "-e", script];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout);
}

describe("a small file that would fill the memory", () => {
  it("is refused where one text of the book is longer than a cell may be", async () => {
    expect(await codeOf(await bookOf(text(30_000_000), `<row>${sharedCell}</row>`.repeat(500)))).toBe("sheets.text-too-long");
    const runs = "<r><t>aaaaaaaaaa</t></r>".repeat(100_001);
    expect(await codeOf(await bookOf(`<si>${runs}</si>`, `<row>${sharedCell}</row>`))).toBe("sheets.text-too-long");
  });

  it("is refused where a row is longer than a row may be, whatever its cells are made of", async () => {
    const half = text(500_001);
    expect(await codeOf(await bookOf(half, `<row>${sharedCell}${sharedCell}</row>`))).toBe("sheets.row-too-long");
    const inline = `<c t="inlineStr"><is><t>${"a".repeat(500_001)}</t></is></c>`;
    expect(await codeOf(await bookOf("", `<row>${inline}${inline}</row>`))).toBe("sheets.row-too-long");
    expect(await codeOf(await bookOf(half, `<row>${sharedCell}${inline}</row>`))).toBe("sheets.row-too-long");
  });

  it("is refused where its texts are too long in all, or empty, but without end", () => {
    const strings = new PackedStrings({ mostBytes: 10_000, mostTexts: 10_500 });
    const fill = (text: string, times: number) => () => {
      for (let i = 0; i < times; i++) strings.add(text);
    };
    expect(fill("", 10_000)).not.toThrow();
    expect(fill("a".repeat(1_000), 11)).toThrow("sheets.strings-too-many");
    expect(fill("", 1_000)).toThrow("sheets.strings-too-many");
  });

  it("is refused where what stands between two tags never ends", async () => {
    expect(await codeOf(await bookOf(`<!--${"a".repeat(6_000_000)}-->`, `<row>${sharedCell}</row>`))).toBe("sheets.text-too-long");
    expect(await codeOf(await zipOf(book([sheet("")], `x="${"a".repeat(6_000_000)}"`)))).toBe("sheets.text-too-long");
    expect(await codeOf(await zipOf(book([sheet("")]).map((part) => (part.name === "xl/styles.xml" ? manyStyles : part))))).toBe(
      "sheets.bomb",
    );
  });

  it.each([
    ["hundreds of rows that name one long text", () => bookOf(text(999_999), `<row>${sharedCell}</row>`.repeat(400)), 400],
    ["dozens of long rows of CSV", () => gzipSync(Buffer.alloc(25 * longLine.length, longLine), { level: 1 }), 25],
  ])("is read with little memory: %s", async (_name, make, rows) => {
    const read = await readApart(await make());
    expect(read).toMatchObject({ code: "none", rows });
    expect(read.peakMb).toBeLessThan(300);
  });
});
