const canCopy = () => globalThis.isSecureContext && "ClipboardItem" in globalThis;

/** Whether this browser can put a picture onto the clipboard; otherwise it is saved as a file. */
export function canCopyPicture(): boolean {
  return canCopy();
}

async function asPng(blob: Blob): Promise<Blob> {
  if (blob.type === "image/png") return blob;
  const bitmap = await createImageBitmap(blob);
  const canvas = document.createElement("canvas");
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return new Promise((resolve, reject) => canvas.toBlob((png) => (png ? resolve(png) : reject(new Error("no picture"))), "image/png"));
}

async function readPicture(url: string): Promise<Blob> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`picture ${response.status}`);
  return response.blob();
}

/** Puts one picture onto the clipboard; answers whether it worked. */
export async function copyPicture(url: string): Promise<boolean> {
  if (!canCopy()) return false;
  try {
    const png = readPicture(url).then(asPng);
    await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
    return true;
  } catch {
    return false;
  }
}

/** Saves bytes as a file of the browser's downloads. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const endings: Record<string, string> = { "image/png": "png", "image/webp": "webp", "image/gif": "gif" };

/** Saves every picture as a file, numbered in the order they are sent; answers whether all were read. */
export async function savePictures(urls: readonly string[], name: string): Promise<boolean> {
  try {
    const blobs = await Promise.all(urls.map(readPicture));
    blobs.forEach((blob, n) => saveFile(blob, `${name}-${n + 1}.${endings[blob.type] ?? "jpg"}`));
    return true;
  } catch {
    return false;
  }
}
