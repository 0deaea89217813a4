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
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
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
  return (
    <span className="row g8">
      {owner.isReminding ? <span className="mut">{t("owners.soon")}</span> : null}
      {!owner.isReminding && owner.remindedAt ? <Time at={owner.remindedAt} className="sec" /> : null}
      {owner.waiting > 0 && !owner.isReminding ? <RemindOne owner={owner} remind={remind} /> : null}
    </span>
  );
}

function RemindOne({ owner, remind }: { owner: SendOwner; remind: Remind }) {
  const { t } = useTranslation("sends");
  const mayRemind = useBrand().can("sends.create");
  if (owner.reminders >= owner.remindersAllowed) return <span className="mut">{t("owners.noneLeft")}</span>;
  if (!mayRemind) return null;
  return (
    <Button size="xs" busy={remind.isBusy} onClick={() => remind.one(owner.accountId)}>
      {t("owners.remind")}
    </Button>
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

interface ActsProps {
  search: string;
  onSearch: (next: string) => void;
  isLong: boolean;
  isWaiting: boolean;
  remind: Remind;
}

function Acts({ search, onSearch, isLong, isWaiting, remind }: ActsProps) {
  const { t } = useTranslation("sends");
  const mayRemind = useBrand().can("sends.create");
  return (
    <>
      {isLong || search ? <SearchInput value={search} onSearch={onSearch} placeholder={t("owners.search")} width={160} /> : null}
      {mayRemind && isWaiting ? (
        <Button size="s" icon="bell" busy={remind.isBusy} onClick={remind.all}>
          {t("owners.remindAll")}
        </Button>
      ) : null}
    </>
  );
}

/** More accounts than this can be searched. */
const MANY = 5;

/** Who has to confirm a send on the platform, those who have not yet first; shown only where a platform wants that. */
export function SendOwners({ send }: { send: Send }) {
  const { t } = useTranslation("sends");
  const url = useUrlState();
  const q = url.get("owner");
  const { query, pager } = useCursorPages(listSendOwnersEndpoint, { sendId: send.id, q: q || undefined, limit: 20 }, { refreshMs: 10_000 });
  const remind = useRemind(send);
  const { columns, tools } = useListView("send-owners", { columns: useColumns(remind), conditions: ["owner"], isPart: true });
  const rows = query.data?.items ?? [];
  if (rows.length === 0 && !q) return null;
  return (
    <Panel
      title={t("owners.title")}
      facts={t("owners.facts")}
      actions={
        <>
          <Acts
            search={q}
            onSearch={(owner) => url.set({ owner })}
            isLong={rows.length > MANY}
            isWaiting={rows.some((one) => one.waiting > 0)}
            remind={remind}
          />
          {tools}
          <ExportButton size="xs" list="send-owners" filter={{ sendId: send.id, q: q || undefined }} columns={columns} />
        </>
      }
    >
      <DataTable
        label={t("owners.title")}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.accountId}
        edge={false}
        stickyTop={0}
        stale={query.isPlaceholderData}
      />
      {pager.hasNext || pager.hasPrevious ? <CursorPager pager={pager} /> : null}
    </Panel>
  );
}
