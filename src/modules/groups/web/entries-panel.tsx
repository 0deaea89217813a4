import { useState } from "react";
import { useTranslation } from "react-i18next";
import { callEndpoint, useAction, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { copyText } from "../../../web/ui/copy-text.ts";
import { formatCount, formatPercent } from "../../../web/ui/format.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { MoreMenu } from "../../../web/ui/more-menu.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useTakeBack } from "../../../web/ui/use-take-back.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { groupGuideEndpoint } from "../../openings/openings.contract.ts";
import { closeEntryEndpoint, createEntryEndpoint, type GroupEntry, listEntriesEndpoint, reopenEntryEndpoint } from "../entries.contract.ts";
import { type GroupDetail, showGroupEndpoint } from "../groups.contract.ts";
import { Dots } from "./dots.tsx";
import { QrDialog } from "./qr-dialog.tsx";
import { useAsked } from "./use-asked.ts";
import "./entries-panel.css";

const addressOf = (entry: GroupEntry) => location.origin + entry.path;

/** 进群链接: links into a web group, with how often each was looked at and who came by it. */
export function EntriesPanel({ group }: { group: GroupDetail }) {
  const { t } = useTranslation("groups");
  const brand = useBrand();
  const query = useEndpoint(listEntriesEndpoint, { groupId: group.id });
  const [name, setName] = useAsked<string>({ entry: "" });
  const canManage = brand.can("groups.manage") && group.status !== "closed";
  const create = useAction(createEntryEndpoint, {
    invalidates: [listEntriesEndpoint, showGroupEndpoint, groupGuideEndpoint],
    onDone: ({ path }) => {
      setName(null);
      void copyText(location.origin + path).then((copied) => toast(copied ? t("entry.madeCopied") : t("entry.made")));
    },
    onFailed: errorToast,
  });
  return (
    <Panel
      title={t("entry.title")}
      facts={query.data ? t("entry.count", { count: query.data.items.filter((one) => !one.closedAt).length }) : null}
      actions={
        <>
          {query.data?.items.length ? <ExportButton size="xs" list="group-entries" filter={{ groupId: group.id }} /> : null}
          {canManage ? (
            <Button kind="quiet" size="xs" icon="plus" onClick={() => setName("")}>
              {t("entry.add")}
            </Button>
          ) : null}
        </>
      }
    >
      {name === null ? null : (
        <form
          className="entnew"
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate({ groupId: group.id, name: name.trim() });
          }}
        >
          <TextInput size="s" value={name} onChange={setName} placeholder={t("entry.name")} maxLength={40} autoFocus />
          <Button type="submit" size="s" kind="primary" busy={create.isPending} disabled={name.trim() === ""}>
            {t("entry.make")}
          </Button>
        </form>
      )}
      <Loaded
        query={query}
        what={t("entry.title")}
        tight
        skeleton={<RowsSkeleton rows={2} />}
        empty={(data) =>
          data.items.length === 0 && name === null ? (
            <EmptyState tight icon="link" title={t("entry.empty")} text={t("entry.emptyWhy")} />
          ) : null
        }
      >
        {(data) => (
          <ul className="ents">
            {data.items.map((entry) => (
              <Entry key={entry.id} group={group} entry={entry} canManage={canManage} />
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}

function Entry({ group, entry, canManage }: { group: GroupDetail; entry: GroupEntry; canManage: boolean }) {
  const { t } = useTranslation("groups");
  const [qr, setQr] = useState(false);
  const takeBack = useTakeBack([listEntriesEndpoint, groupGuideEndpoint]);
  const close = useAction(closeEntryEndpoint, {
    invalidates: [listEntriesEndpoint, groupGuideEndpoint],
    onDone: () => takeBack(t("entry.closed"), () => callEndpoint(reopenEntryEndpoint, { groupId: group.id, entryId: entry.id })),
    onFailed: errorToast,
  });
  const copy = () => void copyText(addressOf(entry)).then((copied) => (copied ? toast(t("entry.copied")) : undefined));
  return (
    <li className={entry.closedAt ? "off" : undefined}>
      <div className="sp">
        <b className="el">{entry.name}</b>
        <small>
          <Dots
            parts={[
              entry.closedAt
                ? t("entry.isClosed")
                : t("entry.figures", { exposures: formatCount(entry.exposures), joins: formatCount(entry.joins) }),
              entry.exposures > 0 && t("entry.rate", { rate: formatPercent(entry.joins / entry.exposures) }),
            ]}
          />
        </small>
      </div>
      {entry.closedAt ? null : (
        <>
          <Button size="xs" icon="qr" label={t("entry.qr")} onClick={() => setQr(true)} />
          <Button size="xs" icon="copy" onClick={copy}>
            {t("entry.copy")}
          </Button>
          {canManage ? (
            <MoreMenu
              size="xs"
              actions={[
                {
                  key: "open",
                  label: t("entry.open"),
                  icon: "open",
                  onRun: () => void window.open(addressOf(entry), "_blank", "noopener"),
                },
                {
                  key: "close",
                  label: t("entry.close"),
                  icon: "close",
                  danger: true,
                  onRun: () => close.mutate({ groupId: group.id, entryId: entry.id }),
                },
              ]}
            />
          ) : null}
        </>
      )}
      {qr ? <QrDialog title={`${group.name} · ${entry.name}`} text={addressOf(entry)} onClose={() => setQr(false)} /> : null}
    </li>
  );
}
