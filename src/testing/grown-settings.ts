import { Readable } from "node:stream";
import { modules } from "../app.ts";
import { addOrgUnit } from "../modules/brands/index.ts";
import { inviteStaff } from "../modules/brands/invites.actions.ts";
import { createConnection } from "../modules/connections/connect.actions.ts";
import { addColumn, addFolder } from "../modules/contents/index.ts";
import { startExport } from "../modules/exports/exports.actions.ts";
import { createEntry } from "../modules/groups/index.ts";
import { takeUpload } from "../modules/imports/index.ts";
import { noteCalls } from "../modules/integrations/calls.actions.ts";
import { listDeliveries } from "../modules/integrations/deliveries.actions.ts";
import { createKey } from "../modules/integrations/keys.actions.ts";
import { createWebhook } from "../modules/integrations/webhooks.actions.ts";
import { addTag } from "../modules/members/tag.actions.ts";
import { saveView } from "../modules/views/views.actions.ts";
import { showCorp } from "../modules/wecom/state.actions.ts";
import { newId } from "../server/random.ts";
import type { TestBrand } from "./brand.ts";
import type { Known } from "./grown.ts";
import { csv, importOf } from "./imports.ts";

const lists = modules.flatMap((module) => module.exports ?? []);

/** A place in the organisation, a colleague to come, a folder, a way in, a tag, a key; of what a brand has few, few. */
export async function growSettings(test: TestBrand, known: Known, n: number): Promise<void> {
  const ctx = () => test.as();
  await addOrgUnit(ctx(), { parentId: test.headquartersId, name: `City ${n}` });
  await inviteStaff(ctx(), { name: `Newcomer ${n}`, roles: ["operator"], orgId: test.headquartersId });
  const slots = [{ weekday: 1, minute: 660 }];
  if (n < 7) await addColumn(ctx(), { name: `Column ${n}`, direction: "convert", purpose: "", slots });
  await addFolder(ctx(), { parentId: null, name: `Folder ${n}` });
  const entry = await createEntry(ctx(), { groupId: String(known["groupId"]), name: `Code ${n}` });
  known["entryId"] ??= entry.id;
  known["tagId"] = (await addTag(ctx(), { name: `Tag ${n}` })).id;
  const key = await createKey(ctx(), {
    name: `Key ${n}`,
    orgId: test.headquartersId,
    permissions: ["groups.read"],
    expiresAt: null,
    perMinute: 60,
  });
  known["keyId"] ??= key.id;
  if (n < 19) await growFew(test, known, n);
  if (n < 5) known["exportId"] = (await startExport(ctx(), { list: "groups", format: "csv", filter: {} }, lists)).id;
}

/** What a brand has twenty of at most. */
async function growFew(test: TestBrand, known: Known, n: number): Promise<void> {
  const ctx = () => test.as();
  await saveView(ctx(), { list: "groups", name: `View ${n}`, query: "", shared: false });
  const corp = { kind: "wecom", scope: `wwgrown${n}`, name: `Corp ${n}`, agentId: null, baseUrl: null, secret: "none-of-the-app" } as const;
  const connection = await createConnection(ctx(), corp);
  known["connectionId"] ??= connection.id;
  // The first look at a corp notes it.
  if (n === 0) await showCorp(ctx(), { connectionId: String(known["connectionId"]) });
  // The first is told of those who come, the others of what does not happen.
  const events = [n === 0 ? "members.joined" : "members.erased"];
  await createWebhook(ctx(), { name: `Till ${n}`, url: "https://93.184.215.14/hook", events, orgId: null, showsPhones: false });
  const rows = Readable.from([Buffer.from(`order,paid at,amount\nZ${n},2026-11-20 10:00,12.5\n`)]);
  await takeUpload(ctx(), rows, { name: `orders ${n}.csv`, kind: "orders", limitBytes: 1_000 });
}

/** An import of which as many rows could not be taken as there are things by now. */
export async function growImport(test: TestBrand, known: Known, numbers: readonly number[]): Promise<void> {
  const rows = Array.from({ length: (numbers.at(-1) ?? 0) + 1 }, (_, n) => `Y${n},some day,12.5`);
  const { id, run } = await importOf(test, csv("order,paid at,amount", ...rows), { name: "odd orders.csv", kind: "orders" });
  known["importId"] = id;
  await run();
}

/** What was called with the first key. */
export async function growCalls(test: TestBrand, known: Known, numbers: readonly number[]): Promise<void> {
  const at = test.clock.now;
  const call = { keyId: String(known["keyId"]), at, method: "GET", path: "/api/groups", status: 200, tookMs: 3, address: "93.184.215.14" };
  await noteCalls(
    test.system(),
    numbers.map((n) => ({ ...call, id: newId(at.getTime()), requestId: `Q-${n}` })),
  );
}

/** One of what the first webhook is told. */
export async function knowDelivery(test: TestBrand, known: Known): Promise<void> {
  known["deliveryId"] ??= (await listDeliveries(test.as(), { limit: 1 })).items[0]?.id;
}
