import { z } from "zod";
import { Fault } from "../faults.ts";
import { chatOrFault } from "../find.ts";
import type { JoinWay } from "../rows.ts";
import type { World } from "../world.ts";
import { type Apis, type Ask, contact, read } from "./ask.ts";
import { codesMade } from "./contact-ways.ts";

/** 加入群聊. https://developer.work.weixin.qq.com/document/path/92229 */

const MAX_CHATS = 5;
const letters = (most: number) => z.string().refine((text) => [...text].length <= most);
const Form = z.object({
  scene: z.int().min(1).max(2),
  remark: z.string().default(""),
  auto_create_room: z.int().min(0).max(1).default(1),
  room_base_name: letters(40).default(""),
  room_base_id: z.int().min(0).default(1),
  chat_id_list: z.array(z.string()).min(1),
  state: letters(30).default(""),
  mark_source: z.boolean().default(true),
});

/** What the caller gave; its groups must stand and be no more than five. */
function readForm(world: World, body: Record<string, unknown>) {
  const form = read(Form, body);
  if (form.chat_id_list.length > MAX_CHATS) throw new Fault(41091);
  for (const chatId of form.chat_id_list) chatOrFault(world, chatId);
  return {
    scene: form.scene,
    remark: [...form.remark].slice(0, 30).join(""),
    autoCreateRoom: form.auto_create_room,
    roomBaseName: form.room_base_name,
    roomBaseId: form.room_base_id,
    nextRoomId: form.room_base_id,
    chatIds: [...new Set(form.chat_id_list)],
    state: form.state,
    markSource: form.mark_source,
  };
}

const Config = z.object({ config_id: z.string().optional() });

function own({ world, app, body }: Ask): JoinWay {
  const { config_id } = read(Config, body);
  if (!config_id) throw new Fault(41042);
  const way = world.state.joinWays.get(config_id);
  if (!way || way.agentId !== app.agentId) throw new Fault(41043);
  return way;
}

/** Only asking for a code tells its address; making it does not. */
const asWay = ({ baseUrl }: World, way: JoinWay) => ({
  config_id: way.configId,
  scene: way.scene,
  remark: way.remark,
  auto_create_room: way.autoCreateRoom,
  room_base_name: way.roomBaseName,
  room_base_id: way.roomBaseId,
  chat_id_list: way.chatIds,
  ...(way.scene === 2 ? { qr_code: `${baseUrl}/qr/${way.configId}.png` } : {}),
  state: way.state,
  mark_source: way.markSource,
});

export const joinWayApis: Apis = {
  "externalcontact/groupchat/add_join_way": contact("POST", ({ world, app, body }) => {
    const form = readForm(world, body);
    if (codesMade(world) >= world.switches.contactWayQuota) throw new Fault(41044);
    const way = { configId: world.random.hex(32), agentId: app.agentId, createdAt: world.clock.now(), scans: 0, ...form };
    world.state.joinWays.set(way.configId, way);
    return { config_id: way.configId };
  }),
  "externalcontact/groupchat/get_join_way": contact("POST", (ask) => ({ join_way: asWay(ask.world, own(ask)) })),
  "externalcontact/groupchat/update_join_way": contact("POST", (ask) => {
    const way = own(ask);
    const form = readForm(ask.world, ask.body);
    const nextRoomId = form.roomBaseName === way.roomBaseName && form.roomBaseId === way.roomBaseId ? way.nextRoomId : form.roomBaseId;
    Object.assign(way, form, { nextRoomId });
    return {};
  }),
  "externalcontact/groupchat/del_join_way": contact("POST", (ask) => {
    ask.world.state.joinWays.delete(own(ask).configId);
    return {};
  }),
};
