import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { AskOf, OutputOf } from "../../../lib/define.ts";
import { useMember } from "../../../web/h5/api.ts";
import { lineUrl, openLine } from "../../../web/h5/live.ts";
import { apiBase } from "../../../web/h5/place.ts";
import type { myGroupsEndpoint } from "../../groups/chat.contract.ts";
import type { LiveAsk, LiveFrame } from "../../groups/live.contract.ts";

type Answer = OutputOf<typeof myGroupsEndpoint>;
export type MyGroup = Answer["items"][number];

const ADDRESS = "GET /phone/groups";
const ASK: AskOf<typeof myGroupsEndpoint> = {};

/** The group as it is after a frame: its newest line, its count, and the group that spoke last comes first. */
export function afterFrame(answer: Answer, frame: LiveFrame): Answer {
  if (frame.t === "group") return { items: answer.items.map((group) => (group.id === frame.groupId ? { ...group, ...pick(frame.group) } : group)) };
  if (frame.t === "unseated") return { items: answer.items.filter((group) => group.id !== frame.groupId) };
  if (frame.t !== "said") return answer;
  const spoken = answer.items.find((group) => group.id === frame.groupId);
  const fresh = spoken && frame.items.filter((message) => message.seq > spoken.lastSeq);
  const last = fresh?.at(-1);
  if (!spoken || !fresh || !last) return answer;
  const others = fresh.filter((message) => message.sender !== null && message.sender.id !== spoken.seatId).length;
  return { items: [{ ...spoken, lastMessage: last, lastSeq: last.seq, unread: spoken.unread + others }, ...answer.items.filter((group) => group !== spoken)] };
}

function pick(group: Extract<LiveFrame, { t: "group" }>["group"]): Pick<MyGroup, "name" | "memberCount"> {
  return { name: group.name, memberCount: group.memberCount };
}

/** 我的社群, kept up to date by the live line while the page is open. `myId` is whose they are: another member, another line. */
export function useMyGroups(myId: string) {
  const query = useMember<typeof myGroupsEndpoint>(ADDRESS, ASK);
  const client = useQueryClient();
  const known = useRef<Answer | undefined>(undefined);
  known.current = query.data;
  const watched = query.data?.items.map((group) => group.id).toSorted().join() ?? "";

  useEffect(() => {
    if (watched === "") return;
    const line = openLine<LiveFrame>({
      url: lineUrl(`${apiBase}/live`),
      greet: (): LiveAsk => ({ t: "watch", groups: (known.current?.items ?? []).map((group) => ({ id: group.id, afterSeq: group.lastSeq })) }),
      onFrame: (frame) => {
        if (frame.t === "behind" || frame.t === "changed") void client.invalidateQueries({ queryKey: [ADDRESS] });
        else client.setQueryData<Answer>([ADDRESS, ASK], (answer) => answer && afterFrame(answer, frame));
      },
      onState: () => undefined,
    });
    return line.close;
  }, [client, watched, myId]);
  return query;
}
