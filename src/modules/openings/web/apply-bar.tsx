import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { listFlowsEndpoint } from "../../flows/flows.contract.ts";
import { listBlueprintsEndpoint } from "../../groups/blueprints.contract.ts";
import { type Positioning, positionings } from "../../groups/profile.contract.ts";
import type { LineAdvice } from "../advice.rules.ts";
import { applyLineEndpoint, focusEndpoint, type Line, listLinesEndpoint } from "../openings.contract.ts";
import { isBehind } from "./lines-board.tsx";

/** Into which blueprint, and the one button; what it will do stands before it in numbers. */
export function ApplyBar({ line, advice }: { line: Line; advice: LineAdvice }) {
  const { t } = useTranslation("openings");
  const [positioning, setPositioning] = useState<Positioning>("benefit");
  const [into, setInto] = useState(line.blueprint?.id ?? "");
  const [asking, setAsking] = useState(false);
  return (
    <div className="openings-apply">
      <IntoField line={line} value={into} onChange={setInto} />
      {into === "" ? <PositioningField value={positioning} onChange={setPositioning} /> : null}
      <Button kind={line.appliedAt && !isBehind(line) ? "plain" : "primary"} onClick={() => setAsking(true)}>
        {t(line.appliedAt ? "verdict.applyAgain" : "verdict.apply")}
      </Button>
      {asking ? <ApplyDialog line={line} advice={advice} into={into} positioning={positioning} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}

function IntoField({ line, value, onChange }: { line: Line; value: string; onChange: (blueprintId: string) => void }) {
  const { t } = useTranslation("openings");
  const blueprints = useEndpoint(listBlueprintsEndpoint, { archived: "false" });
  const own = line.blueprint ? [] : [{ value: "", label: t("verdict.intoNew", { name: line.name }) }];
  const known = (blueprints.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }));
  return (
    <label>
      <span className="mut">{t("verdict.into")}</span>
      <Select value={value} style={{ width: "100%" }} options={[...own, ...known]} onChange={onChange} />
    </label>
  );
}

function PositioningField({ value, onChange }: { value: Positioning; onChange: (value: Positioning) => void }) {
  const { t } = useTranslation("openings");
  const { t: groups } = useTranslation("groups");
  return (
    <label>
      <span className="mut">{t("verdict.positioning")}</span>
      <Select
        value={value}
        style={{ width: "100%" }}
        options={positionings.map((one) => ({ value: one, label: groups(`positioning.${one}`) }))}
        onChange={onChange}
      />
    </label>
  );
}

interface ApplyDialogProps {
  line: Line;
  advice: LineAdvice;
  /** The blueprint's id, "" for a new one. */
  into: string;
  positioning: Positioning;
  onClose: () => void;
}

function ApplyDialog({ line, advice, into, positioning, onClose }: ApplyDialogProps) {
  const { t } = useTranslation("openings");
  const blueprints = useEndpoint(listBlueprintsEndpoint, { archived: "false" });
  const groups = blueprints.data?.items.find((one) => one.id === into)?.groups ?? 0;
  const apply = useAction(applyLineEndpoint, {
    invalidates: [listLinesEndpoint, focusEndpoint, listBlueprintsEndpoint, listFlowsEndpoint],
    onDone: () => {
      onClose();
      toast(t("verdict.applied", { name: line.name }));
    },
    onFailed: errorToast,
  });
  return (
    <ConfirmNumbers
      open
      icon="bolt"
      title={`${t("verdict.apply")} “${line.name}”`}
      facts={t("verdict.confirmText")}
      numbers={[
        { value: advice.steps.length, label: t("apply.steps") },
        { value: advice.timesAWeek, label: t("apply.times") },
        { value: groups, label: t("apply.groups") },
      ]}
      checks={groups > 0 ? [{ tone: "warn", text: t("verdict.groupsBehind", { count: groups }) }] : []}
      confirm={t("verdict.apply")}
      busy={apply.isPending}
      onConfirm={() => apply.mutate({ lineId: line.id, positioning, ...(into ? { blueprintId: into } : {}) })}
      onClose={onClose}
    />
  );
}
