/** A start that cannot go on, said to the person at the terminal: what is wrong in one line, then what to do about it. */
export class StartFailure extends Error {
  /** `area.reason`, for tests and logs. */
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string) {
    super(message);
    this.name = "StartFailure";
    this.code = code;
    this.hint = hint;
  }

  /** The one line that is printed. */
  get line(): string {
    return `${this.message} ${this.hint} [${this.code}]`;
  }
}

export function errnoOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** What a refused file operation under the data folder means to the person who started us. */
export function folderFailure(error: unknown, folder: string): StartFailure {
  const errno = errnoOf(error);
  if (errno === "ENOSPC" || errno === "EDQUOT") return diskFull(folder);
  if (errno === "ENOTDIR" || errno === "EEXIST") {
    return new StartFailure(
      "postgres.data-folder-not-a-folder",
      `${folder} is not a folder.`,
      "Remove that file or set QUNCE_DATA_DIR to a folder.",
    );
  }
  // Node says ENOENT when it cannot make a folder on a read-only disk.
  if (["EACCES", "EPERM", "EROFS", "ENOENT"].includes(errno)) {
    return new StartFailure(
      "postgres.data-folder-not-writable",
      `The data folder ${folder} cannot be written (${errno}).`,
      "Give this user the right to write it or set QUNCE_DATA_DIR to another folder.",
    );
  }
  const said = error instanceof Error ? error.message : String(error);
  return new StartFailure(
    "postgres.data-folder",
    `The data folder ${folder} cannot be used: ${said}.`,
    "Set QUNCE_DATA_DIR to another folder.",
  );
}

export function diskFull(folder: string): StartFailure {
  return new StartFailure(
    "postgres.disk-full",
    `The disk that holds ${folder} is full.`,
    "Free some space and start again; nothing was lost.",
  );
}

export function portTaken(port: number): StartFailure {
  return new StartFailure(
    "postgres.port-taken",
    `Port ${port} on 127.0.0.1 is in use by another program.`,
    "Stop that program or choose another port for the database.",
  );
}

export function brokenCluster(clusterDir: string, why: string): StartFailure {
  return new StartFailure(
    "postgres.corrupted",
    `The database in ${clusterDir} is damaged (${why}).`,
    "Restore a backup, or move the data folder away to begin with an empty one.",
  );
}
