import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { auditApproved, chatEvent } from "./deeds/events.ts";
import { closeOrgs, openTestOrg, type Org } from "./testing.ts";

/** The official samples lie beside the project; where they are not, these tests have nothing to compare with. */
const FOLDER = join(import.meta.dirname, "../../../../shared/reference/wecom-fixtures/official");

afterEach(closeOrgs);

const events: Record<string, (org: Org) => unknown> = {
  add_external_contact: async (org) =>
    org.driver.addContact({ userid: "lisi", externalId: (await org.driver.addCustomer({ name: "甲" })).externalId, state: "poster" }),
  add_half_external_contact: async (org) =>
    org.driver.addContact({
      userid: "lisi",
      externalId: (await org.driver.addCustomer({ name: "甲" })).externalId,
      state: "poster",
      isHalf: true,
    }),
  edit_external_contact: (org) => org.driver.editContact({ userid: "zhangsan", externalId: org.customers[0], remark: "改" }),
  del_external_contact: (org) => org.driver.deleteCustomer({ userid: "zhangsan", externalId: org.customers[0], byTransfer: true }),
  del_follow_user: (org) => org.driver.deleteMember({ userid: "zhangsan", externalId: org.customers[0] }),
  transfer_fail: (org) => org.driver.failTransfer({ userid: "zhangsan", externalId: org.customers[0], reason: "customer_refused" }),
  msg_audit_approved: (org) => auditApproved(org.wecom.world, { userid: "zhangsan", externalId: org.customers[0], welcomeCode: "x" }),
  "change_external_chat-create": (org) => chatEvent(org.wecom.world, "create", org.chatId),
  "change_external_chat-update-add_member": (org) => org.driver.joinChat({ chatId: org.chatId, ids: [org.customers[1], "lisi"] }),
  "change_external_chat-dismiss": (org) => org.driver.dissolveChat({ chatId: org.chatId }),
  "change_external_tag-create": (org) => org.driver.addTags({ groupName: "等级", names: ["金"] }),
  "change_external_tag-update": async (org) =>
    org.driver.renameTag({ id: (await org.driver.addTags({ groupName: "等级", names: ["金"] })).tagIds[0] ?? "", name: "银" }),
  "change_external_tag-delete": async (org) =>
    org.driver.deleteTag({ id: (await org.driver.addTags({ groupName: "等级", names: ["金", "银"] })).tagIds[0] ?? "" }),
  "change_external_tag-shuffle": async (org) =>
    org.driver.shuffleTags({ groupId: (await org.driver.addTags({ groupName: "等级", names: ["金"] })).groupId }),
};

const isHere = existsSync(FOLDER);
if (!isHere) console.log(`The official samples are not beside the project (${FOLDER}); no event is compared with them.`);

describe.skipIf(!isHere)("events beside the official samples", () => {
  const fieldsOf = (xml: string) => [...xml.matchAll(/<([A-Z]\w+)>/g)].map((match) => match[1]).filter((name) => name !== "Item");
  const kindsOf = (xml: string) =>
    Object.fromEntries([...xml.matchAll(/<([A-Z]\w+)>\s*(<!\[CDATA\[)?/g)].map((match) => [match[1], match[2] ? "text" : "bare"]));

  it.each(Object.keys(events))("the event %s has the same fields in the same order and form", async (name) => {
    const org = await openTestOrg({ held: true });
    const heard = await org.listen();
    await events[name]?.(org);
    await org.driver.settle();
    const theirs = readFileSync(join(FOLDER, `${name}.xml`), "utf8");
    expect(fieldsOf(heard.at(-1) ?? "")).toEqual(fieldsOf(theirs));
    expect(kindsOf(heard.at(-1) ?? "")).toEqual(kindsOf(theirs));
  });
});
