import { createHash } from "node:crypto";
import { Fault } from "./faults.ts";

/** Paging marks that say nothing to who holds them, and are good for the one listing they came from. */
export interface Cursors {
  give(listing: string, position: string): string;
  /** The position, undefined for the first page; 50100 for a mark of another listing or of nobody's making. */
  read(listing: string, cursor: unknown): string | undefined;
}

export function openCursors(secret: string): Cursors {
  const seal = (listing: string, position: string) => createHash("sha256").update(`${secret}\0${listing}\0${position}`).digest();
  const mix = (bytes: Buffer, mark: Buffer) => bytes.map((byte, at) => byte ^ (mark[at % 12] ?? 0));
  return {
    give(listing, position) {
      const mark = seal(listing, position).subarray(0, 12);
      return Buffer.concat([mark, mix(Buffer.from(position), mark)]).toString("base64url");
    },
    read(listing, cursor) {
      if (cursor === undefined || cursor === null || cursor === "") return undefined;
      if (typeof cursor !== "string") throw new Fault(50100);
      const bytes = Buffer.from(cursor, "base64url");
      const mark = bytes.subarray(0, 12);
      const position = Buffer.from(mix(bytes.subarray(12), mark)).toString();
      if (!seal(listing, position).subarray(0, 12).equals(mark)) throw new Fault(50100);
      return position;
    },
  };
}
