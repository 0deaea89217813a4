import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { callEndpoint, useAction } from "../../../web/api.ts";
import { formatCount } from "../../../web/ui/format.ts";
import { Icon, type IconName } from "../../../web/ui/icons.tsx";
import { type MenuAction, MoreMenu } from "../../../web/ui/more-menu.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { useTakeBack } from "../../../web/ui/use-take-back.ts";
import { addFolderEndpoint, contentOverviewEndpoint, removeFolderEndpoint } from "../contents.contract.ts";
import type { FolderLine } from "../folder-tree.rules.ts";
import { FOLDER_DEPTH_LIMIT } from "../folders.rules.ts";
import type { Change } from "./folder-dialog.tsx";

interface PlaceRowProps {
  /** Empty, `none`, `retired` or a folder's id. */
  place: string;
  label: string;
  count: number;
  isHere: boolean;
  onHere: () => void;
  depth?: number;
  /** None where nothing can be open. */
  isOpen?: boolean | undefined;
  /** What opens and closes a branch. */
  before?: ReactNode;
  children?: ReactNode;
}

const icons: Record<string, IconName> = { "": "grid", retired: "stop" };

/** A place of the library with the number of rows it opens. */
export function PlaceRow({ place, label, count, isHere, onHere, depth = 0, isOpen, before, children }: PlaceRowProps) {
  return (
    <div className={isHere ? "contents-fold on" : "contents-fold"} style={{ paddingLeft: depth * 12 }}>
      {before ?? <i className="fold" />}
      <button type="button" className="name" data-place={place} data-open={isOpen} aria-current={isHere || undefined} onClick={onHere}>
        <Icon name={icons[place] ?? "folder"} size="s" />
        <span className="el" title={label}>
          {label}
        </span>
        <span className="n">{formatCount(count)}</span>
      </button>
      {children}
    </div>
  );
}

interface FolderRowProps {
  line: FolderLine & { folder: { contents: number } };
  isOpen: boolean;
  /** None while a search keeps what it found in sight. */
  onToggle: (() => void) | undefined;
  isHere: boolean;
  onHere: () => void;
  /** None where it cannot be changed. */
  onChange: ((change: Change) => void) | undefined;
}

export function FolderRow({ line, isOpen, onToggle, isHere, onHere, onChange }: FolderRowProps) {
  const { t } = useTranslation("contents");
  const { folder, depth, isBranch } = line;
  const toggle =
    isBranch && onToggle ? (
      <button
        type="button"
        className="fold"
        aria-expanded={isOpen}
        aria-label={t(isOpen ? "folders.fold" : "folders.unfold", { name: folder.name })}
        onClick={onToggle}
      >
        <Icon name={isOpen ? "down" : "right"} size="xs" />
      </button>
    ) : undefined;
  return (
    <PlaceRow
      place={folder.id}
      label={folder.name}
      count={folder.contents}
      isHere={isHere}
      onHere={onHere}
      depth={depth}
      isOpen={isBranch ? isOpen : undefined}
      before={toggle}
    >
      {onChange ? <FolderMenu line={line} onChange={onChange} /> : null}
    </PlaceRow>
  );
}

function FolderMenu({ line: { folder, depth }, onChange }: { line: FolderLine; onChange: (change: Change) => void }) {
  const { t } = useTranslation("contents");
  const takeBack = useTakeBack([contentOverviewEndpoint]);
  const { id, parentId, name } = folder;
  const remove = useAction(removeFolderEndpoint, {
    invalidates: [contentOverviewEndpoint],
    onFailed: errorToast,
    onDone: () => takeBack(t("folders.removed", { name }), () => callEndpoint(addFolderEndpoint, { parentId, name })),
  });
  const add: MenuAction = {
    key: "add",
    label: t("folders.addBelow"),
    icon: "plus",
    onRun: () => onChange({ mode: "add", parentId: id }),
  };
  const actions: MenuAction[] = [
    { key: "rename", label: t("folders.rename"), icon: "edit", onRun: () => onChange({ mode: "rename", folderId: id, name }) },
    { key: "place", label: t("folders.place"), icon: "folder", onRun: () => onChange({ mode: "place", folder }) },
    { key: "remove", label: t("folders.remove"), icon: "trash", danger: true, onRun: () => remove.mutate({ folderId: id }) },
  ];
  return <MoreMenu size="xs" actions={depth + 1 < FOLDER_DEPTH_LIMIT ? [add, ...actions] : actions} />;
}
