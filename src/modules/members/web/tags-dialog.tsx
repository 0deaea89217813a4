import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, callEndpoint, useAction, useEndpoint } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { InlineEdit } from "../../../web/ui/inline-edit.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useTakeBack } from "../../../web/ui/use-take-back.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { listMembersEndpoint, showMemberEndpoint } from "../members.contract.ts";
import { addTagEndpoint, listTagsEndpoint, removeTagEndpoint, renameTagEndpoint, type Tag } from "../tags.contract.ts";

const touched = [listTagsEndpoint, listMembersEndpoint, showMemberEndpoint];

/** Every tag with how many carry it; renamed in place; removed at once where nobody has it, else after a second look. */
export function TagsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("members");
  const query = useEndpoint(listTagsEndpoint, {});
  return (
    <Modal open title={t("tags.manage")} footer={<ExportButton list="tags" filter={{}} />} width={440} onCancel={onClose}>
      <Loaded
        query={query}
        what={t("filter.tag")}
        skeleton={<RowsSkeleton rows={4} />}
        tight
        empty={(data) =>
          data.items.length > 0 ? null : <EmptyState tight icon="tag" title={t("tags.noneYet")} text={t("tags.noneYetHint")} />
        }
      >
        {(data) => data.items.map((tag) => <TagRow key={tag.id} tag={tag} />)}
      </Loaded>
    </Modal>
  );
}

function TagRow({ tag }: { tag: Tag }) {
  const { t } = useTranslation("members");
  /** How many lose it, once that was looked at. */
  const [sure, setSure] = useState<number | null>(null);
  const rename = useAction(renameTagEndpoint, { invalidates: touched, onDone: () => toast(t("tags.renamed")), onFailed: errorToast });
  const takeBack = useTakeBack(touched);
  const remove = useAction(removeTagEndpoint, {
    invalidates: touched,
    onDone: (_, { evenUsed }) => {
      const told = t("tags.removed", { name: tag.name });
      if (evenUsed) toast(told);
      else takeBack(told, () => callEndpoint(addTagEndpoint, { name: tag.name }));
    },
    onFailed: (error) => {
      if (error instanceof ApiError && error.code === "members.tag-used") setSure(Number(error.details["members"]));
      else errorToast(error);
    },
  });
  const drop = (evenUsed: boolean) => remove.mutate({ tagId: tag.id, evenUsed });
  return (
    <div className="row g8 mseat">
      <InlineEdit value={tag.name} name={t("filter.tag")} maxLength={30} onSave={(name) => rename.mutate({ tagId: tag.id, name })} />
      <span className="sp" />
      <span className="mut sm12">{sure !== null ? t("tags.used", { count: sure }) : t("tags.people", { count: tag.members ?? 0 })}</span>
      {sure !== null ? (
        <Button kind="danger" size="xs" busy={remove.isPending} onClick={() => drop(true)}>
          {t("tags.remove")}
        </Button>
      ) : (
        <Button
          kind="quiet"
          size="xs"
          icon="trash"
          label={t("tags.remove")}
          busy={remove.isPending}
          onClick={() => (tag.members ? setSure(tag.members) : drop(false))}
        />
      )}
    </div>
  );
}
