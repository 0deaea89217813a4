import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { useGo } from "../../../web/ui/link.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { toast } from "../../../web/ui/toast.tsx";
import { type BlueprintSpec, createBlueprintEndpoint, listBlueprintsEndpoint, listDeviationsEndpoint, saveBlueprintEndpoint, showBlueprintEndpoint } from "../blueprints.contract.ts";
import { listVersionDifferences } from "../differences.rules.ts";
import { showGroupEndpoint } from "../groups.contract.ts";
import { BaseFields } from "./base-fields.tsx";
import { blankSpec } from "./blank-spec.ts";
import type { ShownBlueprint } from "./blueprint.page.tsx";
import { CrewFields } from "./crew-fields.tsx";
import { ProfileForm } from "./profile-form.tsx";
import { trimProfile } from "./profile-text.ts";
import { ThresholdFields } from "./threshold-fields.tsx";
import "./groups.css";

/** What a blueprint says; saving makes a version where anything differs. */
export function BlueprintEditor({ blueprint }: { blueprint: ShownBlueprint | null }) {
  const { t } = useTranslation("groups");
  const brand = useBrand();
  const go = useGo();
  const latest = blueprint?.versions[0]?.spec ?? blankSpec;
  const [name, setName] = useState(blueprint?.name ?? "");
  const [spec, setSpec] = useState<BlueprintSpec>(latest);
  const [note, setNote] = useState("");
  const touches = [listBlueprintsEndpoint, showBlueprintEndpoint, listDeviationsEndpoint, showGroupEndpoint];
  const make = useAction(createBlueprintEndpoint, { invalidates: touches, onDone: ({ id }) => go(`groups/blueprints/${id}`) });
  const save = useAction(saveBlueprintEndpoint, { invalidates: touches, onDone: ({ version }) => toast(t("blueprint.saved", { version })) });
  const asked = { ...spec, profile: trimProfile(spec.profile) };
  const changed = listVersionDifferences(latest, asked);
  const isRenamed = blueprint !== null && name.trim() !== blueprint.name;
  const submit = () => {
    if (blueprint) save.mutate({ blueprintId: blueprint.id, fromVersion: blueprint.latestVersion, name, spec: asked, note });
    else make.mutate({ name, spec: asked, note });
  };
  const error = make.error ?? save.error;
  const canSave = name.trim() !== "" && spec.targetMembers <= spec.capacity && (blueprint === null || changed.length > 0 || isRenamed);
  return (
    <form
      className="col g16"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <fieldset className="grid gsettings gbare" disabled={!brand.can("groups.manage")}>
        <div className="col g16">
          <Panel title={t("settings.base")} padded>
            <FormField label={t("blueprint.name")}>
              <TextInput value={name} onChange={setName} maxLength={60} required />
            </FormField>
            <BaseFields value={spec} onChange={setSpec} />
          </Panel>
          <Panel title={t("blueprint.crew")} facts={t("blueprint.crewFacts")} padded>
            <CrewFields value={spec.crew} onChange={(crew) => setSpec({ ...spec, crew })} />
          </Panel>
          <Panel title={t("blueprint.thresholds")} facts={t("blueprint.thresholdsFacts")} padded>
            <ThresholdFields value={spec.thresholds} commercialType={spec.commercialType} onChange={(thresholds) => setSpec({ ...spec, thresholds })} />
          </Panel>
        </div>
        <Panel title={t("profile.title")} padded>
          <ProfileForm value={spec.profile} onChange={(profile) => setSpec({ ...spec, profile })} />
        </Panel>
      </fieldset>
      {brand.can("groups.manage") ? (
        <div className="gsave">
          {error ? (
            <span className="bad" role="alert">
              {errorText(error)}
            </span>
          ) : (
            <span className="mut el">{changed.length > 0 ? t("blueprint.willChange", { fields: changed.map((field) => t(`blueprint.field.${field}`)).join("、") }) : t("settings.same")}</span>
          )}
          <span className="sp" />
          {blueprint ? <TextInput value={note} onChange={setNote} placeholder={t("blueprint.note")} maxLength={200} /> : null}
          <Button type="submit" kind="primary" busy={make.isPending || save.isPending} disabled={!canSave}>
            {blueprint ? (changed.length > 0 ? t("blueprint.saveAs", { version: blueprint.latestVersion + 1 }) : t("save")) : t("blueprint.make")}
          </Button>
        </div>
      ) : null}
    </form>
  );
}
