import { useTranslation } from "react-i18next";
import { callEndpoint, useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { useTakeBack } from "../../../web/ui/use-take-back.ts";
import { listMembersEndpoint, type MemberProfile, showMemberEndpoint } from "../members.contract.ts";
import { changeTagsEndpoint, listTagsEndpoint } from "../tags.contract.ts";
import { TagPicker } from "./tag-picker.tsx";

const touched = [showMemberEndpoint, listMembersEndpoint, listTagsEndpoint];

/** The tags of one member, each to be taken off, and the way to one more. */
export function MemberTags({ member }: { member: MemberProfile }) {
  const { t } = useTranslation("members");
  const brand = useBrand();
  const takeBack = useTakeBack(touched);
  const change = useAction(changeTagsEndpoint, {
    invalidates: touched,
    onDone: ({ changed, name }, input) => {
      if (input.direction === "remove" && changed > 0)
        takeBack(t("timeline.untagged", { name }), () => callEndpoint(changeTagsEndpoint, { ...input, direction: "add" }));
    },
    onFailed: errorToast,
  });
  const canManage = brand.can("members.manage");
  const put = (tagId: string, direction: "add" | "remove") => change.mutate({ tagId, direction, who: { memberIds: [member.id] } });
  if (member.tags.length === 0 && !canManage) return null;
  return (
    <div className="tags">
      {member.tags.map((tag) => (
        <Chip
          key={tag.id}
          tone="outline"
          removeLabel={t("drawer.untag", { name: tag.name })}
          onRemove={canManage ? () => put(tag.id, "remove") : undefined}
        >
          {tag.name}
        </Chip>
      ))}
      {canManage ? (
        <TagPicker without={member.tags.map((tag) => tag.id)} onPick={(tag) => put(tag.id, "add")}>
          <button type="button" className="chip o add">
            + {t("drawer.tag")}
          </button>
        </TagPicker>
      ) : null}
    </div>
  );
}
