import type { Page } from "playwright-core";
import { z } from "zod";
import { startWecom, type Wecom } from "../src/simulators/wecom/start.ts";
import type { EnglishBrand } from "./english-brand.ts";
import { ask } from "./steps.ts";

const Made = z.object({ id: z.string() });
const Items = z.object({ items: z.array(Made) });
const anything = z.unknown();

/** What comes only after something has happened: tags and notes, a copy and an erasure asked for, keys, webhooks, files, a queue, what was closed. */
export async function fillStates(page: Page, brand: EnglishBrand): Promise<Record<string, string>> {
  const { groupId = "" } = brand.ids;
  const { items: members } = await ask(page, "/members", Items);
  const [memberId = "", otherId = ""] = members.map((one) => one.id);
  const { id: tagId } = await ask(page, "/tags", Made, { name: "Regular" });
  await ask(page, `/tags/${tagId}/members`, anything, { tagId, direction: "add", who: { memberIds: [memberId] } });
  await ask(page, `/members/${memberId}/notes`, Made, { text: "Likes ripe pears" });
  await ask(page, `/members/${memberId}/export`, anything, {});
  await ask(page, `/members/${otherId}/erase`, anything, {});
  const units = await ask(page, "/org-units", Items);
  const orgId = units.items[0]?.id ?? "";
  await ask(page, "/api-keys", Made, { name: "Shop", orgId, permissions: ["groups.read"], expiresAt: null, perMinute: 60 });
  await ask(page, "/webhooks", Made, { name: "Till", url: "http://127.0.0.1:9/hook", events: ["members.joined", "groups.opened"] });
  await ask(page, "/invites", anything, { name: "Otis", roles: ["operator"], orgId });
  const list = { format: "csv", filter: {} };
  for (const name of ["groups", "members", "orders"]) await ask(page, "/exports", Made, { ...list, list: name });
  await ask(page, "/views", Made, { list: "groups", name: "Open ones", query: "status=active", shared: true });
  const { blueprintId } = await secondBlueprint(page);
  const made = await ask(page, "/groups", Made, { name: "Closed corner", orgId, channel: "web", open: true, blueprintId });
  await ask(page, `/groups/${made.id}/close`, anything, {});
  const { id: manualId } = await ask(page, "/groups", Made, { name: "By hand", orgId, channel: "manual", open: true });
  const body = { format: "text", text: "Plums are in" };
  await ask(page, "/sends", anything, { name: "Plums by hand", body, audience: { groupIds: [manualId] } });
  const dueAt = new Date(Date.now() + 86_400_000).toISOString();
  const later = { name: "Plums tomorrow", body, audience: { groupIds: [groupId] }, dueAt };
  await ask(page, "/sends", anything, later);
  const { sendId } = await ask(page, "/sends", z.object({ sendId: z.string() }), { ...later, name: "No plums" });
  await ask(page, `/sends/${sendId}/cancel`, anything, {});
  return {
    closedId: made.id,
    memberId,
    otherId,
    sendId,
    manualId,
    orgId,
    otherOrgId: units.items[1]?.id ?? "",
    otherBlueprintId: blueprintId,
  };
}

async function secondBlueprint(page: Page): Promise<{ blueprintId: string }> {
  const spec = { positioning: "flash", commercialType: "promotion", capacity: 300, targetMembers: 200 };
  const { id } = await ask(page, "/blueprints", Made, { name: "Corner standard", spec, note: "" });
  return { blueprintId: id };
}

/** A corp that works: a shop keeper with a customer and two groups, taken in, with a welcome and codes. */
export async function connectWorkingCorp(page: Page): Promise<{ wecom: Wecom; connectionId: string }> {
  const wecom = await startWecom({ switches: { detailLagMs: 0, dispatchingMs: 500, callbacks: { verifyMs: 30_000 } } });
  const { driver, app } = wecom;
  await driver.addStaff({ userid: "nora", name: "Nora Field" });
  const { externalId } = await driver.addCustomer({ name: "Abe" });
  await driver.addContact({ userid: "nora", externalId });
  for (const name of ["Lane one", "Lane two"]) await driver.createChat({ name, owner: "nora", memberIds: [externalId] });
  const { id: connectionId } = await ask(page, "/connections", Made, {
    scope: wecom.corpId,
    name: "Lane corp",
    agentId: String(app.agentId),
    baseUrl: wecom.url,
    secret: app.secret,
  });
  await ask(page, `/connections/${connectionId}/wecom/sync`, anything, {});
  return { wecom, connectionId };
}
