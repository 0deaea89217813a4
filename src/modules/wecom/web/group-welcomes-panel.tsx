import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { MoreMenu } from "../../../web/ui/more-menu.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { type GroupWelcome, listGroupWelcomesEndpoint, removeGroupWelcomeEndpoint } from "../welcome.contract.ts";
import { GroupWelcomeDrawer } from "./group-welcome-drawer.tsx";

/** Material that owners choose for their groups on the phone. */
export function GroupWelcomesPanel({ connectionId }: { connectionId: string }) {
  const { t } = useTranslation("wecom");
  const brand = useBrand();
  const [editing, setEditing] = useState<GroupWelcome | "new" | null>(null);
  const query = useEndpoint(listGroupWelcomesEndpoint, { connectionId });
  const add = brand.can("wecom.codes") ? (
    <Button size="s" icon="plus" onClick={() => setEditing("new")}>
      {t("welcome.addGroup")}
    </Button>
  ) : null;
  return (
    <Panel
      title={t("welcome.group")}
      facts={t("welcome.groupFacts")}
      actions={
        <>
          <ExportButton size="xs" list="wecom-group-welcomes" filter={{ connectionId }} total={query.data?.items.length} />
          {add}
        </>
      }
    >
      <Loaded
        query={query}
        what={t("welcome.group")}
        tight
        skeleton={<RowsSkeleton rows={2} />}
        empty={(list) =>
          list.items.length === 0 ? <EmptyState tight icon="groups" title={t("welcome.groupEmpty")} actions={add} /> : null
        }
      >
        {(list) => (
          <>
            {list.items.map((one) => (
              <Row key={one.id} one={one} connectionId={connectionId} onEdit={() => setEditing(one)} />
            ))}
            <p className="wc-note">{t("welcome.groupTodo")}</p>
          </>
        )}
      </Loaded>
      {editing ? (
        <GroupWelcomeDrawer connectionId={connectionId} one={editing === "new" ? null : editing} onClose={() => setEditing(null)} />
      ) : null}
    </Panel>
  );
}

function Row({ one, connectionId, onEdit }: { one: GroupWelcome; connectionId: string; onEdit: () => void }) {
  const { t } = useTranslation("wecom");
  const brand = useBrand();
  const [removing, setRemoving] = useState(false);
  const remove = useAction(removeGroupWelcomeEndpoint, {
    invalidates: [listGroupWelcomesEndpoint],
    onDone: () => toast(t("removed")),
    onFailed: errorToast,
  });
  return (
    <article className="wc-code" style={{ gridTemplateColumns: "minmax(0, 1fr) auto" }}>
      <div className="wc-words">
        <p className="wc-text">{one.text}</p>
        {one.contentName ? (
          <span className="wc-chips">
            <Chip tone="outline" icon="content">
              {one.contentName}
            </Chip>
          </span>
        ) : null}
      </div>
      {brand.can("wecom.codes") ? (
        <span className="row g6" style={{ alignSelf: "start" }}>
          <Button size="xs" onClick={onEdit}>
            {t("codes.edit")}
          </Button>
          <MoreMenu actions={[{ key: "remove", label: t("remove"), icon: "trash", danger: true, onRun: () => setRemoving(true) }]} />
        </span>
      ) : null}
      {removing ? (
        <ConfirmNumbers
          open
          danger
          icon="trash"
          title={t("welcome.groupRemoveTitle")}
          facts={t("welcome.groupRemoveText")}
          confirm={t("remove")}
          busy={remove.isPending}
          onConfirm={() => remove.mutate({ connectionId, groupWelcomeId: one.id })}
          onClose={() => setRemoving(false)}
        />
      ) : null}
    </article>
  );
}
