import { expect, it } from "vitest";
import { startWecom } from "./start.ts";

it("holds 14,000 staff, a million customers and 10,000 groups, made in seconds", { timeout: 120_000 }, async () => {
  const wecom = await startWecom();
  const before = process.memoryUsage().rss;
  const began = performance.now();
  await wecom.driver.buildOrg({ departments: 300, staff: 14_000, customers: 1_000_000, chats: 10_000, perChat: 50 });
  const seconds = (performance.now() - began) / 1000;
  const megabytes = (process.memoryUsage().rss - before) / 1024 / 1024;
  console.log(`built in ${seconds.toFixed(1)} s, ${Math.round(megabytes)} MB`);
  expect(seconds).toBeLessThan(60);
  expect(megabytes).toBeLessThan(3000);
  const token = wecom.world.tokens.give(wecom.app).access_token;
  const ask = async (api: string, body: object) =>
    (await fetch(`${wecom.url}/cgi-bin/${api}?access_token=${token}`, { method: "POST", body: JSON.stringify(body) })).json() as Promise<
      Record<string, unknown>
    >;
  expect(await ask("externalcontact/groupchat/list", { limit: 1000 })).toMatchObject({ errcode: 81017 });
  const owners = await ask("externalcontact/groupchat/list", { limit: 1000, owner_filter: { userid_list: ["u000001", "u000002"] } });
  expect(owners.group_chat_list).toHaveLength(2);
  await wecom.close();
});
