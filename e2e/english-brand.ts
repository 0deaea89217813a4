import type { Page } from "playwright-core";
import { z } from "zod";
import type { Product } from "./product.ts";
import { ask, brandPath } from "./steps.ts";

const Made = z.object({ id: z.string() });
const anything = z.unknown();

/** An empty installation opened in English: a brand whose words are all English. */
export async function makeEnglishBrand(product: Product): Promise<Page> {
  const page = await product.openConsole("/");
  await page.getByLabel("Brand name").fill("Orchard Lane");
  await page.getByLabel("Your name").fill("Nora Field");
  await page.getByLabel("Email or phone number").fill("nora@orchard.example");
  await page.getByLabel("Password").first().fill("orchard-2026");
  await page.getByRole("button", { name: "Create and enter" }).click();
  await page.getByRole("button", { name: "My menu" }).waitFor();
  return page;
}

export interface EnglishBrand {
  /** What stands for `:name` in the addresses of pages. */
  ids: Record<string, string>;
  joinPath: string;
}

const profile = {
  gives: [{ icon: "leaf", title: "Fresh every day", note: "The best of the day at nine" }],
  rules: { items: ["Be kind", "No adverts"], penalty: "Two warnings, then out" },
  reception: { greeting: "Hello {nickname}, welcome to {group}!", steps: ["Say hello"], serviceHours: "8:30-21:30" },
  purpose: { beforePayment: "Taste first", afterPayment: "Recipes" },
  threshold: { kind: "invitation", note: "By a neighbour" },
  sheet: [{ kind: "reward", when: "Seven check-ins", then: "A box of pears" }],
};

/** Groups, content, a flow that runs, a send that went, costs: one of each, made as pages make them. */
export async function fillEnglishBrand(page: Page): Promise<EnglishBrand> {
  await ask(page, "/settings", anything, {
    quietFromMinute: 0,
    quietToMinute: 0,
    privacyContact: "Nora 13800132041 8:30-21:30",
  });
  const units = await ask(page, "/org-units", z.object({ items: z.array(z.object({ id: z.string() })) }));
  const { id: cityId } = await ask(page, "/org-units", Made, { parentId: units.items[0]?.id, name: "Riverton" });
  const { id: districtId } = await ask(page, "/org-units", Made, { parentId: cityId, name: "Old Town" });
  const staff = await ask(page, "/staff", z.object({ items: z.array(z.object({ id: z.string() })) }));
  const ownerStaffIds = staff.items.map((one) => one.id);
  const spec = {
    positioning: "benefit",
    commercialType: "promotion",
    capacity: 200,
    targetMembers: 120,
    slogan: "Fresh from the lane",
    announcement: "Pears on Friday",
    profile,
  };
  const { id: blueprintId } = await ask(page, "/blueprints", Made, { name: "Lane standard", spec, note: "First" });
  await ask(page, `/blueprints/${blueprintId}`, anything, {
    fromVersion: 1,
    spec: { ...spec, slogan: "Fresh from our lane" },
    note: "Slogan",
  });
  const asked = { blueprintId, pattern: "{unit} group {no}", units: [{ orgId: districtId, count: 3 }], ownerStaffIds, open: true };
  const { stampId } = await ask(page, "/groups/stamps", z.object({ stampId: z.string() }), asked);
  await ask(page, "/groups", Made, { name: "Riverton by hand", orgId: cityId, channel: "manual", open: false });
  const groups = await ask(page, "/groups", z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }));
  const groupId = groups.items.find((one) => one.name.endsWith("01"))?.id ?? "";
  const { path: joinPath } = await ask(page, `/groups/${groupId}/entries`, z.object({ path: z.string() }), { name: "Shop poster" });
  const { flowId, sendId } = await plan(page, districtId, groupId);
  const day = new Date().toISOString().slice(0, 10);
  await ask(page, "/costs", Made, { day, groupId, kind: "prize", fen: 12_300, note: "Pears" });
  const { id: importId } = await uploadOrders(page);
  const { id: connectionId } = await ask(page, "/connections", Made, {
    scope: "ww0123456789abcdef",
    name: "Orchard Lane",
    secret: "none-".repeat(8),
  });
  return { ids: { blueprintId, stampId, groupId, flowId, sendId, importId, connectionId }, joinPath };
}

/** A shop's file as it was chosen, not yet taken in. */
async function uploadOrders(page: Page): Promise<{ id: string }> {
  const file = "Order,Paid at,Paid,Item\nA1,2026-10-01 09:00,12.50,Pears\nA2,some day,9.00,Plums\n";
  const answer = await page.evaluate(
    async ([url, body]) => {
      const response = await fetch(url, { method: "POST", headers: { "content-type": "text/csv", "x-file-name": "orders.csv" }, body });
      return (await response.json()) as unknown;
    },
    [`/api/v1${brandPath(page)}/imports/upload?kind=orders`, file] as const,
  );
  return Made.parse(answer);
}

async function plan(page: Page, orgId: string, groupId: string): Promise<{ flowId: string; sendId: string }> {
  const { id: folderId } = await ask(page, "/content-folders", Made, { name: "Mornings" });
  const body = { format: "text", text: "Good morning {nickname} of {group}, it is {weekday}." };
  const wording = { name: "Morning", direction: "engage", folderId, body };
  const { id: contentId } = await ask(page, "/contents", Made, wording);
  for (const move of ["submit", "approve"]) await ask(page, `/contents/${contentId}/state`, anything, { contentId, version: 1, move });
  const link = { format: "link", text: "", title: "A pear", summary: "Sweet", url: "https://orchard.example", cover: null };
  await ask(page, "/contents", Made, { ...wording, name: "Pears", direction: "convert", body: link });
  const slots = [
    { weekday: 1, minute: 660 },
    { weekday: 3, minute: 665 },
  ];
  await ask(page, "/content-columns", anything, { name: "Daily pick", direction: "engage", purpose: "A reason to look", slots });
  const audience = { kind: "orgs", orgIds: [orgId] };
  await ask(page, "/flows", Made, { name: "Draft day", kind: "week", audience, preset: true });
  const everyDay = (minute: number) => [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, minute }));
  const steps = [
    {
      id: "hello",
      name: "Hello",
      direction: "engage",
      slots: everyDay(450),
      action: { kind: "send", content: { kind: "text", text: body.text } },
    },
    {
      id: "again",
      name: "Again",
      direction: "engage",
      slots: everyDay(455),
      action: { kind: "send", content: { kind: "content", contentId } },
    },
    { id: "patrol", name: "Patrol", direction: "brand", slots: everyDay(1439), action: { kind: "task", instructions: "Answer questions" } },
  ];
  const { id: flowId } = await ask(page, "/flows", Made, { name: "Standard day", kind: "day", audience, spec: { audience, steps } });
  const { draftRevision: revision } = await ask(page, `/flows/${flowId}`, z.object({ draftRevision: z.number() }));
  await ask(page, `/flows/${flowId}/publish`, anything, { revision, note: "First" });
  await ask(page, `/flows/${flowId}/start`, anything, {});
  const asked = { name: "Pears today", body, audience: { groupIds: [groupId] } };
  const { sendId } = await ask(page, "/sends", z.object({ sendId: z.string() }), asked);
  return { flowId, sendId };
}

const HOUR_MS = 3_600_000;

/** Three days of talk, people and orders of a platform's group, so that the figures have something to say. */
export async function reportPast(page: Page, groupId: string): Promise<void> {
  const at = (hoursAgo: number) => new Date(Date.now() - hoursAgo * HOUR_MS).toISOString();
  const people = ["Ann", "Ben", "Cleo", "Dan"];
  const member = (nickname: string) => ({ kind: "shop", scope: "", externalId: nickname, nickname });
  const head = (kind: string, externalId: string, hoursAgo: number) => ({
    source: "test",
    kind,
    externalId,
    occurredAt: at(hoursAgo),
    group: { groupId },
  });
  const joined = people.map((name, n) => ({ ...head("joined", `j${n}`, 80), member: member(name) }));
  const said = people.flatMap((name, n) =>
    [70, 46, 22].map((hours) => ({
      ...head("message", `m${n}-${hours}`, hours + n),
      sender: member(name),
      format: "text",
      text: "How much are the pears?",
    })),
  );
  const strange = [
    { nonsense: true },
    {
      ...head("message", "x", 5),
      group: { channel: "wecom", externalId: "nobody" },
      sender: member("Ann"),
      format: "text",
      text: "Who knows this group?",
    },
  ];
  await ask(page, "/ingest", anything, { items: joined });
  await ask(page, "/ingest", anything, { items: [...said, ...strange] });
  const orders = people.map((name, n) => ({
    source: "shop",
    externalId: `o${n}`,
    buyer: member(name),
    groupId,
    title: "Pears",
    paidAt: at(30 + n),
    paidFen: 5_000,
    lines: [{ title: "Pears", quantity: 2, paidFen: 5_000 }],
  }));
  await ask(page, "/orders", anything, { orders });
  await ask(page, "/orders/refunds", anything, {
    refunds: [{ source: "shop", orderExternalId: "o1", externalId: "r1", refundedAt: at(10), fen: 1_000 }],
  });
}
