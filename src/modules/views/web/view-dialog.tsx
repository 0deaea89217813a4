import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { callEndpoint, useAction } from "../../../web/api.ts";
import { FormField } from "../../../web/ui/form-field.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { errorText } from "../../../web/i18n/error-text.ts";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { changeViewEndpoint, likeListEndpoint, listViewsEndpoint, type SavedView, saveViewEndpoint } from "../views.contract.ts";
import type { Views } from "./use-views.ts";
import "./views.css";

const NAME_LIMIT = 30;

/** Saves what the list shows now under a name. */
export function SaveViewDialog({ views, columns, onClose }: { views: Views; columns: readonly string[] | undefined; onClose: () => void }) {
  const { t } = useTranslation("views");
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const [isDefault, setDefault] = useState(false);
  const query = new URLSearchParams(views.present);
  if (columns && !query.has("cols")) query.set("cols", columns.join(","));
  const save = useAction(saveViewEndpoint, {
    invalidates: [listViewsEndpoint],
    onDone: async ({ id }) => {
      if (isDefault) await callEndpoint(likeListEndpoint, { list: views.list, defaultViewId: id }).catch(errorToast);
      views.open({ id, query: query.toString() });
      toast(t("saved", { name: name.trim() }));
      onClose();
    },
  });
  return (
    <Modal
      open
      width={420}
      title={t("saveTitle")}
      okText={t("confirm")}
      okButtonProps={{ disabled: name.trim() === "", loading: save.isPending }}
      onOk={() => save.mutate({ list: views.list, name, query: query.toString(), shared })}
      onCancel={onClose}
    >
      <div className="col g12">
        <p className="mut">{t("saveText")}</p>
        <FormField label={t("name")} error={save.error ? errorText(save.error) : undefined}>
          <TextInput value={name} onChange={setName} placeholder={t("namePlaceholder")} maxLength={NAME_LIMIT} autoFocus />
        </FormField>
        <Tick label={t("share")} hint={t("shareHint")} checked={shared} onChange={setShared} />
        <Tick label={t("byDefault")} checked={isDefault} onChange={setDefault} />
      </div>
    </Modal>
  );
}

interface TickProps {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

function Tick({ label, hint, checked, onChange }: TickProps) {
  return (
    <label className="view-tick">
      <input type="checkbox" className="chk" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {label}
        {hint ? <small className="mut">{hint}</small> : null}
      </span>
    </label>
  );
}

export function RenameViewDialog({ view, onClose }: { view: SavedView; onClose: () => void }) {
  const { t } = useTranslation("views");
  const [name, setName] = useState(view.name);
  const change = useAction(changeViewEndpoint, {
    invalidates: [listViewsEndpoint],
    onDone: () => {
      toast(t("renamed", { name: name.trim() }));
      onClose();
    },
  });
  return (
    <Modal
      open
      width={420}
      title={t("renameTitle")}
      okText={t("rename")}
      okButtonProps={{ disabled: name.trim() === "" || name.trim() === view.name, loading: change.isPending }}
      onOk={() => change.mutate({ viewId: view.id, name })}
      onCancel={onClose}
    >
      <FormField label={t("name")} error={change.error ? errorText(change.error) : undefined}>
        <TextInput value={name} onChange={setName} maxLength={NAME_LIMIT} autoFocus />
      </FormField>
    </Modal>
  );
}
