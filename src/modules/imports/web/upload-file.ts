import { ApiError, brandSlug } from "../../../web/api.ts";
import type { ImportKind } from "../fields.contract.ts";
import { uploadImportEndpoint } from "../imports.contract.ts";

export interface Upload {
  done: Promise<{ id: string }>;
  stop: () => void;
}

interface Fault {
  code?: unknown;
  details?: unknown;
  requestId?: unknown;
}

function errorOf(status: number, body: unknown): ApiError {
  const fault: Fault = typeof body === "object" && body !== null ? body : {};
  const details = typeof fault.details === "object" && fault.details !== null ? { ...fault.details } : {};
  return new ApiError(typeof fault.code === "string" ? fault.code : "client.no-answer", status, details, String(fault.requestId ?? ""));
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Sends a file as it is, telling how much of it is there; refusals come as `ApiError`. */
export function uploadFile(file: File, kind: ImportKind | null, onProgress: (sentBytes: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<{ id: string }>((resolve, reject) => {
    request.open("POST", `/api/v1/b/${brandSlug()}${uploadImportEndpoint.path}${kind ? `?kind=${kind}` : ""}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name));
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded));
    request.addEventListener("error", () => reject(new ApiError("client.offline", 0)));
    request.addEventListener("abort", () => reject(new ApiError("client.stopped", 0)));
    request.addEventListener("load", () => {
      const body = bodyOf(request.responseText);
      const made = uploadImportEndpoint.output.safeParse(body);
      if (request.status === 200 && made.success) resolve(made.data);
      else reject(errorOf(request.status, body));
    });
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}
