/** What the header of a picture says; only what is safe to keep is answered. */
export type PictureVerdict =
  | { verdict: "picture"; mime: "image/png" | "image/jpeg" | "image/webp"; width: number; height: number }
  /** Not a picture of these kinds, broken, or larger than `PICTURE_LIMIT_PIXELS`. */
  | { verdict: "unfit" }
  /** Carries what a camera writes into its files: place, device, moment. */
  | { verdict: "tagged" };

const PICTURE_LIMIT_PIXELS = 40_000_000;
const LONGEST_SIDE_PX = 65_535;

interface Header {
  width: number;
  height: number;
  tagged: boolean;
}

const ascii = (bytes: Uint8Array, at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const CAMERA_TEXT = /^(XML:com|Raw profile)/;

/** https://www.w3.org/TR/png-3/#11IHDR: chunks of length, type, body, sum. */
function readPng(bytes: Uint8Array): Header | undefined {
  const data = view(bytes);
  if (bytes.length < 33 || ascii(bytes, 12, 4) !== "IHDR") return undefined;
  const header = { width: data.getUint32(16), height: data.getUint32(20), tagged: false };
  for (let at = 8; at + 8 <= bytes.length; at += 12 + data.getUint32(at)) {
    const kind = ascii(bytes, at + 4, 4);
    if (kind === "IEND") return header;
    if (kind === "eXIf" || (/^[itz][TX]Xt$/.test(kind) && CAMERA_TEXT.test(ascii(bytes, at + 8, 11)))) header.tagged = true;
  }
  return undefined;
}

const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

interface Segment {
  marker: number;
  /** Where its body begins, behind marker and length. */
  at: number;
  length: number;
}

const SCAN = 0xda;

/** ITU-T T.81: segments of marker and length; ends with the scan, or where the file is broken. */
function* listSegments(bytes: Uint8Array): Generator<Segment> {
  const data = view(bytes);
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = data.getUint8(at + 1);
    const length = marker === 0xff ? -1 : data.getUint16(at + 2);
    if (length >= 0) yield { marker, at: at + 4, length: length - 2 };
    if (marker === SCAN || (length >= 0 && length < 2)) return;
    at += 2 + length;
  }
}

function readJpeg(bytes: Uint8Array): Header | undefined {
  const data = view(bytes);
  const header: Header = { width: 0, height: 0, tagged: false };
  for (const { marker, at, length } of listSegments(bytes)) {
    if (marker === SCAN) return header;
    if (at + length > bytes.length) return undefined;
    if (isFrame(marker) && length >= 6) [header.height, header.width] = [data.getUint16(at + 1), data.getUint16(at + 3)];
    if (marker === 0xe1 && /^(Exif|http:\/\/ns\.adobe\.com\/xap)/.test(ascii(bytes, at, 24))) header.tagged = true;
  }
  return undefined;
}

const readUint24 = (data: DataView, at: number) => data.getUint16(at, true) | (data.getUint8(at + 2) << 16);

/** The size a chunk of a WebP file speaks of, if it is one that does. */
function webpSize(data: DataView, kind: string, at: number): Pick<Header, "width" | "height"> | undefined {
  if (at + 10 > data.byteLength) return undefined;
  if (kind === "VP8X") return { width: 1 + readUint24(data, at + 4), height: 1 + readUint24(data, at + 7) };
  if (kind === "VP8 ") return { width: data.getUint16(at + 6, true) & 0x3fff, height: data.getUint16(at + 8, true) & 0x3fff };
  if (kind !== "VP8L") return undefined;
  const bits = data.getUint32(at + 1, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

/** https://developers.google.com/speed/webp/docs/riff_container: lossy, lossless and extended pictures. */
function readWebp(bytes: Uint8Array): Header | undefined {
  const data = view(bytes);
  let size: Pick<Header, "width" | "height"> | undefined;
  let tagged = false;
  for (let at = 12; at + 8 <= bytes.length;) {
    const kind = ascii(bytes, at, 4);
    const length = data.getUint32(at + 4, true);
    size ??= webpSize(data, kind, at + 8);
    if (kind === "EXIF" || kind === "XMP ") tagged = true;
    at += 8 + length + (length % 2);
  }
  return size && { ...size, tagged };
}

type Kind = Extract<PictureVerdict, { verdict: "picture" }>["mime"];

function kindOf(bytes: Uint8Array): Kind | undefined {
  if (bytes.length < 12) return undefined;
  if (ascii(bytes, 0, 8) === "\x89PNG\r\n\x1a\n") return "image/png";
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return "image/jpeg";
  return ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 4) === "WEBP" ? "image/webp" : undefined;
}

const readers: Record<Kind, (bytes: Uint8Array) => Header | undefined> = {
  "image/png": readPng,
  "image/jpeg": readJpeg,
  "image/webp": readWebp,
};

/** Judges a picture by its bytes alone. */
export function readPicture(bytes: Uint8Array): PictureVerdict {
  const mime = kindOf(bytes);
  const header = mime && readers[mime](bytes);
  if (!mime || !header) return { verdict: "unfit" };
  const { width, height, tagged } = header;
  if (width < 1 || height < 1 || Math.max(width, height) > LONGEST_SIDE_PX || width * height > PICTURE_LIMIT_PIXELS)
    return { verdict: "unfit" };
  return tagged ? { verdict: "tagged" } : { verdict: "picture", mime, width, height };
}

/** The size alone, also of what carries camera data; null where it cannot be read. For pictures colleagues put in. */
export function readPictureSize(bytes: Uint8Array): { width: number; height: number } | null {
  const mime = kindOf(bytes);
  const header = mime && readers[mime](bytes);
  return header && header.width > 0 && header.height > 0 ? { width: header.width, height: header.height } : null;
}
