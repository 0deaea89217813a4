import { z } from "zod";
import { Fault } from "../faults.ts";
import type { ContactWay } from "../rows.ts";
import type { World } from "../world.ts";
import { type Apis, type Ask, contact, given, limitOf, pageBy, read, seconds } from "./ask.ts";
import { addressOfMedia } from "./media.ts";
import { branch } from "./staff.ts";

/** 联系我. https://developer.work.weixin.qq.com/document/path/92228 */

const DAY_SECONDS = 86_400;
const MAX_USERS = 100;
const short = z.string().max(30);
const Days14 = z
  .int()
  .min(1)
  .max(14 * DAY_SECONDS);
const Changeable = z.object({
  remark: short.optional(),
  skip_verify: z.boolean().optional(),
  style: z.int().optional(),
  state: short.optional(),
  user: z.array(z.string()).optional(),
  party: z.array(z.int()).optional(),
  expires_in: Days14.optional(),
  chat_expires_in: Days14.optional(),
  unionid: z.string().optional(),
  mark_source: z.boolean().optional(),
  conclusions: z.record(z.string(), z.unknown()).optional(),
});
const AddAsk = Changeable.extend({
  type: z.int().optional(),
  scene: z.int().optional(),
  is_temp: z.boolean().default(false),
  is_exclusive: z.boolean().default(false),
});

/** Everyone a code leads to, departments opened up: 41041 where there are too many, 41054 for one who is not active. */
export function usersOfWay(world: World, { users, parties }: Pick<ContactWay, "users" | "parties">): string[] {
  const wanted = new Set(parties.flatMap((id) => [...branch(world, id)]));
  const inParties =
    wanted.size === 0
      ? []
      : [...world.state.users.values()]
          .filter((user) => user.status === 1 && user.departments.some((id) => wanted.has(id)))
          .map((user) => user.userid);
  return [...new Set([...users, ...inParties])];
}

function checkUser(world: World, userid: string): void {
  const user = world.state.users.get(userid);
  if (!user) throw new Fault(40003);
  if (user.status !== 1) throw new Fault(41054);
  if (!user.mayContact) throw new Fault(84074);
}

function checkUsers(world: World, way: ContactWay): void {
  for (const userid of way.users) checkUser(world, userid);
  if (way.parties.some((id) => !world.state.departments.has(id))) throw new Fault(60123);
  if (way.type === 1 && way.users.length !== 1) throw new Fault(40031, "a single code takes exactly one user");
  const all = usersOfWay(world, way);
  if (all.length === 0) throw new Fault(40031);
  if (all.length > MAX_USERS) throw new Fault(41041);
}

/** One of the two: the first code where it is missing, the second where it is another. */
function oneOrTwo(value: number | undefined, missing: number, invalid: number): number {
  if (value === undefined) throw new Fault(missing);
  if (value !== 1 && value !== 2) throw new Fault(invalid);
  return value;
}

function checkForm({ type: typeAsked, scene: sceneAsked, style = 1 }: z.output<typeof AddAsk>): { type: number; scene: number } {
  const type = oneOrTwo(typeAsked, 41037, 41038);
  const scene = oneOrTwo(sceneAsked, 41039, 41040);
  if (style < 1 || style > (type === 1 ? 3 : 2)) throw new Fault(41045);
  return { type, scene };
}

/** The codes that share one quota: 联系我 without the temporary ones, and 加入群聊. */
export const codesMade = ({ state }: World) => state.joinWays.size + [...state.contactWays.values()].filter((way) => !way.isTemp).length;

const codeUrl = (world: World, configId: string) => `${world.baseUrl}/qr/${configId}.png`;

function changed(way: ContactWay, asked: z.output<typeof Changeable>): ContactWay {
  const part = given({
    remark: asked.remark,
    skipVerify: asked.skip_verify,
    style: asked.style,
    state: asked.state,
    users: asked.user,
    parties: asked.party,
    expiresIn: asked.expires_in,
    chatExpiresIn: asked.chat_expires_in,
    unionid: asked.unionid,
    markSource: asked.mark_source,
    conclusions: asked.conclusions,
  });
  return { ...way, ...part };
}

function add({ world, app, body }: Ask): object {
  const asked = read(AddAsk, body);
  const { type, scene } = checkForm(asked);
  if (!asked.is_temp && codesMade(world) >= world.switches.contactWayQuota) throw new Fault(41044);
  const plain: ContactWay = {
    configId: world.random.hex(32),
    agentId: app.agentId,
    createdAt: world.clock.now(),
    type,
    scene,
    remark: "",
    skipVerify: true,
    state: "",
    users: [],
    parties: [],
    isTemp: asked.is_temp,
    expiresIn: 7 * DAY_SECONDS,
    chatExpiresIn: DAY_SECONDS,
    unionid: "",
    isExclusive: asked.is_exclusive,
    markSource: true,
    scans: 0,
  };
  const way = changed(plain, asked);
  checkUsers(world, way);
  world.state.contactWays.set(way.configId, way);
  return { config_id: way.configId, ...(scene === 2 ? { qr_code: codeUrl(world, way.configId) } : {}) };
}

const Config = z.object({ config_id: z.string().optional() });

function own({ world, app, body }: Ask): ContactWay {
  const { config_id } = read(Config, body);
  if (!config_id) throw new Fault(41042);
  const way = world.state.contactWays.get(config_id);
  if (!way || way.agentId !== app.agentId) throw new Fault(41043);
  return way;
}

const Picture = z.object({ media_id: z.string() });

/** Pictures of a conclusion come back as addresses. */
function conclusionsOf(world: World, way: ContactWay): object {
  const image = Picture.safeParse(way.conclusions?.image);
  const media = image.success ? world.state.media.get(image.data.media_id) : undefined;
  return { ...way.conclusions, ...(image.success ? { image: { pic_url: media ? addressOfMedia(world, media) : "" } } : {}) };
}

function asWay(world: World, way: ContactWay): object {
  const { configId, type, scene, remark, skipVerify, state, users, parties } = way;
  return {
    config_id: configId,
    type,
    scene,
    ...(way.style === undefined ? {} : { style: way.style }),
    remark,
    skip_verify: skipVerify,
    state,
    ...(scene === 2 ? { qr_code: codeUrl(world, configId) } : {}),
    user: users,
    party: parties,
    is_temp: way.isTemp,
    ...(way.isTemp ? { expires_in: way.expiresIn, chat_expires_in: way.chatExpiresIn, unionid: way.unionid } : {}),
    mark_source: way.markSource,
    ...(way.conclusions ? { conclusions: conclusionsOf(world, way) } : {}),
  };
}

function update(ask: Ask): object {
  const way = own(ask);
  if (way.isTemp && (way.usedUp || ask.world.clock.now() > way.createdAt + way.expiresIn * 1000)) throw new Fault(41043);
  const next = changed(way, read(Changeable, ask.body));
  checkUsers(ask.world, next);
  ask.world.state.contactWays.set(next.configId, next);
  return {};
}

const ListAsk = z.object({
  start_time: z.int().optional(),
  end_time: z.int().optional(),
  cursor: z.string().optional(),
  limit: z.unknown().optional(),
});

function list({ world, app, body }: Ask): object {
  const now = seconds(world.clock.now());
  const { start_time = now - 90 * DAY_SECONDS, end_time = now, cursor, limit } = read(ListAsk, body);
  const rows = [...world.state.contactWays.values()]
    .map((way, at) => ({ way, seq: at + 1 }))
    .filter(
      ({ way }) => way.agentId === app.agentId && !way.isTemp && seconds(way.createdAt) >= start_time && seconds(way.createdAt) <= end_time,
    );
  const most = limitOf(limit, { most: 1000, usual: 100, over: "default" });
  const { page, next } = pageBy(world, `ways ${start_time} ${body.end_time === undefined ? "" : end_time}`, {
    cursor,
    limit: most,
    rows,
    seqOf: (row) => row.seq,
  });
  return { contact_way: page.map(({ way }) => ({ config_id: way.configId })), next_cursor: next };
}

const Pair = z.object({ userid: z.string(), external_userid: z.string() });

export const contactWayApis: Apis = {
  "externalcontact/add_contact_way": contact("POST", add),
  "externalcontact/get_contact_way": contact("POST", (ask) => ({ contact_way: asWay(ask.world, own(ask)) })),
  "externalcontact/list_contact_way": contact("POST", list),
  "externalcontact/update_contact_way": contact("POST", update),
  "externalcontact/del_contact_way": contact("POST", (ask) => {
    ask.world.state.contactWays.delete(own(ask).configId);
    return {};
  }),
  "externalcontact/close_temp_chat": contact("POST", ({ world, body }) => {
    const { userid, external_userid } = read(Pair, body);
    const follow = world.state.users.get(userid)?.follows.get(external_userid);
    if (!follow) throw new Fault(84061);
    return {};
  }),
};
