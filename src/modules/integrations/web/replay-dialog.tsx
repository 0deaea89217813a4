import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import type { AskOf } from "../../../lib/define.ts";
import { countReplayEndpoint, listDeliveriesEndpoint, replayDeliveriesEndpoint } from "../deliveries.contract.ts";
import { listWebhooksEndpoint } from "../webhooks.contract.ts";

interface ReplayProps {
  ask: AskOf<typeof replayDeliveriesEndpoint>;
  onClose: () => void;
}

/** Before many are sent again: how many. */
export function ReplayDialog({ ask, onClose }: ReplayProps) {
  const { t } = useTranslation("integrations");
  const count = useEndpoint(countReplayEndpoint, ask).data?.count;
  const replay = useAction(replayDeliveriesEndpoint, {
    invalidates: [listDeliveriesEndpoint, listWebhooksEndpoint, countReplayEndpoint],
    onDone: ({ replayed, left }) => {
      toast(left > 0 ? t("deliveries.replayedPart", { replayed, left }) : t("deliveries.replayedAll", { replayed }));
      if (left === 0) onClose();
    },
    onFailed: errorToast,
  });
  return (
    <ConfirmNumbers
      open
      icon="redo"
      title={t("deliveries.replayTitle", { count: formatCount(count ?? null) })}
      facts={t("deliveries.replayText")}
      numbers={[{ value: formatCount(count ?? null), label: t(`deliveries.replayFacts.${ask.state}`) }]}
      confirm={t("deliveries.replay")}
      busy={replay.isPending}
      disabled={!count}
      onConfirm={() => replay.mutate(ask)}
      onClose={onClose}
    />
  );
}
