import { Link } from "react-router";
import type { ChatMessage } from "../../messages/chat.contract.ts";
import { useNow, useOpening, type Opening } from "../../../web/h5/brand.tsx";
import { Loaded, Outside } from "../../../web/h5/loaded.tsx";
import { greeting, rowTime, type Now } from "../../../web/h5/times.ts";
import { LanguageLine } from "../../../web/h5/language-switch.tsx";
import { t } from "../../../web/h5/words.ts";
import { Avatar } from "../../../web/ui/h5/avatar.tsx";
import { Card, Section } from "../../../web/ui/h5/card.tsx";
import { Icon } from "../../../web/ui/h5/icons.tsx";
import { Page } from "../../../web/ui/h5/page.tsx";
import { useSheet } from "../../../web/ui/h5/use-sheet.ts";
import { EmptyState, RowBones } from "../../../web/ui/h5/states.tsx";
import { Count, Tag } from "../../../web/ui/h5/tag.tsx";
import { ContactSheet } from "./contact.h5.tsx";
import type { MyGroup } from "../my-groups.rules.ts";
import { useMyGroups } from "./my-groups.h5.ts";

export function HomePage() {
  const opening = useOpening();
  if (!opening.data)
    return (
      <Page title={t("home.title")} wash>
        <Loaded query={opening} bones={<RowBones rows={3} />}>
          {() => null}
        </Loaded>
      </Page>
    );
  const { brand, member } = opening.data;
  return (
    <Page title={brand.name} wash>
      <Head brand={brand} nickname={member?.nickname ?? null} />
      {member ? (
        <MyGroups myId={member.id} />
      ) : (
        <div className="mt-5">
          <Outside />
        </div>
      )}
      <FootLinks brand={brand} signedIn={member !== null} />
    </Page>
  );
}

function Head({ brand, nickname }: { brand: Opening["brand"]; nickname: string | null }) {
  const now = useNow();
  return (
    <header className="-mt-0.5 flex items-center gap-2.5">
      <Avatar
        name={brand.name}
        seed={brand.name}
        url={brand.logoUrl}
        shape="square"
        className="size-9 rounded-[11px]! border border-brand-line text-body"
      />
      <div className="min-w-0 flex-1">
        <h1 className="truncate text-body/[1.375rem] font-semibold">
          {nickname === null ? brand.name : t("home.greeting", { name: nickname, greeting: greeting(now) })}
        </h1>
        {nickname !== null && <p className="truncate text-cap text-ink-2">{brand.name}</p>}
      </div>
      {nickname !== null && (
        <Link to="/privacy" aria-label={t("home.settings")} className="-my-1 -mr-2.5 grid size-11 place-items-center text-ink-2">
          <Icon name="settings" size="l" />
        </Link>
      )}
    </header>
  );
}

function MyGroups({ myId }: { myId: string }) {
  const query = useMyGroups(myId);
  const now = useNow();
  return (
    <Section title={t("home.title")}>
      <Loaded query={query} bones={<RowBones rows={3} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="people" title={t("home.none")}>
              {t("home.noneText")}
            </EmptyState>
          ) : (
            <Card flush>
              {items.map((group) => (
                <GroupRow key={group.id} group={group} now={now} />
              ))}
            </Card>
          )
        }
      </Loaded>
    </Section>
  );
}

function GroupRow({ group, now }: { group: MyGroup; now: Now }) {
  const last = group.lastMessage;
  return (
    <Link
      to={`/g/${group.id}`}
      className="relative flex min-h-16 items-center gap-3 px-4 py-3 not-first:before:absolute not-first:before:inset-x-4 not-first:before:top-0 not-first:before:border-t not-first:before:border-line active:bg-sunken"
    >
      <Avatar name={group.name} seed={group.id} url={group.logoUrl} shape="square" />
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-1.5">
          <h3 className="truncate text-body/[1.375rem] font-semibold">{group.name}</h3>
          <Tag>{t("home.people", { count: group.memberCount })}</Tag>
        </div>
        <p className="truncate text-small text-ink-2 [unicode-bidi:isolate]">{last ? previewOf(last, group.seatId) : t("home.quiet")}</p>
      </div>
      <div className="flex h-[42px] flex-none flex-col items-end justify-between text-cap text-ink-3">
        {last && <span>{rowTime(Date.parse(last.at), now)}</span>}
        {group.unread > 0 && (
          <span>
            <Count value={group.unread} />
            <span className="sr-only">{t("home.unread")}</span>
          </span>
        )}
      </div>
    </Link>
  );
}

function previewOf(message: ChatMessage, mySeatId: string): string {
  const { body, sender } = message;
  const said = (text: string) => (sender ? t("home.said", { name: sender.id === mySeatId ? t("home.me") : sender.name, text }) : text);
  if (body.kind === "text") return said(body.text.slice(0, 60));
  if (body.kind === "picture") return said(t("chat.image"));
  if (body.kind === "missing") return said(t(`chat.${body.format}`));
  if (body.kind === "link") return said(body.title || t("chat.link"));
  return body.kind === "notice" ? body.text : t("home.gone");
}

function FootLinks({ brand, signedIn }: { brand: Opening["brand"]; signedIn: boolean }) {
  const contact = useSheet("contact");
  const look = "inline-flex min-h-11 items-center gap-1 px-3 text-small text-ink-2";
  return (
    <footer className="mt-7 text-center">
      {signedIn && (
        <Link to="/privacy" className={look}>
          <Icon name="shield" size="s" />
          {t("home.privacy")}
        </Link>
      )}
      {brand.contact && (
        <button type="button" onClick={contact.show} className={look}>
          <Icon name="chat" size="s" />
          {brand.contact.label}
        </button>
      )}
      {brand.contact && <ContactSheet contact={brand.contact} open={contact.open} onClose={contact.hide} />}
      {!signedIn && <LanguageLine />}
    </footer>
  );
}
