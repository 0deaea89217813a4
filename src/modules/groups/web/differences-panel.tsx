import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { blueprintFields } from "../blueprints.contract.ts";
import type { GroupDetail } from "../groups.contract.ts";
import { ApplyBlueprintDialog } from "./apply-blueprint-dialog.tsx";

interface DifferencesPanelProps {
  group: GroupDetail;
  blueprint: NonNullable<GroupDetail["blueprint"]>;
  onApplied: () => void;
}

/** Where the group has gone its own way, and the way back. */
export function DifferencesPanel({ group, blueprint, onApplied }: DifferencesPanelProps) {
  const { t } = useTranslation("groups");
  const brand = useBrand();
  const [open, setOpen] = useState(false);
  const differing = blueprintFields.filter((field) => blueprint.differences.includes(field));
  const isBehind = blueprint.version < blueprint.latestVersion;
  if (differing.length === 0 && !isBehind) return null;
  return (
    <Panel
      title={t("blueprint.compare", { name: blueprint.name })}
      facts={
        isBehind
          ? t("blueprint.onVersion", { version: blueprint.version, latest: blueprint.latestVersion })
          : t("blueprint.onLatest", { version: blueprint.version })
      }
      padded
      actions={
        brand.can("groups.manage") && group.status !== "closed" ? (
          <Button size="s" onClick={() => setOpen(true)}>
            {t("blueprint.applyOne", { version: blueprint.latestVersion })}
          </Button>
        ) : null
      }
    >
      <div className="row g6 gwrap">
        <span className="mut">{differing.length > 0 ? t("blueprint.differsIn") : t("blueprint.sameText")}</span>
        {differing.map((field) => (
          <Chip key={field} tone="warn">
            {t(`blueprint.field.${field}`)}
          </Chip>
        ))}
      </div>
      {open ? (
        <ApplyBlueprintDialog
          groupIds={[group.id]}
          blueprintId={blueprint.id}
          fields={differing}
          onClose={(done) => {
            setOpen(false);
            if (done) onApplied();
          }}
        />
      ) : null}
    </Panel>
  );
}
