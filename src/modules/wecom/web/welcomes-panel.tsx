import { Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clockOf } from "../../../lib/clock.ts";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { MoreMenu } from "../../../web/ui/more-menu.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { listWelcomesEndpoint, removeWelcomeEndpoint, saveWelcomeEndpoint, type Welcome } from "../welcome.contract.ts";
import { WelcomeDrawer } from "./welcome-drawer.tsx";

/** Welcomes of new contacts; the narrowest that fits goes out. */
export function WelcomesPanel({ connectionId }: { connectionId: string }) {
  const { t } = useTranslation("wecom");
  const brand = useBrand();
  const [editing, setEditing] = useState<Welcome | "new" | null>(null);
  const query = useEndpoint(listWelcomesEndpoint, { connectionId });
  const add = brand.can("wecom.codes") ? (
    <Button size="s" icon="plus" onClick={() => setEditing("new")}>
      {t("welcome.add")}
    </Button>
  ) : null;
  return (
    <Panel
      title={t("welcome.panel")}
      facts={t("welcome.panelFacts")}
      actions={
        <>
          <ExportButton size="xs" list="wecom-welcomes" filter={{ connectionId }} total={query.data?.items.length} />
          {add}
        </>
      }
    >
      <Loaded
        query={query}
        what={t("welcome.what")}
        tight
        skeleton={<RowsSkeleton rows={3} />}
        empty={(list) =>
          list.items.length === 0 ? (
            <EmptyState tight icon="heart" title={t("welcome.empty")} text={t("welcome.emptyText")} actions={add} />
          ) : null
        }
      >
        {(list) => (
          <>
            {list.items.map((one) => (
              <WelcomeRow key={one.id} one={one} connectionId={connectionId} onEdit={() => setEditing(one)} />
            ))}
            <p className="wc-note">{t("welcome.order")}</p>
          </>
        )}
      </Loaded>
      {editing ? (
        <WelcomeDrawer connectionId={connectionId} welcome={editing === "new" ? null : editing} onClose={() => setEditing(null)} />
      ) : null}
    </Panel>
  );
}

function WelcomeRow({ one, connectionId, onEdit }: { one: Welcome; connectionId: string; onEdit: () => void }) {
  const { t } = useTranslation("wecom");
  const hours =
    one.fromMinute === null || one.toMinute === null ? t("welcome.allDay") : `${clockOf(one.fromMinute)}–${clockOf(one.toMinute)}`;
  return (
    <article className="wc-code" style={{ gridTemplateColumns: "minmax(0, 1fr) auto" }} aria-label={one.name}>
      <div className="wc-words">
        <h3 className="row g8">
          {one.name}
          <Chip tone={one.isOn ? "good" : "plain"}>{t(one.isOn ? "welcome.on" : "welcome.off")}</Chip>
        </h3>
        <span className="wc-chips">
          <Chip tone="outline">{one.codeName ? t("welcome.ofCode", { name: one.codeName }) : t("welcome.anyCode")}</Chip>
          <Chip tone="outline">{hours}</Chip>
          {one.contents.map((content) => (
            <Chip key={content.id} tone={content.usable ? "outline" : "warn"} icon="content">
              {content.usable ? content.name : t("welcome.unusable", { name: content.name })}
            </Chip>
          ))}
        </span>
        <p className="wc-text">{one.text}</p>
        <span className="mut sm12">
          {[t("welcome.sent", { n: formatCount(one.sent) }), one.failed > 0 ? t("welcome.failed", { n: formatCount(one.failed) }) : ""]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </div>
      <RowActions one={one} connectionId={connectionId} onEdit={onEdit} />
    </article>
  );
}

function RowActions({ one, connectionId, onEdit }: { one: Welcome; connectionId: string; onEdit: () => void }) {
  const { t } = useTranslation("wecom");
  const brand = useBrand();
  const [removing, setRemoving] = useState(false);
  const invalidates = [listWelcomesEndpoint];
  const save = useAction(saveWelcomeEndpoint, { invalidates, onFailed: errorToast });
  const remove = useAction(removeWelcomeEndpoint, { invalidates, onDone: () => toast(t("removed")), onFailed: errorToast });
  if (!brand.can("wecom.codes")) return null;
  const { id, name, codeId, fromMinute, toMinute, text } = one;
  const turn = (isOn: boolean) =>
    save.mutate({
      connectionId,
      welcomeId: id,
      welcome: {
        name,
        isOn,
        codeId,
        fromMinute,
        toMinute,
        text,
        contentIds: one.contents.filter((row) => row.usable).map((row) => row.id),
      },
    });
  return (
    <span className="row g8" style={{ alignSelf: "start" }}>
      <Switch size="small" aria-label={t("welcome.isOn")} checked={one.isOn} loading={save.isPending} onChange={turn} />
      <Button size="xs" onClick={onEdit}>
        {t("codes.edit")}
      </Button>
      <MoreMenu actions={[{ key: "remove", label: t("remove"), icon: "trash", danger: true, onRun: () => setRemoving(true) }]} />
      {removing ? (
        <ConfirmNumbers
          open
          danger
          icon="trash"
          title={t("welcome.removeTitle", { name })}
          facts={t("welcome.removeText")}
          confirm={t("remove")}
          busy={remove.isPending}
          onConfirm={() => remove.mutate({ connectionId, welcomeId: id })}
          onClose={() => setRemoving(false)}
        />
      ) : null}
    </span>
  );
}
