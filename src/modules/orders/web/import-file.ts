import { ApiError, brandSlug } from "../../../web/api.ts";
import { ImportReport, importUpload, type ImportKind } from "../import.contract.ts";

/** Sends a CSV file to be read; refusals come as `ApiError`. */
export async function importFile(kind: ImportKind, file: File): Promise<ImportReport> {
  const response = await fetch(`/api/v1/b/${brandSlug()}${importUpload.path}?kind=${kind}`, {
    method: importUpload.method,
    credentials: "same-origin",
    headers: { "content-type": "text/csv" },
    body: file,
  }).catch(() => {
    throw new ApiError("client.offline", 0);
  });
  const body: unknown = await response.json().catch(() => null);
  const report = ImportReport.safeParse(body);
  if (response.ok && report.success) return report.data;
  const fields = typeof body === "object" && body !== null ? body : {};
  const code = "code" in fields ? String(fields.code) : "client.no-answer";
  const details = "details" in fields && typeof fields.details === "object" && fields.details !== null ? { ...fields.details } : {};
  throw new ApiError(code, response.status, details, response.headers.get("x-request-id") ?? "");
}
