import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";

/** The next page below a list in a drawer, where there is one. */
export function MoreRows({ hasMore, more, loadingMore }: { hasMore: boolean; more: () => void; loadingMore: boolean }) {
  const { t } = useTranslation("insight");
  if (!hasMore) return null;
  return (
    <Button size="s" busy={loadingMore} onClick={more}>
      {t("rows.more")}
    </Button>
  );
}
