import { ApiError, brandSlug } from "../../../web/api.ts";
import { StoredPicture } from "../../contents/contents.contract.ts";

/** Stores one picture and answers its hash and a link to it; throws `ApiError`. */
export async function uploadPicture(file: File): Promise<StoredPicture> {
  const answer = await fetch(`/api/v1/b/${brandSlug()}/files`, {
    method: "POST",
    headers: { "content-type": file.type, "x-file-name": encodeURIComponent(file.name) },
    body: file,
  }).catch(() => {
    throw new ApiError("client.offline", 0);
  });
  const body: unknown = await answer.json().catch(() => null);
  if (answer.ok) return StoredPicture.parse(body);
  const code = typeof body === "object" && body !== null && "code" in body ? String(body.code) : "client.no-answer";
  throw new ApiError(code, answer.status, { name: file.name });
}
