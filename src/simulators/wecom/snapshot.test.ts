import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openClock } from "./clock.ts";
import { startWecom } from "./start.ts";
import { START_MS } from "./testing.ts";

it("goes on from a snapshot as if it had never stopped", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wecom-"));
  const snapshot = join(folder, "corp.ndjson");
  const start = (seed: string) => startWecom({ snapshot, seed, clock: openClock({ held: true, startMs: START_MS }) });
  const first = await start("one");
  for (let nth = 0; nth < 5; nth += 1) await first.driver.addCustomer({ name: `旧 ${nth}` });
  await first.driver.buildOrg({ staff: 3, customers: 20, chats: 2, perChat: 5 });
  const [chat] = await first.driver.chats();
  await first.driver.say({ from: "u000001", chatId: chat?.chatId ?? "", text: "早" });
  const { msgid } = await first.driver.massSendByStaff({ userid: "u000001", targets: [chat?.chatId ?? ""], text: "自己发的" });
  const truth = async (of: typeof first) =>
    JSON.stringify([
      await of.driver.corp(),
      await of.driver.chats(),
      await of.driver.staff(),
      await of.driver.follows({ userid: "u000001" }),
      await of.driver.tags(),
      await of.driver.tasks({ userid: "u000001" }),
    ]).replaceAll(of.url, "");
  const before = await truth(first);
  await first.close();
  const second = await start("one");
  expect(await truth(second)).toBe(before);
  expect(second.app.secret).toBe(first.app.secret);
  await expect(second.driver.confirmTask({ msgid, userid: "u000001" })).rejects.toThrow("sent it already");
  const { staff, customers } = (await second.driver.corp()).counts;
  for (let nth = 0; nth < 30; nth += 1) await second.driver.addCustomer({ name: `新 ${nth}` });
  expect((await second.driver.corp()).counts).toMatchObject({ staff, customers: customers + 30 });
  await second.close();
  rmSync(folder, { recursive: true });
});
