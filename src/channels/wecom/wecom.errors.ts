/**
 * WeCom's error codes, by what has to be done about them. Texts change from day to day and are never looked at.
 * https://developer.work.weixin.qq.com/document/path/90313
 */

export type WecomErrorKind =
  /** Try again, at most three times. */
  | "busy"
  /** Fetch the token once more and repeat. */
  | "token"
  /** Over a rate: the window stays shut for its own length. */
  | "rate"
  /** Too many calls at once: fewer side by side. */
  | "concurrency"
  /** Two writes on one record, or a record still being made: later, one after another. */
  | "conflict"
  /** Something in WeCom's admin console is to be changed by a person. */
  | "setup"
  /** This machine's address is not among the trusted ones. */
  | "trusted-ip"
  /** What we sent is wrong; the same again will be wrong again. */
  | "data"
  /** The thing or the relation is no longer there. */
  | "gone"
  /** A cap of the platform's is reached: not today. */
  | "limited"
  /** Nothing of the above. */
  | "fatal";

const codesByKind: Readonly<Record<Exclude<WecomErrorKind, "fatal">, readonly number[]>> = {
  busy: [-1, 6000],
  token: [40014, 42001, 41001],
  rate: [45009, 45036],
  concurrency: [45033],
  conflict: [45035, 41063, 41096, 41079, 40100, 40129, 90507],
  setup: [
    40001, 40013, 40091, 40056, 40082, 41002, 41004, 48001, 48002, 48005, 48006, 48011, 50002, 50003, 60011, 60030, 60031, 81011, 81013,
    84074, 301052, 301053, 301055, 701008,
  ],
  "trusted-ip": [60020, 301042],
  data: [
    40003, 40004, 40005, 40006, 40007, 40008, 40009, 40011, 40031, 40032, 40033, 40035, 40058, 40063, 40071, 40072, 40123, 40145, 40201,
    40204, 41035, 41037, 41038, 41039, 41040, 41041, 41042, 41043, 41044, 41046, 41047, 41048, 41049, 41053, 41054, 41058, 41064, 41065,
    41072, 41080, 41081, 41082, 41090, 44001, 45001, 45002, 46004, 50100, 60111, 60021, 81017, 90501, 93000, 93004, 93008, 301058,
  ],
  gone: [40068, 40096, 41050, 41051, 41093, 49008, 84061, 84083, 84084, 90509, 90510, 90511],
  limited: [40126, 40144, 40097, 40098, 40099, 40128, 41045, 41055, 41069, 41091, 41094, 41095, 41200, 41210, 90503],
};

const kindByCode = new Map<number, WecomErrorKind>();
const kinds = ["busy", "token", "rate", "concurrency", "conflict", "setup", "trusted-ip", "data", "gone", "limited"] as const;
for (const kind of kinds) for (const code of codesByKind[kind]) kindByCode.set(code, kind);

/** The kind of an error code; one we never heard of is fatal, and shown. */
export const kindOfErrcode = (errcode: number): WecomErrorKind => kindByCode.get(errcode) ?? "fatal";

/** The platform heard the call and said no. */
export class WecomError extends Error {
  readonly errcode: number;
  readonly errmsg: string;
  readonly kind: WecomErrorKind;
  /** `externalcontact/groupchat/get` */
  readonly api: string;

  constructor(api: string, errcode: number, errmsg: string) {
    super(`${api}: ${errcode} ${errmsg.slice(0, 200)}`);
    this.name = "WecomError";
    this.api = api;
    this.errcode = errcode;
    this.errmsg = errmsg;
    this.kind = kindOfErrcode(errcode);
  }
}

/** True for an answer of the platform's with one of these codes. */
export function hasErrcode(error: unknown, ...errcodes: readonly number[]): error is WecomError {
  return error instanceof WecomError && errcodes.includes(error.errcode);
}

/** The platform answered something that is none of the shapes it documents. */
export class WecomUnreadable extends Error {
  readonly api: string;

  constructor(api: string, fault: string) {
    super(`${api}: the answer cannot be read: ${fault.slice(0, 300)}`);
    this.name = "WecomUnreadable";
    this.api = api;
  }
}
