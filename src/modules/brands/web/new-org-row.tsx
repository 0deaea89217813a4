import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { toast } from "../../../web/ui/toast.tsx";
import { addOrgUnitEndpoint, listOrgUnitsEndpoint, type OrgUnit } from "../brands.contract.ts";
import { levelBelow } from "../org.rules.ts";

/** The line in which a new unit gets its name; stays open for the next one until Escape. */
export function NewOrgRow({ parent, depth, onClose }: { parent: OrgUnit; depth: number; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const [name, setName] = useState("");
  const add = useAction(addOrgUnitEndpoint, {
    invalidates: [listOrgUnitsEndpoint],
    onDone: (_done, input) => {
      toast(t("org.added", { name: input.name }));
      setName("");
    },
  });
  const level = levelBelow(parent.level);
  if (!level) return null;
  const save = () => {
    if (name.trim()) add.mutate({ parentId: parent.id, name: name.trim() });
  };
  const words = { level: t(`org.levels.${level}`), name: parent.name };
  return (
    <tr>
      <td colSpan={5}>
        <span className="row g8" style={{ paddingLeft: depth * 24 + 24 }}>
          <TextInput
            size="s"
            aria-label={t("org.addUnder", words)}
            placeholder={t("org.placeholder", words)}
            autoFocus
            maxLength={60}
            value={name}
            invalid={add.isError}
            onChange={setName}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === "Enter") save();
              if (event.key === "Escape") onClose();
            }}
          />
          <Button size="s" disabled={!name.trim()} busy={add.isPending} onClick={save}>
            {t("save")}
          </Button>
          <Button size="s" kind="quiet" onClick={onClose}>
            {t("cancel")}
          </Button>
          {add.error ? (
            <span className="bad" role="alert">
              {errorText(add.error)}
            </span>
          ) : null}
        </span>
      </td>
    </tr>
  );
}
