import { Popover } from "antd";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { addTagEndpoint, listTagsEndpoint } from "../tags.contract.ts";
import "../../../web/ui/filter-chip.css";

interface Picked {
  id: string;
  name: string;
}

interface Props {
  /** Tags not offered. */
  without?: readonly string[];
  /** New names may be written. */
  creates?: boolean;
  onPick: (tag: Picked) => void;
  children: ReactElement;
}

/** A small list of tags to pick one from; a name that is not there can be made. */
export function TagPicker({ without = [], creates = true, onPick, children }: Props) {
  const [open, setOpen] = useState(false);
  const pick = (tag: Picked) => {
    setOpen(false);
    onPick(tag);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      styles={{ container: { padding: 0, background: "none", boxShadow: "none" } }}
      content={<TagChoice without={without} creates={creates} onPick={pick} />}
    >
      {children}
    </Popover>
  );
}

/** The list itself, for dialogs. */
export function TagChoice({
  without = [],
  creates,
  onPick,
}: {
  without?: readonly string[];
  creates: boolean;
  onPick: (tag: Picked) => void;
}) {
  const { t } = useTranslation("members");
  const [q, setQ] = useState("");
  const tags = useEndpoint(listTagsEndpoint, { counted: "false" });
  const name = q.trim();
  const add = useAction(addTagEndpoint, {
    invalidates: [listTagsEndpoint],
    onDone: ({ id }) => onPick({ id, name }),
    onFailed: errorToast,
  });
  const known = tags.data?.items ?? [];
  const shown = known.filter((tag) => !without.includes(tag.id) && tag.name.toLowerCase().includes(name.toLowerCase())).slice(0, 40);
  const isNew = creates && name !== "" && name.length <= 30 && !known.some((tag) => tag.name === name);
  const enter = () => {
    const [only] = shown;
    if (isNew) add.mutate({ name });
    else if (only) onPick(only);
  };
  return (
    <div className="pop tpick" role="dialog" aria-label={t("drawer.tag")}>
      <div className="find">
        <TextInput
          size="s"
          icon="search"
          value={q}
          onChange={setQ}
          placeholder={t("tags.search")}
          autoFocus
          maxLength={30}
          onKeyDown={(event) => event.key === "Enter" && !event.nativeEvent.isComposing && enter()}
        />
      </div>
      <ul>
        {isNew ? (
          <li>
            <button type="button" disabled={add.isPending} onClick={() => add.mutate({ name })}>
              <Icon name="plus" size="s" />
              {t("tags.create", { name })}
            </button>
          </li>
        ) : null}
        {shown.map((tag) => (
          <li key={tag.id}>
            <button type="button" onClick={() => onPick(tag)}>
              <span className="el">{tag.name}</span>
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && !isNew ? <p className="none">{t("tags.none")}</p> : null}
    </div>
  );
}
