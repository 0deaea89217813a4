import { useTranslation } from "react-i18next";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/states.tsx";

/** No such page; `whole` outside the navigation. */
export function Missing({ whole = false }: { whole?: boolean }) {
  const { t } = useTranslation("shell");
  return (
    <div className="page" style={whole ? { display: "grid", placeItems: "center", minHeight: "100vh" } : undefined}>
      <EmptyState
        icon="search"
        title={t("missing.title")}
        text={t("missing.why")}
        actions={
          <Button to="/" kind="primary">
            {t("missing.home")}
          </Button>
        }
      />
    </div>
  );
}
