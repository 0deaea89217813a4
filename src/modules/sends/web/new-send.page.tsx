import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { callEndpoint, keyOf, useAction, useEndpoint } from "../../../web/api.ts";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { formatTime } from "../../../web/ui/format-time.ts";
import { formatCount, formatShort } from "../../../web/ui/format.ts";
import { useGo } from "../../../web/ui/link.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { errorToast, toast, undoToast } from "../../../web/ui/toast.tsx";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import type { SendPreview } from "../sends.contract.ts";
import { cancelSendEndpoint, createSendEndpoint, previewSendEndpoint } from "../sends.contract.ts";
import { AudiencePanel } from "./audience-panel.tsx";
import { sendReads } from "./cancel-send.tsx";
import { ChecksPanel } from "./checks-panel.tsx";
import { ContentPanel } from "./content-panel.tsx";
import { SamplePhone } from "./sample-phone.tsx";
import type { Draft } from "./use-draft.ts";
import { useDraft } from "./use-draft.ts";
import { useSettled } from "./use-settled.ts";
import { WhenPanel } from "./when-panel.tsx";
import "../../../web/ui/floats.css";
import "./new-send.css";

const nobody = { name: "-", audience: {} };

/** 新建触达: whom, what, when; the numbers; then the verb with its consequence. */
export function NewSendPage() {
  const { t } = useTranslation(["newSend", "sends"]);
  const draft = useDraft();
  const settled = useSettled(draft.draft);
  const isReady = draft.draft !== undefined && settled !== undefined;
  const query = useEndpoint(previewSendEndpoint, settled ?? nobody, { enabled: isReady, keepLast: true });
  const isFresh = JSON.stringify(settled) === JSON.stringify(draft.draft) && !query.isPlaceholderData && !query.isError;
  const preview = isReady && isFresh ? query.data : undefined;
  return (
    <Page title={t("newSend:title")} crumbs={[{ label: t("sends:title"), to: "reach" }]} search={false}>
      <div className="sends-new">
        <div className="col g16">
          <AudiencePanel draft={draft} />
          <ContentPanel draft={draft} />
          <WhenPanel draft={draft} />
          <ChecksPanel query={query} isReady={isReady} />
        </div>
        <div className="aside">
          <SamplePhone preview={isReady ? query.data : undefined} />
        </div>
      </div>
      <Foot draft={draft} preview={preview} />
    </Page>
  );
}

/** Makes the send, and offers to take it back for as long as it waits. */
function useCreate(preview: SendPreview | undefined) {
  const { t } = useTranslation(["newSend", "sends"]);
  const client = useQueryClient();
  const go = useGo();
  const offset = useOffsetMinutes();
  const refresh = () => void Promise.all(sendReads.map((one) => client.invalidateQueries({ queryKey: keyOf(one) })));
  const takeBack = (sendId: string) =>
    void callEndpoint(cancelSendEndpoint, { sendId }).then(({ cancelled, alreadySent }) => {
      toast(
        alreadySent > 0
          ? t("sends:cancel.partly", { count: cancelled, sent: alreadySent })
          : t("sends:cancel.undone", { count: cancelled }),
      );
      refresh();
    }, errorToast);
  return useAction(createSendEndpoint, {
    invalidates: sendReads,
    onDone: ({ sendId, groups, undoUntil }, input) => {
      const now = Date.now();
      const count = formatCount(preview?.groups ?? groups);
      const text = input.dueAt
        ? t("newSend:scheduled", { time: formatTime(input.dueAt, offset, now), count })
        : t("newSend:sent", { count });
      const seconds = Math.max(1, Math.min(10, Math.floor((Date.parse(undoUntil) - now) / 1000)));
      undoToast(text, () => takeBack(sendId), { seconds });
      go(`reach/sends/${sendId}`);
    },
    onFailed: errorToast,
  });
}

function Foot({ draft, preview }: { draft: Draft; preview: SendPreview | undefined }) {
  const { t } = useTranslation("newSend");
  const create = useCreate(preview);
  const offset = useOffsetMinutes();
  const nowMs = useNow(10_000);
  const { dueAt } = draft.fields;
  const isPast = dueAt !== "" && Date.parse(dueAt) <= nowMs;
  const numbers = preview && { groups: formatCount(preview.groups), people: formatShort(preview.people) };
  const words = !numbers
    ? t("confirmOff")
    : dueAt
      ? t("confirmAt", { time: formatTime(dueAt, offset, nowMs), ...numbers })
      : t("confirm", numbers);
  const send = () => {
    if (draft.draft) create.mutate(draft.draft);
  };
  return (
    <div className="sends-foot">
      <span className="mut el">{preview?.groups === 0 ? t("nobody") : null}</span>
      {create.error ? <span className="bad el">{errorText(create.error)}</span> : null}
      <span className="sp" />
      <Button to="reach">{t("back")}</Button>
      <Button kind="primary" icon="send" disabled={!preview || preview.groups === 0 || isPast} busy={create.isPending} onClick={send}>
        {words}
      </Button>
    </div>
  );
}
