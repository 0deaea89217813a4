import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

const frame = (kind: string, body: Buffer) => {
  const head = Buffer.alloc(5);
  head.write(kind);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};
const int = (value: number, bytes: 2 | 4) => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeIntBE(value, 0, bytes);
  return buffer;
};
const text = (value: string) => Buffer.from(`${value}\0`);
const ready = frame("Z", Buffer.from("I"));

/** One row of one column, for whatever is asked. */
function answer(value: string): Buffer {
  const column = Buffer.concat([text("version"), int(0, 4), int(0, 2), int(25, 4), int(-1, 2), int(-1, 4), int(0, 2)]);
  const cell = Buffer.concat([int(1, 2), int(value.length, 4), Buffer.from(value)]);
  return Buffer.concat([frame("T", Buffer.concat([int(1, 2), column])), frame("D", cell), frame("C", text("SELECT 1")), ready]);
}

/** Speaks as a PostgreSQL of another version does at its door, and answers every question with that version's number. */
export async function openOldPostgres(version: number): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((socket) => {
    let greeted = false;
    socket.on("error", () => undefined);
    socket.on("data", (piece) => {
      if (!greeted) socket.write(Buffer.concat([frame("R", int(0, 4)), ready]));
      else if (piece[0] === "Q".charCodeAt(0)) socket.write(answer(String(version)));
      greeted = true;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `postgres://old:forgotten@127.0.0.1:${port}/old`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
