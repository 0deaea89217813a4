import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { connect } from "../src/server/backup.ts";
import { fillScale } from "./scale.ts";
import { Scale, wholeOf } from "./scale-life.ts";
import { openWorld } from "./world.ts";

/**
 * `npm run bench:data -- --groups 10000 --members 1000000 --messages 52500000 --exposures 40000000 --orders 5000000`,
 * 100 million events in all; then `npm run bench -- pages` or `backup`.
 * Beside them all that a brand has on its pages: contents, flows with their sends and tasks, tags, notes, costs, imports.
 * Asked again for more messages, exposures or orders, or over data that an older release made, it makes only what is missing.
 */
const { values } = parseArgs({
  options: {
    folder: { type: "string", default: ".data-bench" },
    groups: { type: "string", default: "10000" },
    members: { type: "string", default: "1000000" },
    messages: { type: "string", default: "52500000" },
    exposures: { type: "string", default: "40000000" },
    orders: { type: "string", default: "5000000" },
  },
});
/** What PostgreSQL does by itself within the hour. */
async function vacuum(ownerUrl: string): Promise<void> {
  const client = await connect(ownerUrl);
  await client.query("set statement_timeout = 0");
  await client.query("vacuum (analyze)").finally(() => client.end());
}

const say = (line: string) => void process.stdout.write(`${line}\n`);
const count = (text: string) => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`"${text}" is no count`);
  return value;
};
const scale = wholeOf({
  groups: count(values.groups),
  members: count(values.members),
  messages: count(values.messages),
  exposures: count(values.exposures),
  orders: count(values.orders),
});
const folder = resolve(values.folder);
const notes = join(folder, "scale.json");
const made = existsSync(notes) ? Scale.parse(JSON.parse(readFileSync(notes, "utf8"))) : undefined;
if (made && (made.groups !== scale.groups || made.members !== scale.members))
  throw new Error(`${folder} holds ${made.groups} groups and ${made.members} members: ask for as many, or for another folder`);
const world = await openWorld({ poolSize: 8, dataDir: folder });
try {
  await fillScale(world, scale, made, say, (done) => writeFileSync(notes, JSON.stringify(done)));
  if (!isDeepStrictEqual(made, scale)) await vacuum(world.postgres.ownerUrl);
} finally {
  await world.close();
}
process.exit(0);
