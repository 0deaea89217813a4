import { useTranslation } from "react-i18next";
import { joint } from "../../../web/i18n/joint.ts";
import { Avatar } from "../../../web/ui/avatar.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import type { Column } from "../../../web/ui/data-table.tsx";
import { formatMoney } from "../../../web/ui/format.ts";
import { Time } from "../../../web/ui/zone.tsx";
import type { MemberItem } from "../members.contract.ts";

const TAGS_SHOWN = 2;

/** Names as colleagues say them: their own name for the person in front, the person's nickname behind. */
export function shownName(member: Pick<MemberItem, "name" | "nickname">): string {
  return member.name || member.nickname || "—";
}

/** Where the person came from, in words. */
function useSourceText(): (source: MemberItem["source"]) => string {
  const { t } = useTranslation("members");
  return (source) => source.entry ?? t(`sourceKind.${source.kind}`, { defaultValue: source.kind });
}

function Who({ member }: { member: MemberItem }) {
  const { t } = useTranslation("members");
  const second = [member.name && member.nickname ? member.nickname : "", member.phoneMasked ?? ""].filter(Boolean).join(" · ");
  return (
    <div className="row g8">
      <Avatar name={shownName(member)} seed={member.id} image={member.avatarUrl} />
      <div className="two">
        <b title={shownName(member)}>
          {shownName(member)}
          {member.seatKind === "member" ? null : <Chip tone="info">{t(`seatKind.${member.seatKind}`)}</Chip>}
        </b>
        <small>{second || t("noPhone")}</small>
      </div>
    </div>
  );
}

function Tags({ member }: { member: MemberItem }) {
  const [shown, rest] = [member.tags.slice(0, TAGS_SHOWN), member.tags.slice(TAGS_SHOWN)];
  return (
    <div className="row g4 nw">
      {shown.map((tag) => (
        <Chip key={tag.id} tone="outline" title={tag.name}>
          {tag.name}
        </Chip>
      ))}
      {rest.length > 0 ? (
        <span className="mut sm12" title={rest.map((tag) => tag.name).join(joint("items"))}>
          +{rest.length}
        </span>
      ) : null}
    </div>
  );
}

/** The columns of the list; beside an open drawer only the narrow ones have room. */
export function useMemberColumns(isNarrow: boolean): Column<MemberItem>[] {
  const { t } = useTranslation("members");
  const sourceText = useSourceText();
  const wide: Column<MemberItem>[] = [
    { key: "tags", title: t("column.tags"), cell: (member) => <Tags member={member} /> },
    { key: "city", title: t("column.city"), hidden: true, cell: (member) => <span className="sec">{member.city || "—"}</span> },
    { key: "source", title: t("column.source"), cell: (member) => <span className="sec nw el">{sourceText(member.source)}</span> },
    {
      key: "marketing",
      title: t("column.marketing"),
      hidden: true,
      cell: (member) => (member.marketing ? <span className="good">{t("agreed")}</span> : <span className="mut">—</span>),
    },
    {
      key: "joined",
      title: t("column.joined"),
      sort: "joined",
      hidden: true,
      cell: (member) => (
        <span className="sec nw">
          <Time at={member.firstSeenAt} />
        </span>
      ),
    },
  ];
  const always: Column<MemberItem>[] = [
    { key: "spend", title: t("column.spend"), right: true, tip: t("spendTip"), cell: (member) => formatMoney(member.spend90Fen) },
    {
      key: "orders",
      title: t("column.orders"),
      right: true,
      tip: t("ordersTip"),
      cell: (member) => <span className="sec">{member.orders90}</span>,
    },
    { key: "groups", title: t("column.groups"), right: true, cell: (member) => <span className="sec">{member.groups}</span> },
    {
      key: "active",
      title: t("column.active"),
      sort: "active",
      tip: t("activeTip"),
      cell: (member) => <span className="sec nw">{member.lastActiveAt ? <Time at={member.lastActiveAt} /> : "—"}</span>,
    },
  ];
  const who: Column<MemberItem> = { key: "who", title: t("column.member"), cell: (member) => <Who member={member} /> };
  const [tags, ...others] = wide;
  return isNarrow || !tags ? [who, ...always] : [who, tags, ...always, ...others];
}
