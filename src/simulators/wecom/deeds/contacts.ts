import type { Follow } from "../corp.ts";
import { userDay } from "../days.ts";
import { NotPossible, needCustomer, needUser } from "../find.ts";
import { tagIndex } from "../tag-index.ts";
import { Fault } from "../faults.ts";
import type { World } from "../world.ts";
import { contactAdded, contactChanged } from "./events.ts";

/** What the platform calls 45 seconds' worth of chatting: a welcome is not sent to someone the member already talks to. */
const isTalking = (follow: Follow | undefined) => follow !== undefined && follow.lastTalkAt > 0;

export interface Adding {
  userid: string;
  externalId: string;
  /** How they met: 1 a code, 2 a phone number, 3 a card, 4 a group … */
  addWay: number;
  state?: string;
  /** Who added whom; the customer by default. */
  operUserid?: string;
  remark?: string;
  /** Added without a check; the member has not confirmed. */
  isHalf?: boolean;
}

/** A welcome code, where the platform gives one: not among acquaintances, not to WeCom partners, not under a console welcome. */
function giveWelcomeCode(world: World, { userid, externalId }: Adding, before: Follow | undefined): string | undefined {
  const customer = needCustomer(world, externalId);
  if (world.switches.consoleWelcome || customer.type === 2 || isTalking(before) || before?.isHalf) return undefined;
  const code = world.random.id("", 43);
  world.state.welcomeCodes.set(code, { code, userid, externalId, createdAt: world.clock.now(), state: "open" });
  return code;
}

/** The relation as it is from now on; what there was before stays. */
function newFollow(world: World, adding: Adding, before: Follow | undefined): Follow {
  const { userid, externalId, addWay, operUserid = externalId, isHalf = false } = adding;
  const now = world.clock.now();
  const fresh: Omit<Follow, "seq" | "userid" | "externalId" | "addWay" | "operUserid"> = {
    remark: needCustomer(world, externalId).name,
    description: "",
    createdAt: now,
    tags: [],
    lastTalkAt: 0,
  };
  const { deletedByCustomer: _deleted, isHalf: _half, ...kept } = { ...fresh, ...before };
  const follow: Follow = { ...kept, seq: world.nextSeq(), userid, externalId, addWay, operUserid };
  if (adding.remark !== undefined) follow.remark = adding.remark;
  if (adding.state) follow.state = adding.state;
  if (isHalf) follow.isHalf = true;
  return follow;
}

/** They become contacts; answers the welcome code that went out with the event. */
export function addContact(world: World, adding: Adding): { welcomeCode?: string } {
  const [user, customer] = [needUser(world, adding.userid), needCustomer(world, adding.externalId)];
  const before = user.follows.get(customer.id);
  if (before && !before.deletedByCustomer && !before.isHalf) throw new NotPossible("They are contacts already.");
  if (!user.mayContact) throw new NotPossible(`Member ${user.userid} may not contact customers.`);
  const follow = newFollow(world, adding, before);
  user.follows.delete(customer.id);
  user.follows.set(customer.id, follow);
  if (!customer.followers.includes(user.userid)) customer.followers.push(user.userid);
  if (!before) countNew(world, adding);
  const welcomeCode = giveWelcomeCode(world, adding, before);
  contactAdded(world, { userid: user.userid, externalId: customer.id, state: follow.state, welcomeCode, isHalf: follow.isHalf ?? false });
  return welcomeCode === undefined ? {} : { welcomeCode };
}

function countNew(world: World, { userid, externalId, operUserid }: Adding): void {
  const day = userDay(world, userid, world.clock.now());
  day.newContacts += 1;
  if (operUserid !== undefined && operUserid !== externalId) day.newApplies += 1;
}

const forget = (world: World, userid: string, externalId: string) => {
  needUser(world, userid).follows.delete(externalId);
  const customer = needCustomer(world, externalId);
  customer.followers = customer.followers.filter((one) => one !== userid);
};

const needFollow = (world: World, userid: string, externalId: string): Follow => {
  const follow = needUser(world, userid).follows.get(externalId);
  if (!follow) throw new NotPossible("They are not contacts.");
  return follow;
};

/** The member deletes the customer: the relation is gone for calls too. */
export function deleteCustomer(
  world: World,
  { userid, externalId, byTransfer }: { userid: string; externalId: string; byTransfer?: boolean },
): void {
  needFollow(world, userid, externalId);
  forget(world, userid, externalId);
  contactChanged(world, "del_external_contact", { userid, externalId, ...(byTransfer ? { source: "DELETE_BY_TRANSFER" } : {}) });
}

/** The customer deletes the member: what is left is one-way and still read by calls. */
export function deleteMember(world: World, { userid, externalId }: { userid: string; externalId: string }): void {
  const follow = needFollow(world, userid, externalId);
  if (follow.deletedByCustomer) throw new NotPossible("The customer has deleted the member already.");
  follow.deletedByCustomer = true;
  userDay(world, userid, world.clock.now()).negatives += 1;
  contactChanged(world, "del_follow_user", { userid, externalId });
}

export interface ContactEdit {
  userid: string;
  externalId: string;
  remark?: string;
  description?: string;
  mobiles?: string[];
  corpName?: string;
  addTags?: string[];
  removeTags?: string[];
  personalTags?: string[];
}

function applyTags(follow: Follow, add: readonly string[], remove: readonly string[]): void {
  const kept = follow.tags.filter((id) => !remove.includes(id));
  follow.tags = [...kept, ...add.filter((id) => !kept.includes(id))];
}

/** Changes what a member wrote about a customer, without a word to anybody. */
export function editFollow(
  follow: Follow,
  { remark, description, mobiles, corpName, personalTags, addTags = [], removeTags = [] }: Omit<ContactEdit, "userid" | "externalId">,
): void {
  if (remark !== undefined) follow.remark = remark;
  if (description !== undefined) follow.description = description;
  if (mobiles !== undefined) follow.mobiles = mobiles.filter((one) => one !== "");
  if (corpName !== undefined) follow.remarkCorp = corpName;
  if (personalTags !== undefined) follow.personalTags = personalTags;
  applyTags(follow, addTags, removeTags);
}

/** A person edits remark or tags on the phone: unlike a call, this raises the event. */
export function editContact(world: World, { userid, externalId, ...edit }: ContactEdit): void {
  const follow = needFollow(world, userid, externalId);
  for (const id of edit.addTags ?? []) if (!tagIndex(world).has(id)) throw new NotPossible(`There is no tag ${id}.`);
  editFollow(follow, edit);
  contactChanged(world, "edit_external_contact", { userid, externalId });
}

/** The most tags one member may put on one customer. https://developer.work.weixin.qq.com/document/path/92697 */
const MAX_TAGS = 3000;

export function markTags(follow: Follow, add: readonly string[], remove: readonly string[]): void {
  if (new Set([...follow.tags.filter((id) => !remove.includes(id)), ...add]).size > MAX_TAGS) throw new Fault(40144);
  applyTags(follow, add, remove);
}
