import { isOpenJob } from "../../../lib/job-state.ts";
import { callEndpoint } from "../../../web/api.ts";
import { type ExportRow, linkExportEndpoint, showExportEndpoint } from "../exports.contract.ts";

const FIRST_MS = 250;
const SLOWEST_MS = 3_000;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks how an export stands, ever more slowly, until it ended; tells of each answer. Lost answers are asked for again. */
export async function followExport(exportId: string, tell: (row: ExportRow) => void): Promise<ExportRow> {
  for (let waitMs = FIRST_MS; ; waitMs = Math.min(SLOWEST_MS, waitMs * 1.3)) {
    await wait(waitMs);
    const row = await callEndpoint(showExportEndpoint, { exportId }).catch(() => null);
    if (!row) continue;
    tell(row);
    if (!isOpenJob(row.state)) return row;
  }
}

/** Hands the file to the browser. */
export async function saveExport(exportId: string): Promise<void> {
  const { url, name } = await callEndpoint(linkExportEndpoint, { exportId });
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
