import { useState } from "react";
import { useNavigate } from "react-router";
import { NICKNAME_LIMIT, lengthOf } from "../../../lib/plain-text.ts";
import type { renameMyselfEndpoint } from "../../members/phone.contract.ts";
import { useMemberAction } from "../../../web/h5/api.ts";
import { sentenceOf } from "../../../web/h5/sentences.ts";
import { fullTime, type Now } from "../../../web/h5/times.ts";
import { t } from "../../../web/h5/words.ts";
import { Avatar } from "../../../web/ui/h5/avatar.tsx";
import { Button } from "../../../web/ui/h5/button.tsx";
import { Numbered } from "../../../web/ui/h5/card.tsx";
import { TextField } from "../../../web/ui/h5/field.tsx";
import { Icon } from "../../../web/ui/h5/icons.tsx";
import { Confirm } from "../../../web/ui/h5/sheet.tsx";
import { useToast } from "../../../web/ui/h5/toast.tsx";
import type { ChatGroup, leaveGroupEndpoint } from "../chat.contract.ts";
import type { Room } from "./chat-room.h5.ts";
import { Badge, Face } from "./message-row.h5.tsx";

/** The room's part in leaving it. */
export type Leaving = Pick<Room, "leave" | "stay">;

/** 群资料: what this group is, who is there to ask, its rules, my name in it, and the way out. */
export function GroupSheet({ group, now, room }: { group: ChatGroup; now: Now; room: Leaving }) {
  return (
    <div className="pb-2">
      <div className="flex items-center gap-3 pb-4">
        <Avatar name={group.name} seed={group.id} url={group.logoUrl} shape="square" className="size-14 text-title" />
        <div className="min-w-0">
          <h3 className="text-head font-bold">{group.name}</h3>
          <p className="text-small text-ink-2">{t("group.seats", { members: group.memberCount, capacity: group.capacity })}</p>
        </div>
      </div>
      {group.slogan && <p className="pb-4 text-note text-ink-2">{group.slogan}</p>}
      {group.announcement && (
        <Part title={t("chat.announcement")} note={fullTime(Date.parse(group.announcement.at), now)}>
          <p className="text-note whitespace-pre-wrap text-ink-2">{group.announcement.text}</p>
        </Part>
      )}
      {group.rules.items.length > 0 && (
        <Part title={t("group.rules")}>
          <Numbered items={group.rules.items} />
          {group.rules.penalty && <p className="mt-2 text-cap text-ink-3">{group.rules.penalty}</p>}
        </Part>
      )}
      {group.hosts.length > 0 && (
        <Part title={t("group.hosts")} note={group.serviceHours ?? undefined}>
          <ul className="space-y-2.5">
            {group.hosts.map((host) => (
              <li key={host.id} className="flex items-center gap-2.5 text-body">
                <Face sender={host} />
                <bdi className="truncate">{host.name}</bdi>
                <Badge sender={host} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={t("group.nickname")} note={t("group.nicknameNote")}>
        <Rename nickname={group.my.nickname} />
      </Part>
      <Leave group={group} room={room} />
    </div>
  );
}

function Part({ title, note, children }: { title: string; note?: string | undefined; children: React.ReactNode }) {
  return (
    <section className="border-t border-line py-4">
      <div className="mb-2 flex items-baseline justify-between gap-3">
        <h3 className="text-body font-semibold">{title}</h3>
        {note && <span className="text-cap text-ink-3">{note}</span>}
      </div>
      {children}
    </section>
  );
}

function Rename({ nickname }: { nickname: string }) {
  const [text, setText] = useState(nickname);
  const toast = useToast();
  const rename = useMemberAction<typeof renameMyselfEndpoint>("POST /phone/nickname", {
    renews: ["GET /phone/opening", "GET /phone/groups/:groupId"],
    onDone: () => toast.tell(t("group.renamed")),
  });
  const wanted = text.trim();
  const fits = wanted !== "" && lengthOf(wanted) <= NICKNAME_LIMIT;
  return (
    <div className="flex items-start gap-2.5">
      <div className="min-w-0 flex-1">
        <TextField
          label={t("group.nickname")}
          value={text}
          onChange={setText}
          length={lengthOf(wanted)}
          limit={NICKNAME_LIMIT}
          autoComplete="nickname"
          fault={rename.error && sentenceOf(rename.error)}
        />
      </div>
      {wanted !== nickname && (
        <Button
          kind="tint"
          className="min-h-[52px]!"
          disabled={!fits}
          busy={rename.isPending}
          onClick={() => rename.mutate({ nickname: wanted })}
        >
          {t("group.save")}
        </Button>
      )}
    </div>
  );
}

function Leave({ group, room }: { group: ChatGroup; room: Leaving }) {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const toast = useToast();
  const leave = useMemberAction<typeof leaveGroupEndpoint>("POST /phone/groups/:groupId/leave", {
    renews: ["GET /phone/groups"],
    first: room.leave,
    onFailed: room.stay,
    onDone: () => {
      toast.tell(t("group.left", { name: group.name }));
      void navigate("/", { replace: true });
    },
  });
  return (
    <section className="border-t border-line pt-4">
      <Button kind="bad" wide onClick={() => setAsking(true)}>
        <Icon name="leave" />
        {t("group.leave")}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t("group.leaveAsk", { name: group.name })}
        action={t("group.leaveDo")}
        keep={t("group.stay")}
        busy={leave.isPending}
        onConfirm={() => leave.mutate({ groupId: group.id })}
      >
        <p>{t("group.leaveText")}</p>
        <p>{t("group.leaveKept")}</p>
        {leave.error && <p className="mt-2 text-bad">{sentenceOf(leave.error)}</p>}
      </Confirm>
    </section>
  );
}
