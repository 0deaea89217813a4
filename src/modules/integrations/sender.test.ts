import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { memberTagged } from "../members/events.contract.ts";
import { sendWebhooks, settleCalls } from "./send.actions.ts";
import { createWebhook } from "./webhooks.actions.ts";

let test: TestBrand;
const servers: Server[] = [];
beforeAll(async () => {
  test = await openTestBrand({ now: new Date(), outbound: { allowPrivate: true, wholeMs: 120_000 } });
});
afterAll(async () => {
  for (const server of servers) server.close();
  await test.close();
});

async function receiver(name: string, listener: RequestListener): Promise<void> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  await createWebhook(test.as(), { name, url, events: ["members.tagged"], orgId: null, showsPhones: false });
}

it("keeps a slow receiver from holding up another, and never has more than ten calls of one under way", async () => {
  let open = 0;
  let most = 0;
  let fast = 0;
  let holds = true;
  const held: (() => void)[] = [];
  await receiver("慢", (_request, response) => {
    most = Math.max(most, ++open);
    const answer = () => {
      open--;
      response.end();
    };
    if (holds) held.push(answer);
    else answer();
  });
  await receiver("快", (_request, response) => {
    fast++;
    response.end();
  });
  const memberId = test.as().newId();
  const tags = Array.from({ length: 60 }, () => ({ memberId, tagId: test.as().newId(), source: "manual" as const }));
  await test.as().transaction((ctx) => ctx.publishAll(memberTagged, tags));
  await test.react();
  await sendWebhooks(test.system());
  await expect.poll(() => fast, { interval: 10 }).toBe(60);
  await expect.poll(() => held.length).toBe(10);
  holds = false;
  for (const answer of held) answer();
  await settleCalls();
  expect(most).toBe(10);
});
