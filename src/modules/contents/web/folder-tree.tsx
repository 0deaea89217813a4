import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { callEndpoint, useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { FormField } from "../../../web/ui/form-field.tsx";
import { Icon, type IconName } from "../../../web/ui/icons.tsx";
import { MoreMenu } from "../../../web/ui/more-menu.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { useTakeBack } from "../../../web/ui/use-take-back.ts";
import { addFolderEndpoint, contentOverviewEndpoint, removeFolderEndpoint, renameFolderEndpoint } from "../contents.contract.ts";
import type { Overview } from "./use-library.ts";

interface FolderTreeProps {
  overview: Overview;
  /** Empty: everything; `none`: what lies in no folder; `retired`. */
  folder: string;
  onFolder: (folder: string) => void;
}

type Naming = { mode: "add"; parentId: string | null } | { mode: "rename"; folderId: string; name: string };

interface Folder {
  /** Empty, `none`, `retired` or a folder's id. */
  key: string;
  label: string;
  count: number;
  depth: number;
  parentId?: string | null;
}

const icons: Record<string, IconName> = { "": "grid", retired: "stop" };

/** The library's left column. */
export function FolderTree({ overview, folder, onFolder }: FolderTreeProps) {
  const { t } = useTranslation("contents");
  const canWrite = useBrand().can("contents.write");
  const [naming, setNaming] = useState<Naming | null>(null);
  const below = Map.groupBy(overview.folders, (one) => one.parentId ?? "");
  const listed = (parentId: string, depth: number): Folder[] =>
    (below.get(parentId) ?? []).flatMap((one) => [
      { key: one.id, label: one.name, count: one.contents, depth, parentId: one.parentId },
      ...listed(one.id, depth + 1),
    ]);
  const row = (one: Folder, own: boolean) => (
    <FolderRow
      key={one.key}
      folder={one}
      isOpen={folder === one.key}
      onOpen={() => onFolder(one.key)}
      onName={own && canWrite ? setNaming : undefined}
    />
  );
  return (
    <nav className="contents-tree" aria-label={t("folders.title")}>
      {row({ key: "", label: t("folders.all"), count: overview.total, depth: 0 }, false)}
      {row({ key: "none", label: t("folders.none"), count: overview.unfiled, depth: 0 }, false)}
      <div className="sep" />
      {listed("", 0).map((one) => row(one, true))}
      {canWrite ? (
        <Button kind="quiet" size="s" icon="plus" className="add" onClick={() => setNaming({ mode: "add", parentId: null })}>
          {t("folders.add")}
        </Button>
      ) : null}
      <div className="sep" />
      {row({ key: "retired", label: t("folders.retired"), count: overview.states.retired ?? 0, depth: 0 }, false)}
      {naming ? <FolderName naming={naming} onClose={() => setNaming(null)} /> : null}
    </nav>
  );
}

interface FolderRowProps {
  folder: Folder;
  isOpen: boolean;
  onOpen: () => void;
  /** None where it cannot be changed. */
  onName: ((naming: Naming) => void) | undefined;
}

function FolderRow({ folder: { key, label, count, depth, parentId }, isOpen, onOpen, onName }: FolderRowProps) {
  const { t } = useTranslation("contents");
  const takeBack = useTakeBack([contentOverviewEndpoint]);
  const remove = useAction(removeFolderEndpoint, {
    invalidates: [contentOverviewEndpoint],
    onFailed: errorToast,
    onDone: () =>
      takeBack(t("folders.removed", { name: label }), () => callEndpoint(addFolderEndpoint, { parentId: parentId ?? null, name: label })),
  });
  const addBelow = {
    key: "add",
    label: t("folders.addBelow"),
    icon: "plus" as const,
    onRun: () => onName?.({ mode: "add", parentId: key }),
  };
  const actions = [
    {
      key: "rename",
      label: t("folders.rename"),
      icon: "edit" as const,
      onRun: () => onName?.({ mode: "rename", folderId: key, name: label }),
    },
    { key: "remove", label: t("folders.remove"), icon: "trash" as const, danger: true, onRun: () => remove.mutate({ folderId: key }) },
  ];
  return (
    <div className={isOpen ? "contents-fold on" : "contents-fold"} style={{ paddingLeft: 8 + depth * 16 }}>
      <button type="button" className="name" aria-current={isOpen || undefined} onClick={onOpen}>
        <Icon name={icons[key] ?? "folder"} size="s" />
        <span className="el" title={label}>
          {label}
        </span>
        <span className="n">{formatCount(count)}</span>
      </button>
      {onName ? <MoreMenu size="xs" actions={depth < 2 ? [addBelow, ...actions] : actions} /> : null}
    </div>
  );
}

function FolderName({ naming, onClose }: { naming: Naming; onClose: () => void }) {
  const { t } = useTranslation(["contents", "ui"]);
  const [name, setName] = useState(naming.mode === "rename" ? naming.name : "");
  const options = { invalidates: [contentOverviewEndpoint], onDone: onClose, onFailed: errorToast };
  const add = useAction(addFolderEndpoint, options);
  const rename = useAction(renameFolderEndpoint, options);
  const save = () => {
    if (name.trim() === "") return;
    if (naming.mode === "add") add.mutate({ parentId: naming.parentId, name: name.trim() });
    else rename.mutate({ folderId: naming.folderId, name: name.trim() });
  };
  const title = naming.mode === "add" ? t("contents:folders.add") : t("contents:folders.rename");
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      footer={null}
      width={400}
      centered
      destroyOnHidden
      styles={{ header: { marginBottom: 16 } }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <FormField label={t("contents:folders.name")}>
          <TextInput value={name} onChange={setName} maxLength={30} autoFocus />
        </FormField>
        <div className="row g8" style={{ justifyContent: "flex-end" }}>
          <Button onClick={onClose}>{t("ui:edit.cancel")}</Button>
          <Button kind="primary" type="submit" busy={add.isPending || rename.isPending} disabled={name.trim() === ""}>
            {title}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
