import { ensureAccounts, takePlatformGroups } from "../modules/groups/index.ts";
import { saveWelcome } from "../modules/wecom/welcomes.actions.ts";
import type { TestBrand } from "./brand.ts";
import type { Known } from "./grown.ts";

/** Groups of a corp, each with an owner of its own, and what new friends are told. */
export async function growPlatform(test: TestBrand, known: Known, numbers: readonly number[]): Promise<void> {
  const accounts = numbers.map((n) => ({ externalId: `owner${n}`, name: `Owner ${n}` }));
  const accountIds = await ensureAccounts(test.system(), { channel: "wecom", scope: "wwgrown0", accounts });
  await takePlatformGroups(
    test.system(),
    "wecom",
    numbers.map((n) => ({
      externalId: `chat${n}`,
      name: `Chat ${n}`,
      notice: "",
      accountId: accountIds.get(`owner${n}`) ?? null,
      ownerStaffId: null,
      orgId: test.headquartersId,
      capacity: 500,
      openedAt: test.clock.now,
    })),
  );
  const welcome = { text: "Hello", codeId: null, isOn: true, fromMinute: null, toMinute: null, contentIds: [String(known["contentId"])] };
  for (const n of numbers)
    await saveWelcome(test.as(), {
      connectionId: String(known["connectionId"]),
      welcomeId: null,
      welcome: { ...welcome, name: `Welcome ${n}` },
    });
}
