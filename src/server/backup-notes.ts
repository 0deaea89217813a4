import { connect } from "./backup.ts";

/** How a backup ended: what it came to, or why it failed. */
export type BackupEnd = { folder: string; bytes: number; rows: number; checkedAt: Date | null } | { failure: string };

/** Writes it where the page of the system's state reads it. */
export async function noteBackup(ownerUrl: string, beganAt: Date, end: BackupEnd): Promise<void> {
  const client = await connect(ownerUrl);
  try {
    await client.query(
      `insert into platform.backups (began_at, ended_at, folder, bytes, rows, checked_at, failure)
       select $1, now(), e.folder, e.bytes, e.rows, e."checkedAt", e.failure
       from jsonb_to_record($2) e(folder text, bytes bigint, rows bigint, "checkedAt" timestamptz, failure text)`,
      [beganAt, end],
    );
  } finally {
    await client.end();
  }
}
