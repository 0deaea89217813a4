import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { useGo } from "../../../web/ui/link.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import {
  type Connection,
  listConnectionsEndpoint,
  removeConnectionEndpoint,
  renewCallbackEndpoint,
  switchConnectionEndpoint,
} from "../connections.contract.ts";
import { showHealthEndpoint } from "../health.contract.ts";
import { CallbackValues } from "./callback-setup.tsx";

export type Ending = "stop" | "remove" | "renew";

interface EndProps {
  connection: Connection;
  ending: Ending;
  onClose: () => void;
}

const icons = { stop: "pause", remove: "trash", renew: "redo" } as const;

/** Before a connection is stopped, removed, or its callback's keys are made anew: what it costs. */
export function EndConnection({ connection, ending, onClose }: EndProps) {
  const { t } = useTranslation("connections");
  const go = useGo();
  const health = useEndpoint(showHealthEndpoint, { connectionId: connection.id });
  const invalidates = [listConnectionsEndpoint];
  const over = (text: string) => {
    toast(text);
    onClose();
  };
  const stop = useAction(switchConnectionEndpoint, {
    invalidates,
    onDone: () => over(t("page.stopped", { name: connection.name })),
    onFailed: errorToast,
  });
  const remove = useAction(removeConnectionEndpoint, {
    invalidates,
    onDone: () => {
      over(t("page.removed", { name: connection.name }));
      go("settings/channels");
    },
    onFailed: errorToast,
  });
  const renew = useAction(renewCallbackEndpoint, { invalidates, onFailed: errorToast });
  const connectionId = connection.id;
  if (renew.data) {
    return (
      <Drawer
        open
        title={t("callback.renew")}
        onClose={onClose}
        foot={
          <Button kind="primary" onClick={onClose}>
            {t("new.finish")}
          </Button>
        }
      >
        <div className="pad">
          <p>{t("callback.renewDone")}</p>
          <CallbackValues callback={renew.data} isVerified={false} />
        </div>
      </Drawer>
    );
  }
  const run = {
    stop: () => stop.mutate({ connectionId, state: "off" }),
    remove: () => remove.mutate({ connectionId }),
    renew: () => renew.mutate({ connectionId }),
  };
  const texts = {
    stop: [t("page.stopTitle", { name: connection.name }), t("page.stopText"), t("page.stop")],
    remove: [t("page.removeTitle", { name: connection.name }), t("page.removeText"), t("page.remove")],
    renew: [t("callback.renewTitle"), t("callback.renewText"), t("callback.renew")],
  } as const;
  const [title, facts, confirm] = texts[ending];
  return (
    <ConfirmNumbers
      open
      danger
      icon={icons[ending]}
      title={title}
      facts={facts}
      numbers={[
        { value: formatCount(health.data?.calls ?? null), label: `${t("page.lastHour")} ${t("page.calls")}` },
        { value: formatCount(health.data?.callbacks.received ?? null), label: `${t("page.day")} ${t("page.received")}` },
      ]}
      confirm={confirm}
      busy={stop.isPending || remove.isPending || renew.isPending}
      onConfirm={run[ending]}
      onClose={onClose}
    />
  );
}
