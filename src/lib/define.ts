import { z } from "zod";
import { eventKinds, type EventName } from "./event-kinds.ts";

export type Method = "GET" | "POST";

/**
 * Who may call. `staff` (the default) needs a console session and the named permission, `member` a phone session of the brand,
 * `public` nothing but the brand, `user` a signed-in person of no brand yet, `anyone` nothing.
 */
export type Audience = "staff" | "member" | "public" | "user" | "anyone";

/**
 * What may be asked and what is answered. Known by three plain types (what a client gives, what an action gets, what comes back)
 * rather than by its schemas, whose own types are too large to be compared again at every use.
 */
export interface Endpoint<Ask = unknown, In = unknown, Out = unknown> {
  method: Method;
  /** Below `/api/v1/b/<brand>` (staff, member, public) or `/api/v1` (user, anyone); `:name` parts are fields of the input. */
  path: string;
  audience: Audience;
  /** What the caller must hold; empty for every audience but staff. */
  permission: string;
  /** One object of path, query and body fields; a GET's fields arrive as strings, so coerce. */
  input: z.ZodType<In, Ask>;
  output: z.ZodType<Out>;
  /** Calls of a hot endpoint are gathered and answered by one batch action. */
  coalesce?: { maxBatch: number; maxWaitMs: number };
  /** Calls a minute and address; the default is the server's. */
  perMinute?: number;
  /** It asks another platform while it works, for which no transaction is held: under one key it still runs once. */
  asksOutside?: boolean;
  /** What is sent is a file as the body, its name URI-encoded in `x-file-name`; the fields of the input stand in the query. */
  takesFile?: boolean;
  /** Only a person in a session may call it, never a program with a key: it lets others in, or speaks as the person. */
  personOnly?: boolean;
}

export type InputOf<E> = E extends Endpoint<infer _Ask, infer In, infer _Out> ? In : never;
/** What a client may leave out is optional here. */
export type AskOf<E> = E extends Endpoint<infer Ask, infer _In, infer _Out> ? Ask : never;
export type OutputOf<E> = E extends Endpoint<infer _Ask, infer _In, infer Out> ? Out : never;

type EndpointSpec<I, O> = Omit<Endpoint, "audience" | "permission" | "input" | "output"> & { input: I; output: O } & (
    | { permission: string }
    | { audience: Exclude<Audience, "staff"> }
  );

export function defineEndpoint<I extends z.ZodType, O extends z.ZodType>(
  spec: EndpointSpec<I, O>,
): Endpoint<z.input<I>, z.output<I>, z.output<O>> {
  const whole: unknown = "permission" in spec ? { ...spec, audience: "staff" } : { ...spec, permission: "" };
  return whole as Endpoint<z.input<I>, z.output<I>, z.output<O>>;
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
export interface EventKind<Payload = unknown> {
  name: EventName;
  kind: number;
  payload: z.ZodType<Payload>;
}

export type PayloadOf<E> = E extends EventKind<infer Payload> ? Payload : never;

export function defineEvent<S extends z.ZodObject>(name: EventName, payload: S): EventKind<z.output<S>> {
  const whole: unknown = { name, kind: eventKinds[name], payload };
  return whole as EventKind<z.output<S>>;
}
