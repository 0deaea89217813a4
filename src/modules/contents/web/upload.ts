import { ApiError, brandSlug } from "../../../web/api.ts";
import { StoredPicture } from "../contents.contract.ts";

/** Sends one picture to the brand's files; refusals come as `ApiError`. */
export async function uploadPicture(file: File): Promise<StoredPicture> {
  const response = await fetch(`/api/v1/b/${brandSlug()}/files`, {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": file.type || "application/octet-stream", "x-file-name": encodeURIComponent(file.name) },
    body: file,
  }).catch(() => {
    throw new ApiError("client.offline", 0);
  });
  const body: unknown = await response.json().catch(() => null);
  const stored = StoredPicture.safeParse(body);
  if (response.ok && stored.success) return stored.data;
  const code = typeof body === "object" && body !== null && "code" in body ? String(body.code) : "client.no-answer";
  throw new ApiError(code, response.status, { name: file.name }, response.headers.get("x-request-id") ?? "");
}
