import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { Tabs } from "../../../web/ui/tabs.tsx";
import { type MemberProfile, showMemberEndpoint } from "../members.contract.ts";
import { MemberAbout } from "./member-about.tsx";
import { shownName } from "./member-columns.tsx";
import { MemberFigures } from "./member-figures.tsx";
import { MemberGroups } from "./member-groups.tsx";
import { MemberHead } from "./member-head.tsx";
import { MemberNotes } from "./member-notes.tsx";
import { MemberTimeline } from "./member-timeline.tsx";

interface Props {
  memberId: string;
  /** The page of the list beside it, in its order. */
  ids: string[];
  /** The place of the first of them in the whole list, from 1. */
  first: number;
  total: number | undefined;
  onOpen: (id: string) => void;
  onClose: () => void;
}

const isTyping = (target: EventTarget | null) =>
  target instanceof Element && target.closest("input, textarea, select, [contenteditable=true], .ant-modal, .ant-popover, table") !== null;

/** J and the arrow down lead to the next one, K and the arrow up to the one before, unless something is being typed. */
function useStepKeys(step: (by: 1 | -1) => void): void {
  useEffect(() => {
    const byKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const by = ["j", "ArrowDown"].includes(event.key) ? 1 : ["k", "ArrowUp"].includes(event.key) ? -1 : 0;
      if (by === 0) return;
      event.preventDefault();
      step(by);
    };
    document.addEventListener("keydown", byKey);
    return () => document.removeEventListener("keydown", byKey);
  }, [step]);
}

/** One member beside the list. */
export function MemberDrawer({ memberId, ids, first, total, onOpen, onClose }: Props) {
  const { t } = useTranslation("members");
  const query = useEndpoint(showMemberEndpoint, { memberId }, { keepLast: true });
  const at = ids.indexOf(memberId);
  const step = (by: 1 | -1) => {
    const next = ids[at + by];
    if (at >= 0 && next) onOpen(next);
  };
  useStepKeys(step);
  const place =
    at < 0
      ? ""
      : total === undefined
        ? t("drawer.place", { at: formatCount(first + at) })
        : t("drawer.placeOf", { at: formatCount(first + at), total: formatCount(total) });
  return (
    <Drawer
      open
      title={place || (query.data ? shownName(query.data) : t("title"))}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" size="s" icon="left" label={t("drawer.previous")} disabled={at <= 0} onClick={() => step(-1)} />
          <Button
            kind="quiet"
            size="s"
            icon="right"
            label={t("drawer.next")}
            disabled={at < 0 || at >= ids.length - 1}
            onClick={() => step(1)}
          />
        </>
      }
    >
      <Loaded query={query} what={t("title")} skeleton={<RowsSkeleton rows={8} />} tight>
        {(member) => <Card key={member.id} member={member} />}
      </Loaded>
    </Drawer>
  );
}

const parts = ["timeline", "groups", "notes", "about"] as const;
type Part = (typeof parts)[number];

function Card({ member }: { member: MemberProfile }) {
  const { t } = useTranslation("members");
  const [part, setPart] = useState<Part>("timeline");
  const counts: Partial<Record<Part, number>> = { groups: member.seats.filter((seat) => seat.leftAt === null).length, notes: member.notes };
  return (
    <>
      <MemberHead member={member} onEdit={() => setPart("about")} />
      <MemberFigures member={member} />
      <div className="mtabs">
        <Tabs<Part>
          label={shownName(member)}
          value={part}
          onChange={setPart}
          tabs={parts.map((value) => ({ value, label: t(`drawer.tabs.${value}`), count: counts[value] ?? null }))}
        />
      </div>
      {part === "timeline" ? <MemberTimeline memberId={member.id} /> : null}
      {part === "groups" ? <MemberGroups member={member} /> : null}
      {part === "notes" ? <MemberNotes memberId={member.id} /> : null}
      {part === "about" ? <MemberAbout member={member} /> : null}
    </>
  );
}
