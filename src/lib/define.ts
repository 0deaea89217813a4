import { z } from "zod";
import { eventKinds, type EventName } from "./event-kinds.ts";

export type Method = "GET" | "POST";

/**
 * Who may call. `staff` (the default) needs a console session and the named permission, `member` a phone session of the brand,
 * `public` nothing but the brand, `user` a signed-in person of no brand yet, `anyone` nothing.
 */
export type Audience = "staff" | "member" | "public" | "user" | "anyone";

export interface Endpoint<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  method: Method;
  /** Below `/api/v1/b/<brand>` (staff, member, public) or `/api/v1` (user, anyone); `:name` parts are fields of the input. */
  path: string;
  audience: Audience;
  /** What the caller must hold; empty for every audience but staff. */
  permission: string;
  /** One object of path, query and body fields; a GET's fields arrive as strings, so coerce. */
  input: I;
  output: O;
  /** Calls of a hot endpoint are gathered and answered by one batch action. */
  coalesce?: { maxBatch: number; maxWaitMs: number };
  /** Calls a minute and address; the default is the server's. */
  perMinute?: number;
}

export type InputOf<E extends Endpoint> = z.output<E["input"]>;
/** What a client may leave out is optional here. */
export type AskOf<E extends Endpoint> = z.input<E["input"]>;
export type OutputOf<E extends Endpoint> = z.output<E["output"]>;

type EndpointSpec<I extends z.ZodType, O extends z.ZodType> = Omit<Endpoint<I, O>, "audience" | "permission"> &
  ({ permission: string } | { audience: Exclude<Audience, "staff"> });

export function defineEndpoint<I extends z.ZodType, O extends z.ZodType>(spec: EndpointSpec<I, O>): Endpoint<I, O> {
  return "permission" in spec ? { ...spec, audience: "staff" } : { ...spec, permission: "" };
}

export function endpointPrefix(audience: Audience): string {
  return audience === "user" || audience === "anyone" ? "/api/v1" : "/api/v1/b/:brand";
}

/** A page of a list: `nextCursor` is null at the end; `total` only where it is cheap. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.number().int().optional() });
}

/** Fields every list takes. */
export const ListAsk = z.object({
  q: z.string().trim().max(100).optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** ISO 8601 in UTC with milliseconds, as the database layer returns it. */
export const Instant = z.iso.datetime({ offset: true });
/** A brand-local calendar day, `2026-11-22`. */
export const Day = z.iso.date();
/** Integer fen of the brand's currency. */
export const Fen = z.number().int();
export const Id = z.uuid();
/** Nothing to say but that it is done. */
export const Done = z.object({ done: z.literal(true) });
export const done = { done: true } as const;

/**
 * An event of the log. Fields named groupId, memberId, accountId, contentId, sendId and value have columns of their own,
 * the rest is kept as JSON.
 */
export interface EventKind<S extends z.ZodObject = z.ZodObject> {
  name: EventName;
  kind: number;
  payload: S;
}

export type PayloadOf<E extends EventKind> = z.output<E["payload"]>;

export function defineEvent<S extends z.ZodObject>(name: EventName, payload: S): EventKind<S> {
  return { name, kind: eventKinds[name], payload };
}
