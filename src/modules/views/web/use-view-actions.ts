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
  const nameOf = (viewId: string | null) => views.items.find((view) => view.id === viewId)?.name ?? "";
  const change = useAction(changeViewEndpoint, {
    invalidates,
    onDone: (_, { viewId, shared }) => {
      const done = shared === undefined ? "updated" : shared ? "shared" : "unshared";
      toast(t(done, { name: nameOf(viewId) }));
    },
    onFailed: errorToast,
  });
  const like = useAction(likeListEndpoint, {
    invalidates,
    onDone: (_, { defaultViewId }) => {
      const name = nameOf(defaultViewId ?? views.defaultViewId);
      toast(t(defaultViewId ? "madeDefault" : "droppedDefault", { name }));
    },
    onFailed: errorToast,
  });
  const restore = async (viewId: string, name: string) => {
    await callEndpoint(restoreViewEndpoint, { viewId });
    await client.invalidateQueries({ queryKey: [listViewsEndpoint.path] });
    toast(t("restored", { name }));
  };
  const remove = useAction(removeViewEndpoint, {
    invalidates,
    onDone: (_, { viewId }) => {
      const name = nameOf(viewId);
      undoToast(t("removed", { name }), () => void restore(viewId, name).catch(errorToast));
    },
    onFailed: errorToast,
  });

  return (view) => {
    const isDefault = views.defaultViewId === view.id;
    const isOpen = views.active?.id === view.id;
    const update: MenuAction = {
      key: "update",
      label: t("update"),
      icon: "check",
      onRun: () => change.mutate({ viewId: view.id, query: views.present }),
    };
    const own: MenuAction[] = [
      { key: "rename", label: t("rename"), icon: "edit", onRun: () => onRename(view) },
      {
        key: "share",
        label: t(view.shared ? "unshare" : "share"),
        icon: view.shared ? "lock" : "team",
        onRun: () => change.mutate({ viewId: view.id, shared: !view.shared }),
      },
      {
        key: "remove",
        label: t("remove"),
        icon: "trash",
        danger: true,
        onRun: () => remove.mutate({ viewId: view.id }, { onSuccess: () => isOpen && views.leave() }),
      },
    ];
    const prefer: MenuAction = {
      key: "default",
      label: t(isDefault ? "dropDefault" : "makeDefault"),
      icon: "star",
      onRun: () => like.mutate({ list: views.list, defaultViewId: isDefault ? null : view.id }),
    };
    const reset: MenuAction = { key: "reset", label: t("reset"), icon: "undo", onRun: () => views.open(view) };
    const changed = isOpen && views.isChanged;
    return [...(changed && view.canChange ? [update] : []), ...(changed ? [reset] : []), prefer, ...(view.canChange ? own : [])];
  };
}
