import { Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";
import { Icon } from "../../../web/ui/icons.tsx";
import type { MenuAction } from "../../../web/ui/more-menu.tsx";
import type { SavedView } from "../views.contract.ts";
import { useViewActions } from "./use-view-actions.ts";
import type { Views } from "./use-views.ts";
import { RenameViewDialog, SaveViewDialog } from "./view-dialog.tsx";
import "./views.css";

interface ViewsProps {
  views: Views;
  /** Columns in sight, where they can be chosen. */
  columns?: readonly { key: string }[];
}

const itemsOf = (actions: MenuAction[]) =>
  actions.map((action) => ({
    key: action.key,
    label: action.label,
    icon: action.icon ? <Icon name={action.icon} size="s" /> : undefined,
    danger: action.danger ?? false,
    onClick: action.onRun,
  }));

function useDialogs({ views, columns }: ViewsProps) {
  const [isSaving, setSaving] = useState(false);
  const [renamed, setRenamed] = useState<SavedView | null>(null);
  const keys = columns?.map((column) => column.key);
  const dialogs = (
    <>
      {isSaving ? <SaveViewDialog views={views} columns={keys} onClose={() => setSaving(false)} /> : null}
      {renamed ? <RenameViewDialog view={renamed} onClose={() => setRenamed(null)} /> : null}
    </>
  );
  return { dialogs, onSave: () => setSaving(true), onRename: setRenamed };
}

/** The saved views behind a list's own tabs, and 存为视图. */
export function ViewTabs({ views, columns }: ViewsProps) {
  const { t } = useTranslation("views");
  const { dialogs, onSave, onRename } = useDialogs({ views, columns });
  const actionsOf = useViewActions(views, onRename);
  return (
    <>
      <div className="tabs views-tabs" role="group" aria-label={t("label")}>
        {views.items.map((view) => (
          <ViewTab key={view.id} view={view} views={views} actions={actionsOf(view)} />
        ))}
      </div>
      <Button kind="quiet" size="s" icon="plus" onClick={onSave}>
        {t("save")}
      </Button>
      {dialogs}
    </>
  );
}

function ViewTab({ view, views, actions }: { view: SavedView; views: Views; actions: MenuAction[] }) {
  const { t } = useTranslation("views");
  const isOpen = views.active?.id === view.id;
  const isChanged = isOpen && views.isChanged;
  return (
    <span className={isOpen ? "view-tab on" : "view-tab"}>
      <button
        type="button"
        aria-pressed={isOpen}
        title={view.isOwn ? undefined : t("of", { name: view.ownerName })}
        onClick={() => views.open(view)}
      >
        {view.shared ? <Icon name="team" size="xs" /> : null}
        <span className="el">{view.name}</span>
        {isChanged ? <i className="view-changed" title={t("changed")} /> : null}
      </button>
      {isOpen ? (
        <Dropdown menu={{ items: itemsOf(actions) }} trigger={["click"]} placement="bottomLeft">
          <button type="button" className="view-more" aria-label={t("actions", { name: view.name })}>
            <Icon name="down" size="xs" />
          </button>
        </Dropdown>
      ) : null}
    </span>
  );
}

/** The same in one button, for lists without tabs of their own. */
export function ViewMenu({ views, columns }: ViewsProps) {
  const { t } = useTranslation("views");
  const { dialogs, onSave, onRename } = useDialogs({ views, columns });
  const actionsOf = useViewActions(views, onRename);
  const { active } = views;
  const picks = views.items.map((view) => ({
    key: view.id,
    label: view.name,
    icon: <Icon name={view.id === active?.id ? "check" : view.shared ? "team" : "list"} size="s" />,
    onClick: () => views.open(view),
  }));
  const items = [
    ...(picks.length > 0 ? picks : [{ key: "none", label: t("none"), disabled: true }]),
    { type: "divider" as const },
    { key: "save", label: t("save"), icon: <Icon name="plus" size="s" />, onClick: onSave },
    ...(active
      ? [
          { key: "leave", label: t("leave"), icon: <Icon name="close" size="s" />, onClick: () => views.leave() },
          { type: "divider" as const },
          { type: "group" as const, label: active.name, children: itemsOf(actionsOf(active)) },
        ]
      : []),
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
        <Button kind="quiet" size="s" icon="list">
          <span className="el view-name">{active?.name ?? t("menu")}</span>
          {views.isChanged ? <i className="view-changed" title={t("changed")} /> : null}
        </Button>
      </Dropdown>
      {dialogs}
    </>
  );
}
