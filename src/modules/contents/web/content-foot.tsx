import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { callEndpoint, ApiError, useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useTakeBack } from "../../../web/ui/use-take-back.ts";
import { type ContentMove, movesBackTo, movesFrom } from "../approval.rules.ts";
import {
  type ContentDetail,
  contentOverviewEndpoint,
  createContentEndpoint,
  listContentsEndpoint,
  moveContentEndpoint,
  saveContentEndpoint,
  showContentEndpoint,
} from "../contents.contract.ts";
import type { ContentForm } from "./use-content-form.ts";

const invalidates = [listContentsEndpoint, contentOverviewEndpoint, showContentEndpoint];

interface ContentFootProps {
  content: ContentDetail | null;
  form: ContentForm;
  onOpen: (contentId: string) => void;
  onClose: () => void;
}

/** Saving, and what may be done with the saved version next. */
export function ContentFoot({ content, form, onOpen, onClose }: ContentFootProps) {
  const { t } = useTranslation("contents");
  const brand = useBrand();
  const canWrite = brand.can("contents.write");
  const { fields, body } = form;
  const failed = { onFailed: errorToast };
  const create = useAction(createContentEndpoint, { invalidates, ...failed });
  const save = useAction(saveContentEndpoint, { invalidates, ...failed });
  const submit = useAction(moveContentEndpoint, { invalidates, ...failed });
  const wording = { name: fields.name.trim(), direction: fields.direction, folderId: fields.folderId, expiresOn: fields.expiresOn };
  if (!canWrite) return null;
  if (!content) {
    const make = async (thenSubmit: boolean) => {
      if (!body) return;
      const { id, version } = await create.mutateAsync({ ...wording, body });
      if (thenSubmit) await submit.mutateAsync({ contentId: id, version, move: "submit" });
      toast(thenSubmit ? t("move.done.submit") : t("editor.created"));
      onOpen(id);
    };
    const busy = create.isPending || submit.isPending;
    return (
      <>
        <Button onClick={onClose}>{t("editor.discard")}</Button>
        <Button disabled={!form.canSave} busy={busy} onClick={() => void make(false).catch(() => undefined)}>
          {t("editor.create")}
        </Button>
        <Button kind="primary" disabled={!form.canSave} busy={busy} onClick={() => void make(true).catch(() => undefined)}>
          {t("editor.createAndSubmit")}
        </Button>
      </>
    );
  }
  if (form.isDirty) {
    const keep = async () => {
      if (!body) return;
      const { version } = await save.mutateAsync({ ...wording, contentId: content.id, version: content.latestVersion, body });
      form.settle();
      toast(t("editor.saved", { version }));
    };
    const isNext = JSON.stringify(body) !== JSON.stringify(content.versions[0]?.body);
    return (
      <>
        <span className="mut contents-unsaved">{t("editor.unsaved")}</span>
        <Button onClick={form.reset}>{t("editor.discard")}</Button>
        <Button kind="primary" disabled={!form.canSave} busy={save.isPending} onClick={() => void keep().catch(() => undefined)}>
          {isNext ? t("editor.saveAsNext", { version: content.latestVersion + 1 }) : t("editor.save")}
        </Button>
      </>
    );
  }
  return <Moves content={content} words={[...new Set(form.flagged.map((one) => one.word))]} />;
}

function Moves({ content, words }: { content: ContentDetail; words: string[] }) {
  const { t } = useTranslation("contents");
  const canApprove = useBrand().can("contents.approve");
  const [asking, setAsking] = useState<ContentMove | null>(null);
  const takeBack = useTakeBack(invalidates);
  const move = useAction(moveContentEndpoint, {
    invalidates,
    onDone: (_, input) => {
      setAsking(null);
      const said = t(`move.done.${input.move}`);
      const back = input.move === "retire" ? movesBackTo(content.state, canApprove) : [];
      if (back.length === 0) toast(said);
      else
        takeBack(said, async () => {
          for (const one of back) await callEndpoint(moveContentEndpoint, { ...input, move: one, acceptsWords: true });
        });
    },
    onFailed: (error, input) => {
      if (error instanceof ApiError && error.code === "contents.words-flagged") setAsking(input.move);
      else errorToast(error);
    },
  });
  const run = (one: ContentMove, more: { note?: string; acceptsWords?: boolean } = {}) =>
    move.mutate({ contentId: content.id, version: content.latestVersion, move: one, ...more });
  const moves = movesFrom(content.state, canApprove);
  const main = moves.find((one) => one === "approve" || one === "submit" || one === "restore");
  const quiet = moves.filter((one) => one !== main).toReversed();
  const press = (one: ContentMove) =>
    one === "reject" || one === "retire" || (one === "approve" && words.length > 0) ? setAsking(one) : run(one);
  return (
    <>
      {quiet.map((one) => (
        <Button key={one} kind={one === "retire" ? "danger" : "plain"} onClick={() => press(one)} busy={move.isPending}>
          {t(`move.${one}`)}
        </Button>
      ))}
      {main ? (
        <Button kind="primary" onClick={() => press(main)} busy={move.isPending}>
          {t(`move.${main}`)}
        </Button>
      ) : null}
      {asking === "reject" ? (
        <RejectDialog
          name={content.name}
          busy={move.isPending}
          onReject={(note) => run("reject", { note })}
          onClose={() => setAsking(null)}
        />
      ) : null}
      <ConfirmNumbers
        open={asking === "retire"}
        icon="stop"
        danger
        title={t("move.retireTitle", { name: content.name })}
        facts={content.uses > 0 ? t("move.retireUses", { count: content.uses }) : t("move.retireFree")}
        confirm={t("move.retireConfirm")}
        busy={move.isPending}
        onConfirm={() => run("retire")}
        onClose={() => setAsking(null)}
      />
      <ConfirmNumbers
        open={asking === "approve"}
        icon="alert"
        danger
        title={t("move.approveTitle", { name: content.name })}
        facts={t("move.approveText")}
        checks={words.map((word) => ({ tone: "bad" as const, text: word }))}
        confirm={t("move.approveWith")}
        busy={move.isPending}
        onConfirm={() => run("approve", { acceptsWords: true })}
        onClose={() => setAsking(null)}
      />
    </>
  );
}

function RejectDialog({
  name,
  busy,
  onReject,
  onClose,
}: {
  name: string;
  busy: boolean;
  onReject: (note: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation(["contents", "ui"]);
  const [note, setNote] = useState("");
  return (
    <Modal
      open
      title={t("contents:move.rejectTitle", { name })}
      onCancel={onClose}
      footer={null}
      width={440}
      centered
      destroyOnHidden
      styles={{ header: { marginBottom: 16 } }}
    >
      <FormField label={t("contents:move.rejectReason")}>
        <textarea value={note} rows={3} maxLength={200} autoFocus onChange={(event) => setNote(event.target.value)} />
      </FormField>
      <div className="row g8" style={{ justifyContent: "flex-end" }}>
        <Button onClick={onClose}>{t("ui:edit.cancel")}</Button>
        <Button kind="primary" busy={busy} disabled={note.trim() === ""} onClick={() => onReject(note.trim())}>
          {t("contents:move.reject")}
        </Button>
      </div>
    </Modal>
  );
}
