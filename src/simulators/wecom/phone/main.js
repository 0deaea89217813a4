import { drive, toast } from "./dom.js";
import { openCustomer } from "./customer.js";
import { openDesk } from "./desk.js";
import { openStaff } from "./staff.js";
import { openStrip } from "./strip.js";

/** Keeps the two phones and the console up to date: asks once a second, and at once after a deed. */

const kept = JSON.parse(localStorage.getItem("wecom-page") ?? "{}");
export const page = {
  overview: undefined,
  userid: kept.userid,
  externalId: kept.externalId,
  screen: kept.screen ?? "staff",
  code: new URLSearchParams(location.search).get("code") ?? "",
};

export function keep() {
  localStorage.setItem("wecom-page", JSON.stringify({ userid: page.userid, externalId: page.externalId, screen: page.screen }));
}

/** Does something and draws what came of it; a refusal is told. */
export async function deed(name, input, words) {
  try {
    const answer = await drive(name, input);
    if (words) toast(typeof words === "function" ? words(answer) : words);
    await refresh();
    return answer;
  } catch (error) {
    toast(error.message, true);
    return undefined;
  }
}

const parts = [];
let underWay;
let isStale = false;

async function read() {
  const overview = await drive("overview", { externalId: page.externalId });
  page.overview = overview;
  if (!overview.staff.some((one) => one.userid === page.userid)) page.userid = overview.staff[0]?.userid;
  if (!overview.customers.some((one) => one.id === page.externalId)) page.externalId = overview.customers[0]?.id;
  document.body.dataset.screen = page.screen;
  await Promise.all(parts.map((part) => part.refresh()));
}

/** One reading at a time; a wish during one is granted after it. */
export async function refresh() {
  if (underWay) {
    isStale = true;
    return underWay;
  }
  underWay = read().catch((error) => toast(error.message, true));
  await underWay;
  underWay = undefined;
  if (!isStale) return undefined;
  isStale = false;
  return refresh();
}

if (page.code) page.screen = "customer";
parts.push(
  openStrip(document.getElementById("strip"), document.getElementById("switcher")),
  openStaff(document.getElementById("staff")),
  openCustomer(document.getElementById("customer")),
  openDesk(document.getElementById("desk")),
);
await refresh();
setInterval(() => {
  if (!document.hidden) void refresh();
}, 1000);
