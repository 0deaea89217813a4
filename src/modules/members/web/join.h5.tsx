import { useRef, useState, type ReactNode } from "react";
import { Navigate, useNavigate, useParams } from "react-router";
import { NICKNAME_LIMIT, isBlank, lengthOf } from "../../../lib/plain-text.ts";
import { useMember, useMemberAction, type ApiError } from "../../../web/h5/api.ts";
import { useOpening, type Opening } from "../../../web/h5/brand.tsx";
import { Loaded } from "../../../web/h5/loaded.tsx";
import { sentenceOf } from "../../../web/h5/sentences.ts";
import { LanguageLine } from "../../../web/h5/language-switch.tsx";
import { t } from "../../../web/h5/words.ts";
import { Avatar } from "../../../web/ui/h5/avatar.tsx";
import { Button, buttonLook } from "../../../web/ui/h5/button.tsx";
import { Card, Numbered } from "../../../web/ui/h5/card.tsx";
import { Checkbox, TextField } from "../../../web/ui/h5/field.tsx";
import { Icon } from "../../../web/ui/h5/icons.tsx";
import { Dock, Page } from "../../../web/ui/h5/page.tsx";
import { Sheet } from "../../../web/ui/h5/sheet.tsx";
import { useSheet } from "../../../web/ui/h5/use-sheet.ts";
import { Bone, EmptyState, RowBones } from "../../../web/ui/h5/states.tsx";
import type { JoinPage as JoinAnswer, joinEndpoint, joinPageEndpoint } from "../phone.contract.ts";
import { ContactSheet } from "./contact.h5.tsx";
import { NoticeText } from "./notice.h5.tsx";

/** Each read of the way counts as one exposure, so it is read once a load and never again on focus. */
export function JoinPage() {
  const { token = "" } = useParams();
  const opening = useOpening();
  const way = useMember<typeof joinPageEndpoint>("GET /phone/joins/:token", { token }, { once: true });
  const query = {
    data: way.data && opening.data && { way: way.data, opening: opening.data },
    error: way.error ?? opening.error,
    refetch: way.refetch,
  };
  if (!query.data)
    return (
      <Page title={t("join.title")} wash>
        <Loaded query={query} bones={<JoinBones />}>
          {() => null}
        </Loaded>
      </Page>
    );
  const { data } = query;
  if (data.way.joined) return <Navigate to={`/g/${data.way.group.id}`} replace />;
  if (data.way.state !== "open") return <Shut way={data.way} opening={data.opening} />;
  return <JoinForm token={token} way={data.way} opening={data.opening} onOutdated={() => void way.refetch()} />;
}

function JoinBones() {
  return (
    <div aria-busy="true" aria-label={t("common.reading")}>
      <Bone className="mx-auto mt-3 size-[76px] rounded-[22px]!" />
      <Bone className="mx-auto mt-4 h-6 w-44" />
      <Bone className="mx-auto mt-3 mb-6 h-4 w-56 opacity-60" />
      <RowBones rows={3} />
    </div>
  );
}

function GroupHead({ way, opening }: { way: JoinAnswer; opening: Opening }) {
  const { group } = way;
  return (
    <header className="pt-3 pb-4.5 text-center">
      <Avatar
        name={group.name}
        seed={group.id}
        url={group.logoUrl}
        shape="square"
        className="mx-auto mb-3 size-[76px] rounded-[22px]! border border-brand-line text-display"
      />
      <h1 className="text-title font-bold">{group.name}</h1>
      <p className="mt-0.5 text-small text-ink-2">
        {t("join.seats", { brand: opening.brand.name, members: group.memberCount, capacity: group.capacity })}
      </p>
      {group.slogan && <p className="mt-1.5 text-small text-ink-2">{group.slogan}</p>}
    </header>
  );
}

/** Full or closed: says so and where to go instead. */
function Shut({ way, opening }: { way: JoinAnswer; opening: Opening }) {
  const contact = useSheet("contact");
  const full = way.state === "full";
  return (
    <Page title={t("join.title")} wash>
      <GroupHead way={way} opening={opening} />
      <EmptyState
        icon="people"
        title={full ? t("join.full") : t("join.closed")}
        action={
          opening.brand.contact && (
            <Button small kind="tint" onClick={contact.show}>
              {opening.brand.contact.label}
            </Button>
          )
        }
      >
        {full ? t("join.fullText") : t("join.closedText")}
      </EmptyState>
      {opening.brand.contact && <ContactSheet contact={opening.brand.contact} open={contact.open} onClose={contact.hide} />}
    </Page>
  );
}

interface FormProps {
  token: string;
  way: JoinAnswer;
  opening: Opening;
  /** Rules or notice changed while they were being read. */
  onOutdated: () => void;
}

function JoinForm({ token, way, opening, onOutdated }: FormProps) {
  const [nickname, setNickname] = useState(opening.member?.nickname ?? "");
  const [marketing, setMarketing] = useState(false);
  const [accepted, setAccepted] = useState(false);
  const navigate = useNavigate();
  const join = useMemberAction<typeof joinEndpoint>("POST /phone/joins/:token", {
    renews: ["GET /phone/opening", "GET /phone/groups"],
    onDone: ({ groupId }) => void navigate(`/g/${groupId}`, { replace: true }),
  });
  const naming = useRef<HTMLDivElement>(null);
  const wanted = nickname.trim();
  const ready = accepted && !isBlank(wanted) && lengthOf(wanted) <= NICKNAME_LIMIT;
  const fault = join.error && aboutNickname(join.error) ? sentenceOf(join.error) : null;
  const onRefused = (error: ApiError) => {
    if (aboutNickname(error)) naming.current?.scrollIntoView({ behavior: "smooth", block: "center" });
    if (error.code !== "members.text-outdated") return;
    setAccepted(false);
    onOutdated();
  };
  const submit = () =>
    join.mutate(
      {
        token,
        nickname: wanted,
        accepted: { rulesVersion: way.rules.version, noticeVersion: way.notice.version },
        marketingVersion: marketing ? way.marketing.version : null,
      },
      { onError: onRefused },
    );

  return (
    <Page
      title={t("join.title")}
      wash
      dock={
        <Dock>
          {join.error && !fault && (
            <p role="alert" className="pt-2.5 text-small text-bad">
              {sentenceOf(join.error)}
            </p>
          )}
          <Accept way={way} accepted={accepted} onChange={setAccepted} />
          <Button wide disabled={!ready} busy={join.isPending} onClick={submit}>
            {t("join.enter")}
          </Button>
        </Dock>
      }
    >
      <GroupHead way={way} opening={opening} />
      <div className="space-y-3">
        <Gives gives={way.gives} />
        <Rules rules={way.rules} />
        <div ref={naming}>
          <Card>
            <h2 className="mb-2.5 text-head font-bold">{t("join.name")}</h2>
            <TextField
              label={t("join.name")}
              value={nickname}
              onChange={setNickname}
              length={lengthOf(wanted)}
              limit={NICKNAME_LIMIT}
              fault={fault}
              autoComplete="nickname"
              placeholder={t("join.nickname")}
            />
            <p className="mt-2 text-cap text-ink-3">{t("join.nameNote")}</p>
          </Card>
        </div>
        <div className="px-1">
          <Checkbox checked={marketing} onChange={setMarketing}>
            {way.marketing.text}
            <span className="block text-small text-ink-3">{t("join.optional")}</span>
          </Checkbox>
        </div>
        <LanguageLine />
      </div>
    </Page>
  );
}

const aboutNickname = (error: ApiError) => error.code.startsWith("members.nickname") || error.status === 400;

function Gives({ gives }: { gives: JoinAnswer["gives"] }) {
  if (gives.length === 0) return null;
  return (
    <Card>
      <h2 className="text-head font-bold">{t("join.gives")}</h2>
      <ul className="mt-1 -mb-2">
        {gives.map((give) => (
          <li key={give.title} className="flex items-start gap-3 py-2.5 not-first:border-t not-first:border-line">
            <Icon name={give.icon} className="mt-px text-brand-strong" />
            <div>
              <h3 className="text-body/[1.375rem] font-semibold">{give.title}</h3>
              <p className="text-small text-ink-2">{give.note}</p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Rules({ rules }: { rules: JoinAnswer["rules"] }) {
  if (rules.items.length === 0) return null;
  return (
    <Card>
      <h2 id="rules" className="mb-2 text-head font-bold">
        {t("join.rules", { count: rules.items.length })}
      </h2>
      <Numbered items={rules.items} />
      {rules.penalty && <p className="mt-2 text-cap text-ink-3">{rules.penalty}</p>}
    </Card>
  );
}

function Accept({ way, accepted, onChange }: { way: JoinAnswer; accepted: boolean; onChange: (accepted: boolean) => void }) {
  const notice = useSheet("notice");
  return (
    <>
      <Checkbox checked={accepted} onChange={onChange}>
        {t("join.accept")}{" "}
        {way.rules.items.length > 0 && (
          <>
            <Word onClick={() => document.getElementById("rules")?.scrollIntoView({ behavior: "smooth", block: "center" })}>
              {t("join.rulesWord")}
            </Word>{" "}
            {t("join.and")}{" "}
          </>
        )}
        <Word onClick={notice.show}>{t("join.notice")}</Word>
      </Checkbox>
      <Sheet open={notice.open} onClose={notice.hide} title={t("join.notice")}>
        <NoticeText notice={way.notice} />
        <button type="button" className={`${buttonLook("primary", false, true)} mt-5`} onClick={notice.hide}>
          {t("join.read")}
        </button>
      </Sheet>
    </>
  );
}

/** A word inside a sentence that is itself a target: it opens and does not tick. */
function Word({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      className="-my-2.5 py-2.5 font-medium text-brand-strong"
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
    >
      {children}
    </button>
  );
}
