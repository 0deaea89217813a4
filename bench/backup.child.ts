import { backupCommand } from "../src/commands/backup.ts";
import { restoreCommand } from "../src/commands/restore.ts";

/** `npm run backup` or `npm run restore` in a process of its own, so that its memory is nobody else's; its last line says what it took, as JSON. */
const [command = "", folder = ""] = process.argv.slice(2);
const baseMb = process.memoryUsage().rss / 2 ** 20;
const begun = performance.now();
await (command === "restore" ? restoreCommand : backupCommand).run({ resume: true }, [folder]);
const tookMs = performance.now() - begun;
process.stdout.write(`${JSON.stringify({ tookMs, baseMb, peakMb: process.resourceUsage().maxRSS / 1024 })}\n`);
process.exit(0);
