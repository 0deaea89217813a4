import { useTranslation } from "react-i18next";
import { useGo } from "../../../web/ui/link.tsx";
import { Tabs } from "../../../web/ui/tabs.tsx";

/** The two halves of 内容 under the top bar. */
export function ContentTabs({ current }: { current: "library" | "columns" }) {
  const { t } = useTranslation("contents");
  const go = useGo();
  const tabs = [
    { value: "library" as const, label: t("library") },
    { value: "columns" as const, label: t("columns") },
  ];
  return (
    <div className="subbar">
      <Tabs
        label={t("title")}
        tabs={tabs}
        value={current}
        onChange={(value) => go(value === "library" ? "contents" : "contents/columns")}
      />
    </div>
  );
}
