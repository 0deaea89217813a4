import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { BulkBar } from "../../../web/ui/bulk-bar.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { errorToast, toast, undoToast } from "../../../web/ui/toast.tsx";
import type { Selection } from "../../../web/ui/use-selection.ts";
import { listMembersEndpoint, showMemberEndpoint } from "../members.contract.ts";
import { changeTagsEndpoint, listTagsEndpoint, TAG_LIMIT, undoTagsEndpoint } from "../tags.contract.ts";
import type { Ask } from "./member-filter.ts";
import { TagChoice } from "./tag-picker.tsx";

const touched = [listMembersEndpoint, showMemberEndpoint, listTagsEndpoint];

/** What is done with the ticked ones, or with all that fit: tags on and off, to be taken back for ten seconds. */
export function MembersBulk({ selection, ask, total }: { selection: Selection; ask: Ask; total: number | undefined }) {
  const { t } = useTranslation("members");
  const [direction, setDirection] = useState<"add" | "remove" | null>(null);
  const [all, setAll] = useState<string | null>(null);
  const asked = JSON.stringify([ask, selection.keys]);
  const isAll = all === asked;
  const undo = useAction(undoTagsEndpoint, {
    invalidates: touched,
    onDone: ({ changed }) => toast(t("tags.undone", { count: changed })),
    onFailed: errorToast,
  });
  const change = useAction(changeTagsEndpoint, {
    invalidates: touched,
    onDone: ({ changeId, changed, name }, input) => {
      const words = t(input.direction === "add" ? "tags.added" : "tags.dropped", { count: changed, name });
      if (changed === 0) toast(words);
      else undoToast(words, () => undo.mutate({ changeId }));
    },
    onFailed: errorToast,
  });
  const run = (tag: { id: string }) => {
    if (!direction) return;
    setDirection(null);
    const who = isAll ? { filter: ask } : { memberIds: [...selection.keys] };
    change.mutate({ tagId: tag.id, direction, who }, { onSuccess: () => selection.clear() });
  };
  const offersAll = !isAll && total !== undefined && total > selection.count && total <= TAG_LIMIT;
  return (
    <>
      <BulkBar
        selection={selection}
        title={isAll && total !== undefined ? t("allSelected", { count: formatCount(total) }) : t("selected", { count: selection.count })}
        all={offersAll ? { label: t("selectAll", { count: formatCount(total) }), onPick: () => setAll(asked) } : undefined}
        actions={[
          { icon: "tag", label: t("addTag"), disabled: change.isPending, onRun: () => setDirection("add") },
          { icon: "minus", label: t("dropTag"), disabled: change.isPending, onRun: () => setDirection("remove") },
        ]}
      />
      {direction ? (
        <Modal
          open
          title={t(direction === "add" ? "addTag" : "dropTag")}
          footer={null}
          width={320}
          centered
          onCancel={() => setDirection(null)}
        >
          <TagChoice creates={direction === "add"} onPick={run} />
        </Modal>
      ) : null}
    </>
  );
}
