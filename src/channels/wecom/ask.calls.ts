import type { z } from "zod";
import type { PlatformLine } from "../channel.ts";
import { WecomUnreadable } from "./wecom.errors.ts";

/** One call, its answer checked against the shape it should have. */
export async function ask<S extends z.ZodType>(
  line: PlatformLine,
  shape: S,
  call: Parameters<PlatformLine["call"]>[0],
): Promise<z.output<S>> {
  return readAs(shape, call.api, await line.call(call));
}

export function readAs<S extends z.ZodType>(shape: S, api: string, answer: unknown): z.output<S> {
  const read = shape.safeParse(answer);
  if (read.success) return read.data;
  const fault = read.error.issues[0];
  throw new WecomUnreadable(api, `${fault?.path.join(".") ?? ""} ${fault?.message ?? ""}`);
}

/** Calls whose answer says no more than that it was done. */
export async function tell(line: PlatformLine, api: string, body: unknown): Promise<void> {
  await line.call({ method: "POST", api, body });
}

/** What a page of a list answers; `cursor` is empty at the end. */
export interface Page<T> {
  items: T[];
  cursor: string;
}
