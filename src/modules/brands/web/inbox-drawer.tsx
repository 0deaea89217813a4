import { useTranslation } from "react-i18next";
import { callEndpoint, useAction, useEndpoint } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { formatFullTime } from "../../../web/ui/format-time.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useTakeBack } from "../../../web/ui/use-take-back.ts";
import { useOffsetMinutes } from "../../../web/ui/zone.tsx";
import {
  dismissInboxEndpoint,
  type InboxRow,
  listInboxEndpoint,
  recallInboxEndpoint,
  replayInboxEndpoint,
  showInboxEndpoint,
} from "../../messages/inbox.contract.ts";
import { reasonAdvice, reasonWord } from "./inbox-words.ts";

/** JSON with line breaks; what is no JSON stays as it came. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** What came, as it came; read anew, counted after all, or set aside. */
export function InboxDrawer({ row, onClose }: { row: InboxRow; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const offset = useOffsetMinutes();
  const query = useEndpoint(showInboxEndpoint, { inboxId: row.id });
  const reads = [listInboxEndpoint, showInboxEndpoint];
  const replay = useAction(replayInboxEndpoint, {
    invalidates: reads,
    onDone: ({ state, reason }) => {
      toast(state === "replayed" ? t("inbox.replayed") : t("inbox.still", { reason: reasonWord(t, reason) }));
      if (state === "replayed") onClose();
    },
    onFailed: errorToast,
  });
  const takeBack = useTakeBack(reads);
  const dismiss = useAction(dismissInboxEndpoint, {
    invalidates: reads,
    onDone: () => {
      takeBack(t("inbox.dismissed"), () => callEndpoint(recallInboxEndpoint, { inboxId: row.id }));
      onClose();
    },
    onFailed: errorToast,
  });
  const isOver = row.state === "replayed";
  return (
    <Drawer
      open
      title={reasonWord(t, row.reason)}
      facts={t(`inbox.states.${row.state}`)}
      onClose={onClose}
      foot={
        isOver ? null : (
          <>
            {row.state === "refused" ? null : (
              <Button busy={dismiss.isPending} onClick={() => dismiss.mutate({ inboxId: row.id })}>
                {t("inbox.dismiss")}
              </Button>
            )}
            {row.reason === "correction" ? (
              <Button busy={replay.isPending} onClick={() => replay.mutate({ inboxId: row.id, accept: true })}>
                {t("inbox.accept")}
              </Button>
            ) : null}
            <Button kind="primary" icon="refresh" busy={replay.isPending} onClick={() => replay.mutate({ inboxId: row.id })}>
              {t("inbox.replay")}
            </Button>
          </>
        )
      }
    >
      <div className="pad">
        <p className="sec" style={{ marginBottom: 12 }}>
          {reasonAdvice(t, row.reason)}
        </p>
        <dl className="settings-facts">
          <dt>{t("inbox.at")}</dt>
          <dd>{formatFullTime(row.receivedAt, offset)}</dd>
          <dt>{t("inbox.source")}</dt>
          <dd>{row.source}</dd>
        </dl>
      </div>
      <div className="pad">
        <Loaded query={query} what={t("inbox.body")} tight skeleton={<BlockSkeleton height={160} />}>
          {(shown) => <pre className="settings-raw">{pretty(shown.body)}</pre>}
        </Loaded>
      </div>
    </Drawer>
  );
}
