import { useTranslation } from "react-i18next";
import { Page } from "../../../web/ui/page.tsx";
import { BlueprintEditor } from "./blueprint-editor.tsx";

/** A blueprint that is not there yet. */
export function NewBlueprintPage() {
  const { t } = useTranslation("groups");
  return (
    <Page
      title={t("blueprint.create")}
      crumbs={[
        { label: t("title"), to: "groups" },
        { label: t("list.more.blueprints"), to: "groups/blueprints" },
      ]}
    >
      <BlueprintEditor blueprint={null} />
    </Page>
  );
}
