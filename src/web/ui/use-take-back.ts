import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Endpoint } from "../../lib/define.ts";
import { errorToast, toast, undoToast } from "./toast.tsx";

/**
 * Says what was done and offers to take it back for ten seconds, by calls that put back what was there; the answers of `touched` are asked
 * for again. An older offer about the same (`about`) is withdrawn: it would take back what came after it.
 */
export function useTakeBack(
  touched: readonly Pick<Endpoint, "path">[],
): (text: string, putBack: () => Promise<unknown>, about?: string) => void {
  const { t } = useTranslation("ui");
  const client = useQueryClient();
  const takeBack = async (putBack: () => Promise<unknown>) => {
    await putBack();
    await Promise.all(touched.map((one) => client.invalidateQueries({ queryKey: [one.path] })));
    toast(t("toast.undone"));
  };
  return (text, putBack, about) => undoToast(text, () => void takeBack(putBack).catch(errorToast), { about });
}
