import { statfsSync } from "node:fs";
import { totalmem } from "node:os";

const MB = 1024 * 1024;
/** Below this, parallel queries run out of shared memory (a container's default is 64 MB). */
const LEAST_SHM_MB = 256;

/** From so many cores on a single query may use more than two. */
const CORES_TO_SHARE = 8;

/** What this machine, or the container around us, may use. */
export function memoryMb(): number {
  const limit = process.constrainedMemory();
  return Math.floor(Math.min(totalmem(), limit > 0 ? limit : Infinity) / MB);
}

export function sharedMemoryIsSmall(): boolean {
  if (process.platform !== "linux") return false;
  try {
    const shm = statfsSync("/dev/shm");
    return (shm.bsize * shm.blocks) / MB < LEAST_SHM_MB;
  } catch {
    return true;
  }
}

/** The server's own settings: an eighth of the memory, at most 512 MB, and every commit on disk before it is acknowledged. */
export function serverSettings(machine: { memoryMb: number; cores: number; smallSharedMemory: boolean }): string {
  const sharedBuffersMb = Math.max(32, Math.min(512, Math.floor(machine.memoryMb / 8)));
  const lines = [
    "# Written at every start. Use ALTER SYSTEM for settings of your own.",
    `shared_buffers = ${sharedBuffersMb}MB`,
    `effective_cache_size = ${Math.max(128, Math.floor(machine.memoryMb / 2))}MB`,
    `maintenance_work_mem = ${Math.max(32, Math.min(256, Math.floor(machine.memoryMb / 16)))}MB`,
    `work_mem = ${machine.memoryMb >= 4096 ? 16 : 4}MB`,
    // By this name the product knows its own PostgreSQL, which `npm run backup` copies.
    "cluster_name = 'qunce'",
    "max_connections = 120",
    "fsync = on",
    "synchronous_commit = on",
    "full_page_writes = on",
    "wal_compression = on",
    "min_wal_size = 256MB",
    "max_wal_size = 2GB",
    "checkpoint_timeout = 15min",
    // A brand that is just being filled is planned for by its real size soon, not after a minute.
    "autovacuum_naptime = 15s",
    "checkpoint_completion_target = 0.9",
    "random_page_cost = 1.1",
    "jit = off",
    // A page asks for several answers at once, and every worker of a query hashes the same rows again: few cores are better shared by two.
    `max_parallel_workers_per_gather = ${machine.cores >= CORES_TO_SHARE ? 2 : 1}`,
    "password_encryption = scram-sha-256",
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    "log_line_prefix = '%m [%p] '",
    "log_checkpoints = off",
    "lc_messages = 'C'",
  ];
  if (machine.smallSharedMemory) lines.push("dynamic_shared_memory_type = mmap");
  return `${lines.join("\n")}\n`;
}
