import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { FormField } from "../../../web/ui/form-field.tsx";
import { Icon } from "../../../web/ui/icons.tsx";
import { MoreMenu } from "../../../web/ui/more-menu.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { addFolderEndpoint, contentOverviewEndpoint, removeFolderEndpoint, renameFolderEndpoint } from "../contents.contract.ts";
import type { Overview } from "./use-library.ts";

interface FolderTreeProps {
  overview: Overview;
  /** Empty: everything; `none`: what lies in no folder; `retired`. */
  folder: string;
  onFolder: (folder: string) => void;
}

type Naming = { mode: "add"; parentId: string | null } | { mode: "rename"; folderId: string; name: string };

/** The library's left column. */
export function FolderTree({ overview, folder, onFolder }: FolderTreeProps) {
  const { t } = useTranslation("contents");
  const canWrite = useBrand().can("contents.write");
  const [naming, setNaming] = useState<Naming | null>(null);
  const below = Map.groupBy(overview.folders, (one) => one.parentId ?? "");
  const remove = useAction(removeFolderEndpoint, { invalidates: [contentOverviewEndpoint], onFailed: errorToast });
  const row = (key: string, label: string, count: number, depth = 0) => (
    <div key={key} className={folder === key ? "contents-fold on" : "contents-fold"} style={{ paddingLeft: 8 + depth * 16 }}>
      <button type="button" className="name" aria-current={folder === key || undefined} onClick={() => onFolder(key)}>
        <Icon name={key === "" ? "grid" : key === "retired" ? "stop" : "folder"} size="s" />
        <span className="el" title={label}>
          {label}
        </span>
        <span className="n">{formatCount(count)}</span>
      </button>
      {canWrite && key !== "" && key !== "none" && key !== "retired" ? (
        <MoreMenu
          size="xs"
          actions={[
            ...(depth < 2
              ? [
                  {
                    key: "add",
                    label: t("folders.addBelow"),
                    icon: "plus" as const,
                    onRun: () => setNaming({ mode: "add", parentId: key }),
                  },
                ]
              : []),
            {
              key: "rename",
              label: t("folders.rename"),
              icon: "edit",
              onRun: () => setNaming({ mode: "rename", folderId: key, name: label }),
            },
            {
              key: "remove",
              label: t("folders.remove"),
              icon: "trash",
              danger: true,
              onRun: () => remove.mutate({ folderId: key }, { onSuccess: () => toast(t("folders.removed", { name: label })) }),
            },
          ]}
        />
      ) : null}
    </div>
  );
  const branch = (parentId: string, depth: number): React.ReactNode =>
    (below.get(parentId) ?? []).map((one) => (
      <div key={one.id}>
        {row(one.id, one.name, one.contents, depth)}
        {branch(one.id, depth + 1)}
      </div>
    ));
  return (
    <nav className="contents-tree" aria-label={t("folders.title")}>
      {row("", t("folders.all"), overview.total)}
      {row("none", t("folders.none"), overview.unfiled)}
      <div className="sep" />
      {branch("", 0)}
      {canWrite ? (
        <Button kind="quiet" size="s" icon="plus" className="add" onClick={() => setNaming({ mode: "add", parentId: null })}>
          {t("folders.add")}
        </Button>
      ) : null}
      <div className="sep" />
      {row("retired", t("folders.retired"), overview.states.retired ?? 0)}
      {naming ? <FolderName naming={naming} onClose={() => setNaming(null)} /> : null}
    </nav>
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
    <Modal open title={title} onCancel={onClose} footer={null} width={400} centered destroyOnHidden>
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
          <Button onClick={onClose}>{t("ui:confirm.back")}</Button>
          <Button kind="primary" type="submit" busy={add.isPending || rename.isPending} disabled={name.trim() === ""}>
            {title}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
