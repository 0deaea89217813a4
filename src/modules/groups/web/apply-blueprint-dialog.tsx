import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { type BlueprintField, blueprintFields, listBlueprintsEndpoint } from "../blueprints.contract.ts";
import { applyBlueprintEndpoint } from "../bulk.contract.ts";
import { bulkTouches, useBulkDone } from "./use-bulk-done.ts";

interface Props {
  groupIds: readonly string[];
  /** Chosen from the start, and not to be changed. */
  blueprintId?: string;
  fields?: readonly BlueprintField[];
  onClose: (done?: boolean) => void;
}

/** Puts groups on the latest version of a blueprint, field by field. */
export function ApplyBlueprintDialog({ groupIds, blueprintId: fixed, fields: first, onClose }: Props) {
  const { t } = useTranslation("groups");
  const blueprints = useEndpoint(listBlueprintsEndpoint, {});
  const [chosenId, setChosen] = useState(fixed ?? "");
  const [fields, setFields] = useState<BlueprintField[]>([...(first ?? blueprintFields)]);
  const done = useBulkDone();
  const blueprint = blueprints.data?.items.find((one) => one.id === chosenId);
  const apply = useAction(applyBlueprintEndpoint, {
    invalidates: bulkTouches,
    onDone: ({ bulkId, changed }) => {
      done(t("bulk.blueprint.done", { count: changed, name: blueprint?.name, version: blueprint?.latestVersion }), bulkId);
      onClose(true);
    },
    onFailed: errorToast,
  });
  const toggle = (field: BlueprintField) => setFields(fields.includes(field) ? fields.filter((one) => one !== field) : [...fields, field]);
  return (
    <ConfirmNumbers
      open
      icon="copy"
      title={
        blueprint
          ? t("bulk.blueprint.titleOf", { count: groupIds.length, name: blueprint.name, version: blueprint.latestVersion })
          : t("bulk.blueprint.title", { count: groupIds.length })
      }
      facts={t("bulk.blueprint.facts")}
      numbers={[
        { value: groupIds.length, label: t("bulk.groups") },
        { value: fields.length, label: t("bulk.blueprint.overwritten") },
        { value: blueprintFields.length - fields.length, label: t("bulk.blueprint.kept") },
      ]}
      checks={[{ tone: "good", text: t("bulk.blueprint.members") }]}
      confirm={t("bulk.blueprint.confirm", { count: groupIds.length })}
      disabled={!blueprint}
      busy={apply.isPending}
      onConfirm={() => apply.mutate({ groupIds: [...groupIds], blueprintId: chosenId, fields })}
      onClose={() => onClose()}
    >
      <div>
        {fixed === undefined ? (
          <FormField label={t("bulk.blueprint.which")}>
            <Select
              value={chosenId || null}
              loading={blueprints.isLoading}
              options={(blueprints.data?.items ?? []).map((one) => ({ value: one.id, label: `${one.name} v${one.latestVersion}` }))}
              onChange={(id: string) => setChosen(id)}
            />
          </FormField>
        ) : null}
        <div className="gfields" role="group" aria-label={t("bulk.blueprint.fields")}>
          {blueprintFields.map((field) => (
            <label key={field} className="row g8">
              <input type="checkbox" className="chk" checked={fields.includes(field)} onChange={() => toggle(field)} />
              {t(`blueprint.field.${field}`)}
            </label>
          ))}
        </div>
      </div>
    </ConfirmNumbers>
  );
}
