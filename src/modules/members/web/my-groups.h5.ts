import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { AskOf } from "../../../lib/define.ts";
import { useMember } from "../../../web/h5/api.ts";
import { lineUrl, openLine } from "../../../web/live.ts";
import { apiBase } from "../../../web/h5/place.ts";
import type { myGroupsEndpoint } from "../../messages/chat.contract.ts";
import type { LiveAsk, LiveFrame } from "../../messages/live.contract.ts";
import { afterFrame, type MyGroups } from "../my-groups.rules.ts";

const ADDRESS = "GET /phone/groups";
const ASK: AskOf<typeof myGroupsEndpoint> = {};

/** 我的社群, kept up to date by the live line while the page is open. `myId` is whose they are: another member, another line. */
export function useMyGroups(myId: string) {
  const query = useMember<typeof myGroupsEndpoint>(ADDRESS, ASK);
  const client = useQueryClient();
  const watched =
    query.data?.items
      .map((group) => group.id)
      .toSorted()
      .join() ?? "";

  useEffect(() => {
    if (watched === "") return;
    const line = openLine<LiveFrame>({
      url: lineUrl(`${apiBase}/live`),
      greet: (): LiveAsk => {
        const items = client.getQueryData<MyGroups>([ADDRESS, ASK])?.items ?? [];
        return { t: "watch", groups: items.map((group) => ({ id: group.id, afterSeq: group.lastSeq })) };
      },
      onFrame: (frame) => {
        if (frame.t === "behind" || frame.t === "changed") void client.invalidateQueries({ queryKey: [ADDRESS] });
        else client.setQueryData<MyGroups>([ADDRESS, ASK], (answer) => answer && afterFrame(answer, frame));
      },
      onState: () => undefined,
    });
    return line.close;
  }, [client, watched, myId]);
  return query;
}
