import { useTranslation } from "react-i18next";
import type { Send } from "../sends.contract.ts";
import { joint } from "../../../web/i18n/joint.ts";

/** Where a send comes from, in words: `SOP · 早打卡`, `临时触达，何穗建`. */
export function useSource(): (send: Pick<Send, "sourceKind" | "flowName" | "createdByName">) => string {
  const { t } = useTranslation("sends");
  return ({ sourceKind, flowName, createdByName }) => {
    if (sourceKind === "flow") return flowName ? t("source.flowNamed", { name: flowName }) : t("source.flow");
    return [t("source.adhoc"), createdByName && t("source.by", { name: createdByName })].filter(Boolean).join(joint("parts"));
  };
}
