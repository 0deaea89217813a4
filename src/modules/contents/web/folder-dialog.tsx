import { Modal, Select } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { callEndpoint, useAction } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { useTakeBack } from "../../../web/ui/use-take-back.ts";
import {
  addFolderEndpoint,
  contentOverviewEndpoint,
  listContentsEndpoint,
  moveFolderEndpoint,
  renameFolderEndpoint,
} from "../contents.contract.ts";
import { type FolderLine, linesToMoveTo, placesOf } from "../folder-tree.rules.ts";

/** What is to be done to a folder. */
export type Change =
  | { mode: "add"; parentId: string | null }
  | { mode: "rename"; folderId: string; name: string }
  | { mode: "place"; folder: FolderLine["folder"] };

interface FolderDialogProps {
  change: Change;
  lines: readonly FolderLine[];
  /** Told of the folder that got one more in it. */
  onInside: (parentId: string) => void;
  onClose: () => void;
}

export function FolderDialog({ change, lines, onInside, onClose }: FolderDialogProps) {
  return change.mode === "place" ? (
    <FolderPlace folder={change.folder} lines={lines} onInside={onInside} onClose={onClose} />
  ) : (
    <FolderName change={change} onInside={onInside} onClose={onClose} />
  );
}

function FolderName({
  change,
  onInside,
  onClose,
}: Omit<FolderDialogProps, "lines" | "change"> & { change: Exclude<Change, { mode: "place" }> }) {
  const { t } = useTranslation("contents");
  const [name, setName] = useState(change.mode === "rename" ? change.name : "");
  const options = { invalidates: [contentOverviewEndpoint], onFailed: errorToast };
  const add = useAction(addFolderEndpoint, {
    ...options,
    onDone: (_made, { parentId }) => {
      if (parentId) onInside(parentId);
      onClose();
    },
  });
  const rename = useAction(renameFolderEndpoint, { ...options, onDone: onClose });
  const save = () => {
    if (change.mode === "add") add.mutate({ parentId: change.parentId, name: name.trim() });
    else rename.mutate({ folderId: change.folderId, name: name.trim() });
  };
  const title = change.mode === "add" ? t("folders.add") : t("folders.rename");
  return (
    <AskedOf
      title={title}
      verb={title}
      isReady={name.trim() !== ""}
      isBusy={add.isPending || rename.isPending}
      onSave={save}
      onClose={onClose}
    >
      <FormField label={t("folders.name")}>
        <TextInput value={name} onChange={setName} maxLength={30} autoFocus />
      </FormField>
    </AskedOf>
  );
}

/** Picks the folder that another goes into, among those that can take it. */
function FolderPlace({ folder, lines, onInside, onClose }: Omit<FolderDialogProps, "change"> & { folder: FolderLine["folder"] }) {
  const { t } = useTranslation("contents");
  const takeBack = useTakeBack([contentOverviewEndpoint, listContentsEndpoint]);
  const folderId = folder.id;
  const move = useAction(moveFolderEndpoint, {
    invalidates: [contentOverviewEndpoint, listContentsEndpoint],
    onFailed: errorToast,
    onDone: (_done, { parentId }) => {
      if (parentId) onInside(parentId);
      takeBack(
        t("folders.placed", { name: folder.name }),
        () => callEndpoint(moveFolderEndpoint, { folderId, parentId: folder.parentId }),
        `folder ${folderId}`,
      );
      onClose();
    },
  });
  const top = folder.parentId === null ? [] : [{ value: "", label: t("folders.top") }];
  const options = [...top, ...placesOf(linesToMoveTo(lines, folderId))];
  return (
    <PlaceOf
      title={t("folders.placeTitle", { name: folder.name })}
      hint={t("folders.intoHint")}
      options={options}
      isBusy={move.isPending}
      onPlace={(parentId) => move.mutate({ folderId, parentId })}
      onClose={onClose}
    />
  );
}

interface ContentsPlaceProps {
  count: number;
  lines: readonly FolderLine[];
  /** The folder they are in, as the address says: an id, `none`, or neither. */
  from: string;
  isBusy: boolean;
  /** Null: out of all folders. */
  onPlace: (folderId: string | null) => void;
  onClose: () => void;
}

/** Picks the folder that contents go into. */
export function ContentsPlace({ count, lines, from, ...asked }: ContentsPlaceProps) {
  const { t } = useTranslation("contents");
  const out = from === "none" ? [] : [{ value: "", label: t("folders.none") }];
  const options = [...out, ...placesOf(lines.filter((line) => line.folder.id !== from))];
  return <PlaceOf {...asked} title={t("folders.moveTitle", { count })} options={options} />;
}

interface PlaceOfProps extends Pick<ContentsPlaceProps, "isBusy" | "onPlace" | "onClose"> {
  title: string;
  hint?: string;
  options: { value: string; label: string }[];
}

function PlaceOf({ title, hint, options, isBusy, onPlace, onClose }: PlaceOfProps) {
  const { t } = useTranslation("contents");
  const [target, setTarget] = useState<string | null>(null);
  return (
    <AskedOf
      title={title}
      verb={t("folders.place")}
      isReady={target !== null}
      isBusy={isBusy}
      onSave={() => onPlace(target || null)}
      onClose={onClose}
    >
      <FormField label={t("folders.into")} hint={hint}>
        <Select
          showSearch={{ optionFilterProp: "label" }}
          value={target}
          onChange={setTarget}
          options={options}
          notFoundContent={t("folders.noneFits")}
        />
      </FormField>
    </AskedOf>
  );
}

interface AskedOfProps {
  title: string;
  verb: string;
  isReady: boolean;
  isBusy: boolean;
  onSave: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A small dialog with one field and its verb. */
function AskedOf({ title, verb, isReady, isBusy, onSave, onClose, children }: AskedOfProps) {
  const { t } = useTranslation("ui");
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
          if (isReady) onSave();
        }}
      >
        {children}
        <div className="row g8" style={{ justifyContent: "flex-end" }}>
          <Button onClick={onClose}>{t("edit.cancel")}</Button>
          <Button kind="primary" type="submit" busy={isBusy} disabled={!isReady}>
            {verb}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
