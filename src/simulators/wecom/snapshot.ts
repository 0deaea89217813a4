import { createReadStream, createWriteStream, existsSync, renameSync } from "node:fs";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { State } from "./state.ts";

/** The state in a file, a row a line, so that a corp of any size fits through. */

const Row = z.object({ of: z.string(), key: z.unknown(), value: z.unknown() });

const packed = (_key: string, value: unknown): unknown => {
  if (value instanceof Map) return { $map: [...value] };
  if (value instanceof Set) return { $set: [...value] };
  if (isPackedBuffer(value)) return { $bytes: Buffer.from(value.data).toString("base64") };
  return value;
};
/** JSON asks a Buffer for its own form before anyone else hears of it. */
const isPackedBuffer = (value: unknown): value is { data: number[] } =>
  value !== null && typeof value === "object" && "type" in value && value.type === "Buffer" && "data" in value && Array.isArray(value.data);

const Packed = z.union([
  z.object({ $map: z.array(z.tuple([z.unknown(), z.unknown()])) }),
  z.object({ $set: z.array(z.unknown()) }),
  z.object({ $bytes: z.string() }),
]);

const unpacked = (_key: string, value: unknown): unknown => {
  if (value === null || typeof value !== "object" || !("$map" in value || "$set" in value || "$bytes" in value)) return value;
  const read = Packed.parse(value);
  if ("$map" in read) return new Map(read.$map);
  return "$set" in read ? new Set(read.$set) : Buffer.from(read.$bytes, "base64");
};

/** Every collection, row by row; then it takes the place of the file that was there. */
export async function writeSnapshot(path: string, state: State): Promise<void> {
  const file = createWriteStream(`${path}.new`);
  const put = async (of: string, key: unknown, value: unknown) => {
    if (!file.write(`${JSON.stringify({ of, key, value }, packed)}\n`)) await once(file, "drain");
  };
  for (const [of, held] of Object.entries(state)) {
    if (held instanceof Map) for (const [key, value] of held) await put(of, key, value);
    else await put(of, null, held);
  }
  file.end();
  await once(file, "close");
  renameSync(`${path}.new`, path);
}

/** Puts what the file holds into a state; false where there is no file. */
export async function readSnapshot(path: string, state: State): Promise<boolean> {
  if (!existsSync(path)) return false;
  for (const held of Object.values(state)) if (held instanceof Map) held.clear();
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const { of, key, value } = Row.parse(JSON.parse(line, unpacked));
    const held: unknown = Reflect.get(state, of);
    if (held instanceof Map) held.set(key, value);
    else Reflect.set(state, of, value);
  }
  return true;
}
