import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Keeps what others entrusted to us unreadable in the database, its backups and its dumps. */
export interface Seal {
  /** `about` names the row and the field: sealed for one place, it opens in no other. */
  seal: (plain: string, about: string) => Buffer;
  /** Throws `UnopenableSeal` where the key is not at hand or the bytes were changed. */
  open: (sealed: Uint8Array, about: string) => string;
}

export class UnopenableSeal extends Error {
  constructor() {
    super("sealed with a key that is not at hand, or changed since");
    this.name = "UnopenableSeal";
  }
}

/** AES-256-GCM; layout: form, key's number, 12 bytes nonce, 16 bytes tag, the rest. */
const FORM = 1;
const HEAD_BYTES = 2;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

interface Key {
  number: number;
  key: Buffer;
}

const derive = (secret: string, purpose: string, bytes: number) => Buffer.from(hkdfSync("sha256", secret, "", purpose, bytes));
const keyOf = (secret: string): Key => ({ number: derive(secret, "seal number", 1)[0] ?? 0, key: derive(secret, "seal key", 32) });

/** Seals with the first secret, opens with any: a new one is put in front, the old one stays until all is sealed anew. */
export function openSeal(secrets: readonly [string, ...string[]]): Seal {
  const keys = secrets.map(keyOf);
  const [first = keyOf(secrets[0])] = keys;
  return {
    seal: (plain, about) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", first.key, nonce).setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.from([FORM, first.number]), nonce, cipher.getAuthTag(), body]);
    },
    open: (sealed, about) => {
      const bytes = Buffer.from(sealed);
      for (const { key } of keys.filter(({ number }) => bytes[0] === FORM && bytes[1] === number)) {
        const plain = tryOpen(bytes, key, about);
        if (plain !== null) return plain;
      }
      throw new UnopenableSeal();
    },
  };
}

function tryOpen(bytes: Buffer, key: Buffer, about: string): string | null {
  const nonceEnd = HEAD_BYTES + NONCE_BYTES;
  const tagEnd = nonceEnd + TAG_BYTES;
  if (bytes.length < tagEnd) return null;
  const opener = createDecipheriv("aes-256-gcm", key, bytes.subarray(HEAD_BYTES, nonceEnd), { authTagLength: TAG_BYTES });
  opener.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(nonceEnd, tagEnd));
  try {
    return Buffer.concat([opener.update(bytes.subarray(tagEnd)), opener.final()]).toString("utf8");
  } catch {
    return null;
  }
}
