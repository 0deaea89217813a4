import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useCursorPages } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { type Column, DataTable } from "../../../web/ui/data-table.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { type AstrayCallback, listAstrayEndpoint, retryAstrayEndpoint, showHealthEndpoint } from "../health.contract.ts";

const states = ["all", "unreadable", "failed"] as const;

function columnsOf(t: TFunction<"connections">): Column<AstrayCallback>[] {
  return [
    { key: "at", title: t("callbacks.at"), width: 130, cell: (one) => <Time at={one.receivedAt} /> },
    {
      key: "state",
      title: t("callbacks.state"),
      cell: (one) => (
        <span className="conn-state">
          <Chip tone={one.state === "failed" ? "bad" : "warn"}>{t(`callbacks.${one.state}`)}</Chip>
          {one.reason ? <span className="sec conn-why">{one.reason}</span> : null}
        </span>
      ),
    },
    { key: "body", title: t("callbacks.body"), from: 900, cell: (one) => <code className="conn-code conn-cut">{one.body}</code> },
  ];
}

type Chosen = (typeof states)[number];

interface ChoiceProps {
  chosen: Chosen;
  busy: boolean;
  onChoose: (chosen: Chosen) => void;
  onRetry: (() => void) | null;
}

function Choice({ chosen, busy, onChoose, onRetry }: ChoiceProps) {
  const { t } = useTranslation("connections");
  return (
    <span className="row g8">
      <Segmented
        label={t("callbacks.state")}
        options={states.map((value) => ({ value, label: t(`callbacks.${value}`) }))}
        value={chosen}
        onChange={onChoose}
      />
      {onRetry ? (
        <Button size="s" icon="redo" busy={busy} onClick={onRetry}>
          {t("callbacks.retryAll")}
        </Button>
      ) : null}
    </span>
  );
}

/** Takes some of them through again, or all; nothing for who may only look. */
function useRetry(connectionId: string): { run: ((ids?: number[]) => void) | null; busy: boolean } {
  const { t } = useTranslation("connections");
  const brand = useBrand();
  const retry = useAction(retryAstrayEndpoint, {
    invalidates: [listAstrayEndpoint, showHealthEndpoint],
    onDone: ({ count }) => toast(t("callbacks.retried", { n: formatCount(count) })),
    onFailed: errorToast,
  });
  const run = (ids?: number[]) => retry.mutate({ connectionId, ...(ids ? { ids } : {}) });
  return { run: brand.can("connections.manage") ? run : null, busy: retry.isPending };
}

/** Callbacks that could not be read or handled: looked at, and taken through once more. */
export function AstrayPanel({ connectionId }: { connectionId: string }) {
  const { t } = useTranslation("connections");
  const url = useUrlState();
  const { run, busy } = useRetry(connectionId);
  const chosen = states.find((state) => state === url.get("astray")) ?? "all";
  const ask = { connectionId, ...(chosen === "all" ? {} : { state: chosen }) };
  const { query, pager } = useCursorPages(listAstrayEndpoint, { ...ask, limit: 20 });
  const { columns, tools } = useListView("callbacks", { columns: columnsOf(t), conditions: ["astray"], isPart: true });
  const hasSome = query.data !== undefined && query.data.items.length > 0;
  const choose = (value: Chosen) => url.set({ astray: value === "all" ? "" : value });
  const choice = <Choice chosen={chosen} busy={busy} onChoose={choose} onRetry={hasSome && run ? () => run() : null} />;
  return (
    <Panel
      title={t("callbacks.astray")}
      facts={t("callbacks.astrayFacts")}
      actions={
        hasSome || chosen !== "all" ? (
          <>
            {choice}
            {tools}
            <ExportButton size="xs" list="callbacks" filter={ask} columns={columns} />
          </>
        ) : null
      }
    >
      <Loaded
        query={query}
        what={t("callbacks.astray")}
        tight
        skeleton={<RowsSkeleton rows={3} />}
        empty={(page) =>
          page.items.length > 0 ? null : (
            <EmptyState tight icon="check" title={t("callbacks.noAstray")} text={t("callbacks.noAstrayText")} />
          )
        }
      >
        {(page) => <AstrayList callbacks={page.items} columns={columns} onRetry={run} />}
      </Loaded>
      <CursorPager pager={pager} />
    </Panel>
  );
}

interface AstrayListProps {
  callbacks: readonly AstrayCallback[];
  columns: Column<AstrayCallback>[];
  onRetry: ((ids: number[]) => void) | null;
}

function AstrayList({ callbacks, columns, onRetry }: AstrayListProps) {
  const { t } = useTranslation("connections");
  const [openId, setOpenId] = useState<number | null>(null);
  const open = callbacks.find((one) => one.id === openId);
  const retry = (id: number) => {
    onRetry?.([id]);
    setOpenId(null);
  };
  return (
    <>
      <DataTable
        label={t("callbacks.astray")}
        columns={columns}
        rows={[...callbacks]}
        rowKey={(one) => String(one.id)}
        onOpen={(one) => setOpenId(one.id)}
        oneLine
        edge={false}
        stickyTop={0}
      />
      {open ? <AstrayDrawer callback={open} onClose={() => setOpenId(null)} onRetry={onRetry ? () => retry(open.id) : null} /> : null}
    </>
  );
}

function AstrayDrawer({ callback, onClose, onRetry }: { callback: AstrayCallback; onClose: () => void; onRetry: (() => void) | null }) {
  const { t } = useTranslation("connections");
  const foot = onRetry ? (
    <Button kind="primary" icon="redo" onClick={onRetry}>
      {t("callbacks.retry")}
    </Button>
  ) : null;
  return (
    <Drawer open title={t(`callbacks.${callback.state}`)} facts={<Time at={callback.receivedAt} />} onClose={onClose} foot={foot}>
      <div className="pad">
        {callback.reason ? (
          <p className="bad">
            {callback.reason} · {t("callbacks.tries", { n: callback.tries })}
          </p>
        ) : null}
        <pre className="conn-raw">{callback.body}</pre>
      </div>
    </Drawer>
  );
}
