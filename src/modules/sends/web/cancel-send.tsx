import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keyOf, useAction } from "../../../web/api.ts";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import type { Check } from "../../../web/ui/confirm-numbers.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { taskReads } from "../../tasks/web/reads.ts";
import type { Send } from "../sends.contract.ts";
import { cancelSendEndpoint, listDeliveriesEndpoint, listSendsEndpoint, showSendEndpoint } from "../sends.contract.ts";

/** What is asked for again once a send has changed. */
export const sendReads = [listSendsEndpoint, showSendEndpoint, listDeliveriesEndpoint, ...taskReads];

/** Takes a send back for good; says first what is spared and what is not. */
export function CancelSend({ send, onClose }: { send: Send; onClose: () => void }) {
  const { t } = useTranslation("sends");
  const client = useQueryClient();
  const waiting = send.counts["handed-over"] ?? 0;
  const open = (send.counts.planned ?? 0) + waiting;
  const sent = send.counts.sent ?? 0;
  const cancel = useAction(cancelSendEndpoint, {
    invalidates: sendReads,
    onDone: (done) => {
      const words = { count: done.cancelled + done.stopping, sent: done.alreadySent };
      toast(t(done.stopping > 0 ? "cancel.stopping" : "cancel.done", words));
      onClose();
    },
    onFailed: (error) => {
      errorToast(error);
      void client.invalidateQueries({ queryKey: keyOf(listSendsEndpoint) });
    },
  });
  const checks: Check[] = [
    ...(waiting > 0 ? [{ tone: "warn" as const, text: t("cancel.waiting", { count: waiting }) }] : []),
    ...(send.sourceKind === "flow" ? [{ tone: "good" as const, text: t("cancel.flow") }] : []),
  ];
  return (
    <ConfirmNumbers
      open
      danger
      icon="stop"
      title={t("cancel.title", { name: send.name })}
      facts={t("cancel.facts")}
      numbers={[
        { value: formatCount(open), label: t("cancel.open") },
        { value: formatCount(sent), label: t("cancel.sent"), tone: sent > 0 ? "warn" : undefined },
      ]}
      checks={checks}
      confirm={t("cancel.confirm", { count: open })}
      busy={cancel.isPending}
      onConfirm={() => cancel.mutate({ sendId: send.id })}
      onClose={onClose}
    />
  );
}
