import type { Driver } from "../../simulators/wecom/driver/index.ts";
import type { TestCorp } from "./corp.setup.ts";

/** A number source of its own, so that a run can be had again. */
function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * Lets people add, leave, join, rename … at random; answers how many of their deeds were possible. Customers who end a relation by themselves
 * are left out: the platform's answers do not tell of it, only a callback does.
 */
export async function stir(
  driver: Driver,
  size: { deeds: number; staff: number; customers: number; chats: number; seed: number },
): Promise<number> {
  const roll = dice(size.seed);
  const staff = Array.from({ length: size.staff }, (_none, i) => `stir${i}`);
  for (const userid of staff) await driver.addStaff({ userid, name: `员工${userid}` });
  const customers: string[] = [];
  for (let i = 0; i < size.customers; i++) customers.push((await driver.addCustomer({ name: `客户${i}` })).externalId);
  const chats: string[] = [];
  const one = <T>(list: readonly T[]) => list[roll(list.length)] as T;
  for (let i = 0; i < size.chats; i++) chats.push((await driver.createChat({ name: `搅动群 ${i}`, owner: one(staff) })).chatId);
  const deeds: (() => Promise<unknown>)[] = [
    () => driver.addContact({ userid: one(staff), externalId: one(customers) }),
    () => driver.deleteCustomer({ userid: one(staff), externalId: one(customers) }),
    () => driver.editContact({ userid: one(staff), externalId: one(customers), remark: `备注${roll(1_000)}` }),
    () => driver.joinChat({ chatId: one(chats), ids: [one(customers)] }),
    () => driver.joinChat({ chatId: one(chats), ids: [one(customers), one(customers)] }),
    () => driver.joinChat({ chatId: one(chats), ids: [one(customers)] }),
    () => driver.leaveChat({ chatId: one(chats), ids: [one(customers)] }),
    () => driver.leaveChat({ chatId: one(chats), ids: [one(customers)], isRemoved: true }),
    () => driver.renameChat({ chatId: one(chats), name: `改名群 ${roll(1_000)}` }),
    () => driver.changeOwner({ chatId: one(chats), owner: one(staff) }),
  ];
  let done = 0;
  for (let tries = 0; done < size.deeds && tries < size.deeds * 20; tries++) {
    try {
      await one(deeds)();
      done += 1;
    } catch {
      // Not possible as things stand: nobody leaves a group he is not in.
    }
  }
  return done;
}

/** What we have otherwise than the platform: relations, groups, who sits where. */
export async function compareWithTruth(corp: TestCorp): Promise<string[]> {
  return [...(await compareRelations(corp)), ...(await compareGroups(corp))];
}

async function compareRelations({ brand, wecom }: TestCorp): Promise<string[]> {
  const ours = await brand.rows<{ key: string }>(
    "select user_id || ' ' || external_id as key from app.wecom_follows where lost_at is null",
  );
  const here = new Set(ours.map((row) => row.key));
  const there = new Set<string>();
  for (const { userid } of await wecom.driver.staff({})) {
    for (const follow of await wecom.driver.follows({ userid })) there.add(`${userid} ${follow.externalId}`);
  }
  const missing = [...there].filter((key) => !here.has(key)).map((key) => `missing relation ${key}`);
  return [...missing, ...[...here].filter((key) => !there.has(key)).map((key) => `relation too many ${key}`)];
}

async function compareGroups({ brand, wecom }: TestCorp): Promise<string[]> {
  const groups = await brand.rows<{ chat: string; name: string; owner: string }>(
    "select g.external_id as chat, g.name, w.owner_user_id as owner from app.groups g join app.wecom_groups w on w.group_id = g.id where g.status = 'active'",
  );
  const seats = await brand.rows<{ chat: string; person: string }>(
    `select g.external_id as chat, i.external_id as person from app.seats s join app.groups g on g.id = s.group_id
     join app.member_identities i on i.member_id = s.member_id and i.kind in ('wecom-external', 'wecom-user') where s.left_at is null`,
  );
  const people = Map.groupBy(seats, (row) => row.chat);
  const textOf = (name: string, owner: string, ids: readonly string[]) => `${name} of ${owner}: ${ids.toSorted().join()}`;
  const ours = new Map(
    groups.map((row) => [
      row.chat,
      textOf(
        row.name,
        row.owner,
        (people.get(row.chat) ?? []).map((one) => one.person),
      ),
    ]),
  );
  const chats = await wecom.driver.chats({});
  const wrong = chats.flatMap((chat) => {
    const theirs = textOf(
      chat.name,
      chat.owner,
      chat.members.map((member) => member.id),
    );
    return ours.get(chat.chatId) === theirs ? [] : [`theirs ${theirs}`, `ours ${ours.get(chat.chatId) ?? "missing"}`];
  });
  return groups.length === chats.length ? wrong : [...wrong, `${groups.length} groups of ${chats.length}`];
}
