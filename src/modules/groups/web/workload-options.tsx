import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Workload } from "../roster.contract.ts";

export interface WorkloadOption {
  value: string;
  /** Searched in. */
  title: string;
  label: ReactNode;
  disabled: boolean;
}

/** Colleagues to choose from, each with what he carries; who has no room cannot be chosen. */
export function useWorkloadOptions(items: readonly Workload[], chosenId?: string | null): WorkloadOption[] {
  const { t } = useTranslation("groups");
  return items
    .filter((one) => one.status !== "left" || one.staffId === chosenId)
    .map((one) => ({
      value: one.staffId,
      title: one.name,
      disabled: one.verdict === "refuse" && one.staffId !== chosenId,
      label: (
        <span className="row g8">
          <span>{one.name}</span>
          <span className="mut">{one.orgName}</span>
          <span className="sp" />
          <span className={one.verdict === "fine" ? "mut" : "warn"}>{t("roster.owns", { count: one.groups })}</span>
        </span>
      ),
    }));
}
