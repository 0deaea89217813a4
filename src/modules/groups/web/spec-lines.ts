import { useTranslation } from "react-i18next";
import { formatPercent } from "../../../web/ui/format.ts";
import type { BlueprintSpec } from "../blueprints.contract.ts";
import type { listVersionDifferences } from "../differences.rules.ts";

export type SpecField = ReturnType<typeof listVersionDifferences>[number];

/** A field of a version as lines to read and to compare. */
export function useSpecLines(): (spec: BlueprintSpec, field: SpecField) => string[] {
  const { t } = useTranslation("groups");
  const readers: Record<SpecField, (spec: BlueprintSpec) => string[]> = {
    positioning: (spec) => [t(`positioning.${spec.positioning}`)],
    commercialType: (spec) => [t(`commercialType.${spec.commercialType}`)],
    capacity: (spec) => [String(spec.capacity)],
    targetMembers: (spec) => [String(spec.targetMembers)],
    slogan: (spec) => [spec.slogan],
    announcement: (spec) => spec.announcement.split("\n"),
    logo: (spec) => (spec.profile.logo ? [t("profile.hasLogo", { id: spec.profile.logo.slice(0, 8) })] : []),
    gives: (spec) => spec.profile.gives.map((give) => `${give.title} ${give.note}`.trim()),
    rules: (spec) => [
      ...spec.profile.rules.items,
      ...(spec.profile.rules.penalty ? [t("profile.penaltyLine", { text: spec.profile.rules.penalty })] : []),
    ],
    reception: ({ profile: { reception } }) => [reception.greeting, ...reception.steps, reception.serviceHours],
    purpose: ({ profile: { purpose } }) => [purpose.beforePayment, purpose.afterPayment],
    threshold: ({ profile: { threshold } }) => [t(`threshold.${threshold.kind}`), threshold.note],
    sheet: (spec) =>
      spec.profile.sheet.map((row) => t("profile.sheetLine", { kind: t(`profile.sheetKind.${row.kind}`), when: row.when, then: row.then })),
    crew: (spec) => (["admins", "kocs", "volunteers"] as const).map((name) => `${t(`blueprint.crewOf.${name}`)} ${spec.crew[name]}`),
    thresholds: ({ thresholds }) =>
      thresholds
        ? (["interaction7d", "retention30d", "conversion30d"] as const).map(
            (name) => `${t(`blueprint.mark.${name}`)} ${formatPercent(thresholds[name])}`,
          )
        : [t("blueprint.brandThresholds")],
  };
  return (spec, field) => readers[field](spec).filter((line) => line !== "");
}
