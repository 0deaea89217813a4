import { useState } from "react";
import { useTranslation } from "react-i18next";
import { joint } from "../../../web/i18n/joint.ts";
import { useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { useGo } from "../../../web/ui/link.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { toast } from "../../../web/ui/toast.tsx";
import {
  type BlueprintSpec,
  createBlueprintEndpoint,
  listBlueprintsEndpoint,
  listDeviationsEndpoint,
  saveBlueprintEndpoint,
  showBlueprintEndpoint,
} from "../blueprints.contract.ts";
import { listVersionDifferences } from "../differences.rules.ts";
import { showGroupEndpoint } from "../groups.contract.ts";
import { BaseFields } from "./base-fields.tsx";
import { blankSpec } from "./blank-spec.ts";
import type { ShownBlueprint } from "./blueprint.page.tsx";
import { CrewFields } from "./crew-fields.tsx";
import { ProfileForm } from "./profile-form.tsx";
import { trimProfile } from "./profile-text.ts";
import type { SpecField } from "./spec-lines.ts";
import { ThresholdFields } from "./threshold-fields.tsx";
import "./groups.css";

/** What a blueprint says; saving makes a version where anything differs. */
export function BlueprintEditor({ blueprint }: { blueprint: ShownBlueprint | null }) {
  const { t } = useTranslation("groups");
  const brand = useBrand();
  const latest = blueprint?.versions[0]?.spec ?? blankSpec;
  const [name, setName] = useState(blueprint?.name ?? "");
  const [spec, setSpec] = useState<BlueprintSpec>(latest);
  const [note, setNote] = useState("");
  const asked = { ...spec, profile: trimProfile(spec.profile) };
  const saving = useSaving(blueprint);
  const canManage = brand.can("groups.manage");
  return (
    <form
      className="col g16"
      onSubmit={(event) => {
        event.preventDefault();
        saving.save({ name, spec: asked, note });
      }}
    >
      <fieldset className="grid gsettings gbare" disabled={!canManage}>
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
            <ThresholdFields
              value={spec.thresholds}
              commercialType={spec.commercialType}
              onChange={(thresholds) => setSpec({ ...spec, thresholds })}
            />
          </Panel>
        </div>
        <Panel title={t("profile.title")} padded>
          <ProfileForm value={spec.profile} onChange={(profile) => setSpec({ ...spec, profile })} />
        </Panel>
      </fieldset>
      {canManage ? (
        <SaveBar
          blueprint={blueprint}
          name={name}
          changed={listVersionDifferences(latest, asked)}
          fits={spec.targetMembers <= spec.capacity}
          note={note}
          onNote={setNote}
          saving={saving}
        />
      ) : null}
    </form>
  );
}

interface Saving {
  save: (asked: { name: string; spec: BlueprintSpec; note: string }) => void;
  busy: boolean;
  error: Error | null;
}

function useSaving(blueprint: ShownBlueprint | null): Saving {
  const { t } = useTranslation("groups");
  const go = useGo();
  const touches = [listBlueprintsEndpoint, showBlueprintEndpoint, listDeviationsEndpoint, showGroupEndpoint];
  const make = useAction(createBlueprintEndpoint, { invalidates: touches, onDone: ({ id }) => go(`groups/blueprints/${id}`) });
  const change = useAction(saveBlueprintEndpoint, {
    invalidates: touches,
    onDone: ({ version }) => toast(t("blueprint.saved", { version })),
  });
  return {
    save: (asked) =>
      blueprint ? change.mutate({ blueprintId: blueprint.id, fromVersion: blueprint.latestVersion, ...asked }) : make.mutate(asked),
    busy: make.isPending || change.isPending,
    error: make.error ?? change.error,
  };
}

interface SaveBarProps {
  blueprint: ShownBlueprint | null;
  name: string;
  changed: readonly SpecField[];
  /** Nothing in it contradicts itself. */
  fits: boolean;
  note: string;
  onNote: (note: string) => void;
  saving: Saving;
}

function SaveBar(props: SaveBarProps) {
  const { blueprint, note, onNote, saving } = props;
  const { t } = useTranslation("groups");
  const { told, verb, isNew } = wordsOf(t, props);
  return (
    <div className="gsave">
      {saving.error ? (
        <span className="bad" role="alert">
          {errorText(saving.error)}
        </span>
      ) : (
        <span className="mut el">{told}</span>
      )}
      <span className="sp" />
      {blueprint ? <TextInput value={note} onChange={onNote} placeholder={t("blueprint.note")} maxLength={200} /> : null}
      <Button type="submit" kind="primary" busy={saving.busy} disabled={!isNew}>
        {verb}
      </Button>
    </div>
  );
}

/** What saving would do, and the words for it. */
function wordsOf(t: ReturnType<typeof useTranslation<"groups">>["t"], { blueprint, name, changed, fits }: SaveBarProps) {
  const isWhole = name.trim() !== "" && fits;
  if (!blueprint) return { told: "", verb: t("blueprint.make"), isNew: isWhole };
  if (changed.length > 0) {
    const fields = changed.map((field) => t(`blueprint.field.${field}`)).join(joint("items"));
    return {
      told: t("blueprint.willChange", { fields }),
      verb: t("blueprint.saveAs", { version: blueprint.latestVersion + 1 }),
      isNew: isWhole,
    };
  }
  const isRenamed = name.trim() !== blueprint.name;
  return { told: t(isRenamed ? "settings.unsaved" : "settings.same"), verb: t("save"), isNew: isWhole && isRenamed };
}
