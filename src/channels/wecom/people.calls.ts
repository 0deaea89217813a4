import type { PlatformLine } from "../channel.ts";
import { ask, type Page, tell } from "./ask.calls.ts";
import {
  ConfigIds,
  ContactWay,
  Customer,
  CustomerBatch,
  CustomerIds,
  Departments,
  FollowUsers,
  MadeWay,
  TagGroups,
  Users,
  type WireContactWay,
  type WireCustomer,
  type WireTagGroup,
  type WireUser,
} from "./people.wire.ts";
import type { z } from "zod";

/** All departments the app may see. https://developer.work.weixin.qq.com/document/path/90208 */
export async function listDepartments(line: PlatformLine): Promise<z.output<typeof Departments>["department"]> {
  return (await ask(line, Departments, { method: "GET", api: "department/list" })).department;
}

/** The people of one department, without those of departments below it. https://developer.work.weixin.qq.com/document/path/90201 */
export async function listUsers(line: PlatformLine, departmentId: number): Promise<WireUser[]> {
  return (await ask(line, Users, { method: "GET", api: "user/list", query: { department_id: String(departmentId) } })).userlist;
}

/** Staff who may have customers. https://developer.work.weixin.qq.com/document/path/92571 */
export async function listFollowUsers(line: PlatformLine): Promise<string[]> {
  return (await ask(line, FollowUsers, { method: "GET", api: "externalcontact/get_follow_user_list" })).follow_user;
}

/** Ids of one person's customers; 84061 where there are none. https://developer.work.weixin.qq.com/document/path/92113 */
export async function listCustomerIds(line: PlatformLine, userId: string): Promise<string[]> {
  return (await ask(line, CustomerIds, { method: "GET", api: "externalcontact/list", query: { userid: userId } })).external_userid;
}

/** A customer with all who follow him, 500 a page. https://developer.work.weixin.qq.com/document/path/92114 */
export async function getCustomer(line: PlatformLine, externalUserId: string, cursor = ""): Promise<z.output<typeof Customer>> {
  const query = { external_userid: externalUserId, ...(cursor && { cursor }) };
  return ask(line, Customer, { method: "GET", api: "externalcontact/get", query });
}

export const MAX_USERS_PER_BATCH = 100;
const MAX_CUSTOMERS_PER_PAGE = 100;

/** Customers of up to 100 people, one row a relation. https://developer.work.weixin.qq.com/document/path/92994 */
export async function batchGetByUser(
  line: PlatformLine,
  given: { userIds: readonly string[]; cursor?: string; limit?: number },
): Promise<Page<WireCustomer> & { unlicensed: string[] }> {
  const body = { userid_list: given.userIds, cursor: given.cursor ?? "", limit: given.limit ?? MAX_CUSTOMERS_PER_PAGE };
  const page = await ask(line, CustomerBatch, { method: "POST", api: "externalcontact/batch/get_by_user", body });
  return { items: page.external_contact_list, cursor: page.next_cursor, unlicensed: page.fail_info?.unlicensed_userid_list ?? [] };
}

export interface Remark {
  userid: string;
  external_userid: string;
  remark?: string;
  description?: string;
  remark_company?: string;
  /** Takes the place of all; `[""]` clears. */
  remark_mobiles?: string[];
}

/** https://developer.work.weixin.qq.com/document/path/92115 */
export const remarkCustomer = (line: PlatformLine, remark: Remark) => tell(line, "externalcontact/remark", remark);

/** The corp's tags; all of them where neither ids are given. https://developer.work.weixin.qq.com/document/path/92117 */
export async function listCorpTags(line: PlatformLine, only: { tagIds?: string[]; groupIds?: string[] } = {}): Promise<WireTagGroup[]> {
  const body = { ...(only.tagIds && { tag_id: only.tagIds }), ...(only.groupIds && { group_id: only.groupIds }) };
  return (await ask(line, TagGroups, { method: "POST", api: "externalcontact/get_corp_tag_list", body })).tag_group;
}

/** Adds tags to a group of that id or name, which is made where there is none. https://developer.work.weixin.qq.com/document/path/92117 */
export async function addCorpTag(
  line: PlatformLine,
  tags: { group_id?: string; group_name?: string; tag: { name: string; order?: number }[] },
): Promise<WireTagGroup | undefined> {
  return (await ask(line, TagGroups, { method: "POST", api: "externalcontact/add_corp_tag", body: tags })).tag_group[0];
}

/** One pair of staff and customer at a time: two at once end in 45035. https://developer.work.weixin.qq.com/document/path/92118 */
export async function markTag(
  line: PlatformLine,
  mark: { userid: string; external_userid: string; add_tag?: string[]; remove_tag?: string[] },
): Promise<void> {
  await tell(line, "externalcontact/mark_tag", mark);
}

export interface ContactWayAsk {
  /** 1 one person, 2 several. */
  type: 1 | 2;
  /** 1 in a mini program, 2 as a code. */
  scene: 1 | 2;
  remark?: string;
  skip_verify?: boolean;
  /** At most 30 characters; comes back on each customer added by the code. */
  state?: string;
  user?: string[];
  party?: number[];
}

/** The `config_id` is to be kept for ever: no list in WeCom's console shows it. https://developer.work.weixin.qq.com/document/path/92228 */
export async function addContactWay(line: PlatformLine, way: ContactWayAsk): Promise<{ configId: string; qrCode: string }> {
  const made = await ask(line, MadeWay, { method: "POST", api: "externalcontact/add_contact_way", body: way });
  return { configId: made.config_id, qrCode: made.qr_code };
}

export async function getContactWay(line: PlatformLine, configId: string): Promise<WireContactWay> {
  const body = { config_id: configId };
  return (await ask(line, ContactWay, { method: "POST", api: "externalcontact/get_contact_way", body })).contact_way;
}

/** Ids of the app's own codes made since July 2021; the last 90 days where no start is given. */
export async function listContactWays(line: PlatformLine, given: { startTime?: number; cursor?: string } = {}): Promise<Page<string>> {
  const body = { ...(given.startTime !== undefined && { start_time: given.startTime }), cursor: given.cursor ?? "", limit: 1000 };
  const page = await ask(line, ConfigIds, { method: "POST", api: "externalcontact/list_contact_way", body });
  return { items: page.contact_way.map((way) => way.config_id), cursor: page.next_cursor };
}

/** Users and departments take the place of those there; type and scene stay. */
export async function updateContactWay(line: PlatformLine, configId: string, way: Omit<ContactWayAsk, "type" | "scene">): Promise<void> {
  await tell(line, "externalcontact/update_contact_way", { config_id: configId, ...way });
}

export const deleteContactWay = (line: PlatformLine, configId: string) =>
  tell(line, "externalcontact/del_contact_way", { config_id: configId });
