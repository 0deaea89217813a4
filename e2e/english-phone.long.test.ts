import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { launchBrowser } from "./browser.ts";
import { readerOf, type Reader } from "./english.ts";
import { type EnglishBrand, fillEnglishBrand, makeEnglishBrand } from "./english-brand.ts";
import { picture, type Product, startProduct } from "./product.ts";
import { ask } from "./steps.ts";

const Made = z.object({ id: z.string() });

let browser: Browser;
let product: Product;
let owner: Page;
let brand: EnglishBrand;
let phone: Page;
let reader: Reader;

beforeAll(async () => {
  browser = await launchBrowser();
  product = await startProduct(browser, { locale: "en-US" });
  owner = await makeEnglishBrand(product);
  brand = await fillEnglishBrand(owner);
  phone = await product.openPhone(brand.joinPath);
  reader = await readerOf(phone, "h1, h2, [role=log]");
});

afterAll(async () => {
  await product?.stop();
  await browser?.close();
});

/** `/p/<brand>/` of the phone's pages. */
const homeOf = (path: string) => path.replace(/join\/.*$/, "");

async function goTo(path: string, where: string, fails = false): Promise<void> {
  await phone.goto(path);
  await reader.settle();
  await reader.look(where, fails);
  await picture(phone, `en-phone-${where.replaceAll(/\W+/g, "-")}`);
}

/** Opens what a button opens, reads it and leaves it as it was. */
async function openSheet(name: string | RegExp, where: string): Promise<void> {
  await phone.getByRole("button", { name }).first().click();
  const sheet = phone.locator("[role=dialog], [role=alertdialog]");
  await sheet.waitFor();
  await reader.settle();
  await reader.look(where);
  await picture(phone, `en-phone-${where.replaceAll(/\W+/g, "-")}`);
  await phone.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
}

async function wayInto(groupId: string): Promise<{ id: string; path: string }> {
  return ask(owner, `/groups/${groupId}/entries`, z.object({ id: z.string(), path: z.string() }), { name: "A way" });
}

async function openGroup(name: string, capacity: number): Promise<string> {
  const units = await ask(owner, "/org-units", z.object({ items: z.array(Made) }));
  const asked = { name, orgId: units.items[0]?.id, channel: "web", open: true, capacity, targetMembers: 1 };
  return (await ask(owner, "/groups", Made, asked)).id;
}

async function join(path: string, nickname: string, on: Page = phone): Promise<void> {
  await on.goto(path);
  const name = on.getByRole("textbox", { name: "What to call you in the group" });
  await name.fill(nickname);
  await on.getByRole("checkbox", { name: /I have read and agree to/ }).check();
  await on.getByRole("button", { name: "Join", exact: true }).click();
  await on.getByRole("textbox", { name: "Say something" }).waitFor();
}

const noFaults = () => {
  expect(reader.takeFaults()).toEqual([]);
  product.takeFaults();
};

test("ways in: one that is open, and those that are wrong, closed or full", async () => {
  const home = homeOf(brand.joinPath);
  await goTo(home, "home of a stranger");
  await openSheet(/Nora|Contact|Customer|service|Ask/i, "contact of the brand");
  await goTo(`${home}privacy`, "privacy of a stranger");
  await goTo(`${home}join/nobody-made-this`, "a wrong link", true);
  const closed = await wayInto(brand.ids["groupId"] ?? "");
  await ask(owner, `/groups/${brand.ids["groupId"]}/entries/${closed.id}/close`, z.unknown(), {});
  await goTo(closed.path, "a closed link");
  const shutId = await openGroup("Shut corner", 200);
  const shut = await wayInto(shutId);
  await ask(owner, `/groups/${shutId}/close`, z.unknown(), {});
  await goTo(shut.path, "a link to a closed group");
  const small = await wayInto(await openGroup("Tiny corner", 2));
  await goTo(small.path, "a link to a small group");
  await openSheet("the privacy notice", "the privacy notice");
  await join(small.path, "Tim");
  await reader.settle();
  await reader.look("a quiet group");
  await join(small.path, "Tom", await product.openPhone(small.path));
  const other = await readerOf(await product.openPhone(small.path), "h1, h2");
  await other.page.getByText("This group is full").waitFor();
  await other.look("a full group");
  expect(other.takeFaults()).toEqual([]);
  noFaults();
});

test("a group: talk, a picture, what goes wrong, its sheet, leaving, and after it was closed", async () => {
  const groupId = await openGroup("Lane talk", 200);
  const way = await wayInto(groupId);
  await join(way.path, "Pia");
  const say = async (text: string) => {
    await phone.getByRole("textbox", { name: "Say something" }).fill(text);
    await phone.getByRole("button", { name: "Send", exact: true }).click();
  };
  await say("Hello all, see https://orchard.example");
  await phone.getByRole("log").getByText("Hello all").waitFor();
  const bytes = await phone.screenshot();
  await phone.setInputFiles("input[type=file]", { name: "pear.png", mimeType: "image/png", buffer: bytes });
  const enlarge = phone.getByRole("button", { name: "Enlarge" });
  await enlarge.waitFor();
  await reader.settle();
  await reader.look("chat");
  await openSheet("Enlarge", "a picture at full size");
  await openSheet("About", "about the group");
  await phone.getByRole("button", { name: "About" }).click();
  await phone.getByRole("button", { name: "Leave this group" }).click();
  await phone.getByText("You get no more messages of this group.").waitFor();
  await reader.look("leaving asked");
  await phone.getByRole("button", { name: "Stay" }).click();
  await phone.getByRole("button", { name: "Close" }).click();
  await phone.getByRole("dialog").waitFor({ state: "detached" });
  await phone.context().setOffline(true);
  await say("Is anybody there?");
  await phone
    .getByText(/Not sent/)
    .first()
    .waitFor();
  await reader.look("chat without a net");
  await phone.context().setOffline(false);
  await phone.getByRole("textbox", { name: "Say something" }).fill("x".repeat(3_000));
  await reader.look("too much is written");
  await phone.getByRole("textbox", { name: "Say something" }).fill("");
  await goTo(homeOf(way.path), "my groups");
  await ask(owner, `/groups/${groupId}/close`, z.unknown(), {});
  await goTo(`${homeOf(way.path)}g/${groupId}`, "a closed group");
  await goTo(`${homeOf(way.path)}g/${brand.ids["groupId"]}`, "a group one is not in", true);
  noFaults();
});

test("privacy: consents and their log, the copy, the erasure and its withdrawal, leaving", async () => {
  const home = homeOf(brand.joinPath);
  await join(brand.joinPath, "Pia");
  await phone.goto(`${home}privacy`);
  for (let n = 0; n < 4; n++) {
    await phone.getByRole("switch").first().click();
    await reader.settle();
    await reader.look(`consent ${n}`);
  }
  await phone.reload();
  await reader.settle();
  await openSheet(/^All \d/, "the log of consents");
  await openSheet("What we store", "what is stored");
  await phone.getByRole("switch").first().click();
  await reader.settle();
  await openSheet("Unsubscribe from all offers", "unsubscribing asked");
  await phone.getByText("Get a copy").click();
  await reader.settle();
  await reader.look("a copy asked for");
  await phone.getByText("Erase my data", { exact: true }).click();
  await phone.getByRole("alertdialog").waitFor();
  await reader.look("erasing asked");
  await phone.getByRole("button", { name: "Erase", exact: true }).click();
  await phone.getByRole("button", { name: "Withdraw the erasure" }).waitFor();
  await reader.settle();
  await reader.look("erasing on its way");
  await phone.getByRole("button", { name: "Withdraw the erasure" }).click();
  await reader.settle();
  await reader.look("erasing withdrawn");
  await goTo(`${home}nowhere`, "no such page");
  noFaults();
});

test("a page that cannot be read, and one that is broken", async () => {
  const home = homeOf(brand.joinPath);
  await phone.route("**/api/v1/**", (route) =>
    route.fulfill({ status: 500, contentType: "application/json", body: '{"code":"server.bug"}' }),
  );
  await goTo(`${home}privacy`, "privacy that failed", true);
  await phone.unroute("**/api/v1/**");
  await phone.route("**/assets/h5/privacy*", (route) => route.abort());
  await goTo(`${home}privacy`, "a page whose program is gone", true);
  await phone.unroute("**/assets/h5/privacy*");
  noFaults();
});
