import { useEffect, useEffectEvent } from "react";
import { brandSlug } from "../../../web/client.ts";
import { lineUrl, openLine } from "../../../web/live.ts";
import { LIVE_STAFF_PATH, type LiveAsk, type LiveFrame } from "../live.contract.ts";

/** Its words are followed elsewhere: here only who comes and goes, and what the group is called. */
const PAST_ALL_WORDS = Number.MAX_SAFE_INTEGER;

interface Known {
  id: string;
  name: string;
  memberCount: number;
  announcement: string;
}

type Facts = Extract<LiveFrame, { t: "group" }>["group"];

const isKnown = (facts: Facts, known: Known) =>
  facts.name === known.name && facts.memberCount === known.memberCount && (facts.announcement?.text ?? "") === known.announcement;

/** Calls when people come into the group or leave it, when its name or announcement changes, and when it goes out of sight, within a second or so. */
export function useGroupLine(group: Known, onChange: () => void): void {
  const hear = useEffectEvent((frame: LiveFrame, nth: number) => {
    if (frame.t === "group" && (nth > 1 || !isKnown(frame.group, group))) onChange();
    if (frame.t === "unseated") onChange();
  });
  useEffect(() => {
    let told = 0;
    const line = openLine<LiveFrame>({
      url: lineUrl(`/api/v1/b/${brandSlug()}${LIVE_STAFF_PATH}`),
      greet: (): LiveAsk => ({ t: "watch", groups: [{ id: group.id, afterSeq: PAST_ALL_WORDS }] }),
      onFrame: (frame) => {
        if (frame.t === "group") told++;
        hear(frame, told);
      },
      onState: () => undefined,
    });
    return () => line.close();
  }, [group.id]);
}
