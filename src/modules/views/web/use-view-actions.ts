import { useTranslation } from "react-i18next";
import { callEndpoint, useAction } from "../../../web/api.ts";
import type { MenuAction } from "../../../web/ui/more-menu.tsx";
import { errorToast, toast, undoToast } from "../../../web/ui/toast.tsx";
import { useQueryClient } from "@tanstack/react-query";
import {
  changeViewEndpoint,
  likeListEndpoint,
  listViewsEndpoint,
  removeViewEndpoint,
  restoreViewEndpoint,
  type SavedView,
} from "../views.contract.ts";
import type { Views } from "./use-views.ts";

/** What can be done with a view, by who may do it; a removal can be taken back. */
export function useViewActions(views: Views, onRename: (view: SavedView) => void): (view: SavedView) => MenuAction[] {
  const { t } = useTranslation("views");
  const client = useQueryClient();
  const invalidates = [listViewsEndpoint];
  const change = useAction(changeViewEndpoint, { invalidates, onFailed: errorToast });
  const like = useAction(likeListEndpoint, { invalidates, onFailed: errorToast });
  const restore = async (view: SavedView) => {
    await callEndpoint(restoreViewEndpoint, { viewId: view.id });
    await client.invalidateQueries({ queryKey: [listViewsEndpoint.path] });
    toast(t("restored", { name: view.name }));
  };
  const remove = useAction(removeViewEndpoint, { invalidates, onFailed: errorToast });
  const told = (text: string) => ({ onSuccess: () => toast(text) });

  return (view) => {
    const { name } = view;
    const isDefault = views.defaultViewId === view.id;
    const isOpen = views.active?.id === view.id;
    const update: MenuAction = {
      key: "update",
      label: t("update"),
      icon: "check",
      onRun: () => change.mutate({ viewId: view.id, query: views.present }, told(t("updated", { name }))),
    };
    const own: MenuAction[] = [
      { key: "rename", label: t("rename"), icon: "edit", onRun: () => onRename(view) },
      {
        key: "share",
        label: t(view.shared ? "unshare" : "share"),
        icon: view.shared ? "lock" : "team",
        onRun: () => change.mutate({ viewId: view.id, shared: !view.shared }, told(t(view.shared ? "unshared" : "shared", { name }))),
      },
      {
        key: "remove",
        label: t("remove"),
        icon: "trash",
        danger: true,
        onRun: () =>
          remove.mutate(
            { viewId: view.id },
            {
              onSuccess: () => {
                if (isOpen) views.leave();
                undoToast(t("removed", { name }), () => void restore(view).catch(errorToast));
              },
            },
          ),
      },
    ];
    const prefer: MenuAction = {
      key: "default",
      label: t(isDefault ? "dropDefault" : "makeDefault"),
      icon: "star",
      onRun: () =>
        like.mutate(
          { list: views.list, defaultViewId: isDefault ? null : view.id },
          told(t(isDefault ? "droppedDefault" : "madeDefault", { name })),
        ),
    };
    const reset: MenuAction = { key: "reset", label: t("reset"), icon: "undo", onRun: () => views.open(view) };
    const changed = isOpen && views.isChanged;
    return [...(changed && view.canChange ? [update] : []), ...(changed ? [reset] : []), prefer, ...(view.canChange ? own : [])];
  };
}
