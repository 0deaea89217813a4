import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { callEndpoint, useAction, useEndpointPages } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { useTakeBack } from "../../../web/ui/use-take-back.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { addNoteEndpoint, listNotesEndpoint, type MemberNote, removeNoteEndpoint, showMemberEndpoint } from "../members.contract.ts";
import { timelineEndpoint } from "../timeline.contract.ts";

const changed = [listNotesEndpoint, showMemberEndpoint, timelineEndpoint];

/** What colleagues wrote down, the newest first. */
export function MemberNotes({ memberId }: { memberId: string }) {
  const { t } = useTranslation("members");
  const brand = useBrand();
  const { query, items, hasMore, more, loadingMore } = useEndpointPages(listNotesEndpoint, { memberId, limit: 20 });
  return (
    <div className="mblk">
      {brand.can("members.manage") ? <NewNote memberId={memberId} hasNotes={items.length > 0} /> : null}
      {items.length === 0 && query.isSuccess ? <EmptyState tight icon="edit" title={t("notes.empty")} /> : null}
      {items.map((note) => (
        <Note key={note.id} note={note} memberId={memberId} />
      ))}
      {hasMore ? (
        <Button size="s" busy={loadingMore} onClick={more}>
          {t("timeline.more")}
        </Button>
      ) : null}
    </div>
  );
}

function NewNote({ memberId, hasNotes }: { memberId: string; hasNotes: boolean }) {
  const { t } = useTranslation("members");
  const [text, setText] = useState("");
  const add = useAction(addNoteEndpoint, { invalidates: changed, onDone: () => setText(""), onFailed: errorToast });
  const save = () => {
    if (text.trim() !== "" && !add.isPending) add.mutate({ memberId, text: text.trim() });
  };
  return (
    <div style={{ marginBottom: 10 }}>
      <Input.TextArea
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={t("notes.placeholder")}
        aria-label={t("notes.placeholder")}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={500}
        onKeyDown={(event) => (event.metaKey || event.ctrlKey) && event.key === "Enter" && save()}
      />
      <div className="row g8" style={{ justifyContent: "flex-end", marginTop: 8 }}>
        {hasNotes ? <ExportButton list="member-notes" filter={{ memberId }} /> : null}
        <Button size="s" kind="primary" busy={add.isPending} disabled={text.trim() === ""} onClick={save}>
          {t("notes.add")}
        </Button>
      </div>
    </div>
  );
}

function Note({ note, memberId }: { note: MemberNote; memberId: string }) {
  const { t } = useTranslation("members");
  const brand = useBrand();
  const takeBack = useTakeBack(changed);
  const remove = useAction(removeNoteEndpoint, {
    invalidates: changed,
    onDone: () => takeBack(t("notes.removed"), () => callEndpoint(addNoteEndpoint, { memberId, text: note.text })),
    onFailed: errorToast,
  });
  return (
    <div className="mnote">
      <p>{note.text}</p>
      <div className="row g8 sm12 mut">
        {note.staffName}
        <Time at={note.createdAt} />
        <span className="sp" />
        {note.staffId === brand.staff.id ? (
          <Button
            kind="quiet"
            size="xs"
            icon="trash"
            label={t("notes.remove")}
            busy={remove.isPending}
            onClick={() => remove.mutate({ memberId, noteId: note.id })}
          />
        ) : null}
      </div>
    </div>
  );
}
