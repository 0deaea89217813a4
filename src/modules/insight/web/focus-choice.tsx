import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { type Focus, focusEndpoint } from "../../openings/openings.contract.ts";
import { groupsOf } from "./scope-select.tsx";

/** What stands first: by the type most groups in sight are of, or the one chosen where they are of several. */
export function useFocus(scope: string): { focus: Focus | undefined; choice: ReactNode } {
  const { t } = useTranslation("insight");
  const { t: groups } = useTranslation("groups");
  const url = useUrlState();
  const items = useEndpoint(focusEndpoint, groupsOf(scope), { enabled: useBrand().can("groups.read") }).data?.items ?? [];
  const focus = items.find((one) => one.commercialType === url.get("type")) ?? items[0];
  if (!focus) return { focus, choice: null };
  const line = <Chip tone="brand">{t("today.focus", { line: focus.line })}</Chip>;
  if (items.length === 1) return { focus, choice: line };
  const choice = (
    <span className="row g8 wrap">
      <Segmented
        label={t("today.focusType")}
        value={focus.commercialType}
        options={items.map((one) => ({ value: one.commercialType, label: groups(`commercialType.${one.commercialType}`) }))}
        onChange={(type) => url.set({ type: type === items[0]?.commercialType ? "" : type })}
      />
      {line}
    </span>
  );
  return { focus, choice };
}
