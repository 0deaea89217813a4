import type { OutputOf } from "../../lib/define.ts";
import type { myGroupsEndpoint } from "../messages/chat.contract.ts";
import type { LiveFrame } from "../messages/live.contract.ts";

export type MyGroups = OutputOf<typeof myGroupsEndpoint>;
export type MyGroup = MyGroups["items"][number];

/** The group as it is after a frame: its newest line, its count, and the group that spoke last comes first. */
export function afterFrame(answer: MyGroups, frame: LiveFrame): MyGroups {
  if (frame.t === "group")
    return { items: answer.items.map((group) => (group.id === frame.groupId ? { ...group, ...pick(frame.group) } : group)) };
  if (frame.t === "unseated") return { items: answer.items.filter((group) => group.id !== frame.groupId) };
  if (frame.t !== "said") return answer;
  const spoken = answer.items.find((group) => group.id === frame.groupId);
  const fresh = spoken && frame.items.filter((message) => message.seq > spoken.lastSeq);
  const last = fresh?.at(-1);
  if (!spoken || !fresh || !last) return answer;
  const others = fresh.filter((message) => message.sender !== null && message.sender.id !== spoken.seatId).length;
  return {
    items: [
      { ...spoken, lastMessage: last, lastSeq: last.seq, unread: spoken.unread + others },
      ...answer.items.filter((group) => group !== spoken),
    ],
  };
}

function pick(group: Extract<LiveFrame, { t: "group" }>["group"]): Pick<MyGroup, "name" | "memberCount"> {
  return { name: group.name, memberCount: group.memberCount };
}
