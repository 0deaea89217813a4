import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import {
  type BrandSettings,
  changeBrandSettingsEndpoint,
  readBrandSettingsEndpoint,
  renameBrandEndpoint,
  sessionEndpoint,
} from "../brands.contract.ts";
import { BasicsPanel, type BrandDraft, DisturbPanel, LookPanel, PrivacyPanel, WorkloadPanel } from "./brand-panels.tsx";
import { PhonePreview } from "./phone-preview.tsx";
import { SettingsFrame } from "./settings-frame.tsx";

/** 品牌: what holds for the whole brand. */
export function BrandPage() {
  const { t } = useTranslation("settings");
  const query = useEndpoint(readBrandSettingsEndpoint, {});
  if (query.data) return <BrandForm key={JSON.stringify(query.data)} settings={query.data} />;
  return (
    <SettingsFrame section="brand" padded>
      <Loaded query={query} what={t("brand.what")} skeleton={<BlockSkeleton height={480} />}>
        {() => null}
      </Loaded>
    </SettingsFrame>
  );
}

const isColor = (text: string) => /^#[0-9a-fA-F]{6}$/.test(text);

function BrandForm({ settings }: { settings: BrandSettings }) {
  const { t } = useTranslation("settings");
  const brand = useBrand();
  const saved: BrandDraft = { ...settings, name: brand.name, language: brand.language };
  const [draft, setDraft] = useState(saved);
  const set = (change: Partial<BrandDraft>) => setDraft({ ...draft, ...change });
  const rename = useAction(renameBrandEndpoint, { invalidates: [sessionEndpoint] });
  const change = useAction(changeBrandSettingsEndpoint, { invalidates: [readBrandSettingsEndpoint] });
  const isDirty = JSON.stringify(draft) !== JSON.stringify(saved);
  const isValid = draft.name.trim() !== "" && isColor(draft.phoneColor) && draft.workloadWarn <= draft.workloadRefuse;
  const save = async () => {
    const { name, language, ...rest } = draft;
    try {
      if (name.trim() !== brand.name || language !== brand.language) await rename.mutateAsync({ name: name.trim(), language });
      await change.mutateAsync(rest);
      toast(t("saved"));
    } catch (error) {
      errorToast(error);
    }
  };
  return (
    <SettingsFrame
      section="brand"
      padded
      aside={isDirty ? <span className="settings-unsaved">{t("brand.unsaved")}</span> : null}
      actions={
        <>
          {isDirty ? (
            <Button size="s" onClick={() => setDraft(saved)}>
              {t("brand.undo")}
            </Button>
          ) : null}
          <Button
            kind="primary"
            size="s"
            disabled={!isDirty || !isValid}
            busy={rename.isPending || change.isPending}
            onClick={() => void save()}
          >
            {t("save")}
          </Button>
        </>
      }
    >
      <div className="settings-brand">
        <div className="grid">
          <BasicsPanel draft={draft} set={set} />
          <LookPanel draft={draft} set={set} />
          <DisturbPanel draft={draft} set={set} />
          <WorkloadPanel draft={draft} set={set} />
          <PrivacyPanel draft={draft} set={set} />
        </div>
        <div className="side">
          <Panel title={t("brand.preview")}>
            <PhonePreview name={draft.name} color={isColor(draft.phoneColor) ? draft.phoneColor : settings.phoneColor} />
          </Panel>
        </div>
      </div>
    </SettingsFrame>
  );
}
