import { useTranslation } from "react-i18next";
import { useAction, useCursorPages } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import type { Column } from "../../../web/ui/data-table.tsx";
import { DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Panel } from "../../../web/ui/panel.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { listSendOwnersEndpoint, remindSendEndpoint, type SendOwner } from "../owners.contract.ts";
import type { Send } from "../sends.contract.ts";
import { useReason } from "./outcome.tsx";

function useRemind(send: Send) {
  const { t } = useTranslation("sends");
  const remind = useAction(remindSendEndpoint, {
    invalidates: [listSendOwnersEndpoint],
    onDone: ({ reminding, spared }) =>
      toast(reminding > 0 ? t("owners.reminding", { count: reminding }) : t("owners.spared", { count: spared })),
    onFailed: errorToast,
  });
  return {
    isBusy: remind.isPending,
    all: () => remind.mutate({ sendId: send.id }),
    one: (accountId: string) => remind.mutate({ sendId: send.id, accountIds: [accountId] }),
  };
}
type Remind = ReturnType<typeof useRemind>;

/** What a person has done of it, in one word; the numbers stand beside it. */
function Standing({ owner }: { owner: SendOwner }) {
  const { t } = useTranslation("sends");
  if (owner.waiting > 0) return <Chip tone="info">{t("owners.waiting")}</Chip>;
  if (owner.planned > 0) return <Chip>{t("owners.planned")}</Chip>;
  if (owner.sent + owner.overCap + owner.failed > 0) return <Chip tone="good">{t("owners.confirmed")}</Chip>;
  return <Chip tone="warn">{t("owners.ended")}</Chip>;
}

function Reminded({ owner, remind }: { owner: SendOwner; remind: Remind }) {
  const { t } = useTranslation("sends");
  const mayRemind = useBrand().can("sends.create");
  const left = owner.remindersAllowed - owner.reminders;
  return (
    <span className="row g8">
      {owner.isReminding ? <span className="mut">{t("owners.soon")}</span> : null}
      {!owner.isReminding && owner.remindedAt ? <Time at={owner.remindedAt} className="sec" /> : null}
      {mayRemind && owner.waiting > 0 && !owner.isReminding && left > 0 ? (
        <Button size="xs" busy={remind.isBusy} onClick={() => remind.one(owner.accountId)}>
          {t("owners.remind")}
        </Button>
      ) : null}
      {owner.waiting > 0 && left <= 0 ? <span className="mut">{t("owners.noneLeft")}</span> : null}
    </span>
  );
}

function useColumns(remind: Remind): Column<SendOwner>[] {
  const { t } = useTranslation("sends");
  const reasonOf = useReason();
  const count = (key: "waiting" | "sent" | "overCap" | "failed"): Column<SendOwner> => ({
    key,
    title: t(`owners.${key === "waiting" ? "handedOver" : key}`),
    right: true,
    width: 80,
    cell: (row) => (row[key] > 0 ? formatCount(row[key]) : <span className="mut">0</span>),
  });
  return [
    {
      key: "name",
      title: t("owners.who"),
      cell: (row) => (
        <TwoLines title={row.name} note={row.refusal ? reasonOf(row.refusal) : t("unit.groups", { count: formatCount(row.groups) })} />
      ),
    },
    { key: "standing", title: t("one.state"), width: 104, cell: (row) => <Standing owner={row} /> },
    count("waiting"),
    count("sent"),
    count("overCap"),
    count("failed"),
    { key: "reminded", title: t("owners.reminded"), width: 176, cell: (row) => <Reminded owner={row} remind={remind} /> },
  ];
}

/** Who has to confirm a send on the platform, those who have not yet first; shown only where a platform wants that. */
export function SendOwners({ send }: { send: Send }) {
  const { t } = useTranslation("sends");
  const url = useUrlState();
  const q = url.get("owner");
  const mayRemind = useBrand().can("sends.create");
  const { query, pager } = useCursorPages(listSendOwnersEndpoint, { sendId: send.id, q: q || undefined, limit: 20 }, { refreshMs: 10_000 });
  const remind = useRemind(send);
  const columns = useColumns(remind);
  const page = query.data;
  if (!page || (page.items.length === 0 && !q)) return null;
  const waiting = page.items.filter((one) => one.waiting > 0).length;
  return (
    <Panel
      title={t("owners.title")}
      facts={t("owners.facts")}
      actions={
        <>
          {page.items.length > 5 || q ? (
            <SearchInput value={q} onSearch={(next) => url.set({ owner: next })} placeholder={t("owners.search")} width={160} />
          ) : null}
          {mayRemind && waiting > 0 ? (
            <Button size="s" icon="bell" busy={remind.isBusy} onClick={remind.all}>
              {t("owners.remindAll")}
            </Button>
          ) : null}
        </>
      }
    >
      <DataTable
        label={t("owners.title")}
        columns={columns}
        rows={page.items}
        rowKey={(row) => row.accountId}
        edge={false}
        stickyTop={0}
        stale={query.isPlaceholderData}
      />
      {pager.hasNext || pager.hasPrevious ? <CursorPager pager={pager} /> : null}
    </Panel>
  );
}
