import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { ChannelTabs } from "../../../web/console/channel-tabs.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { MoreMenu } from "../../../web/ui/more-menu.tsx";
import { Dot, Page } from "../../../web/ui/page.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { checkConnectionEndpoint, type Connection, listConnectionsEndpoint, switchConnectionEndpoint } from "../connections.contract.ts";
import { showHealthEndpoint } from "../health.contract.ts";
import { ApisPanel } from "./apis-panel.tsx";
import { AstrayPanel } from "./astray-panel.tsx";
import { CallbacksPanel } from "./callbacks-panel.tsx";
import { CheckSteps } from "./check-steps.tsx";
import { EditConnection } from "./edit-connection.tsx";
import { type Ending, EndConnection } from "./end-connection.tsx";
import { FiguresPanel } from "./figures-panel.tsx";
import { StateChip } from "./state-chip.tsx";
import "../../brands/web/settings.css";
import "./connections.css";

const REFRESH_MS = 5_000;

/** One connection: whether it holds, what is called by it and told by it, and what is changed of it. */
export function ConnectionPage() {
  const { t } = useTranslation("connections");
  const { connectionId = "" } = useParams();
  const query = useEndpoint(listConnectionsEndpoint, {}, { refreshMs: REFRESH_MS });
  const connection = query.data?.items.find((one) => one.id === connectionId);
  return (
    <Page
      title={connection?.name ?? t("what")}
      crumbs={[{ label: t("new.crumb"), to: "settings/channels" }]}
      aside={connection ? <StateChip state={connection.state} /> : null}
      facts={connection ? <Facts connection={connection} /> : null}
      actions={connection ? <Actions connection={connection} /> : null}
      flush
    >
      <div className="subbar">
        <ChannelTabs connectionId={connectionId} current="connection" />
      </div>
      <div className="conn-body">
        <Loaded query={query} what={t("what")} skeleton={<BlockSkeleton height={520} />}>
          {() =>
            connection ? (
              <Body connection={connection} />
            ) : (
              <EmptyState icon="link" title={t("page.gone")} actions={<Button to="settings/channels">{t("new.crumb")}</Button>} />
            )
          }
        </Loaded>
      </div>
    </Page>
  );
}

function Facts({ connection }: { connection: Connection }) {
  return (
    <>
      <code className="conn-code">{connection.scope}</code>
      {connection.baseUrl ? (
        <>
          <Dot />
          <code className="conn-code">{connection.baseUrl}</code>
        </>
      ) : null}
    </>
  );
}

function Body({ connection }: { connection: Connection }) {
  const { t } = useTranslation("connections");
  const brand = useBrand();
  const health = useEndpoint(showHealthEndpoint, { connectionId: connection.id }, { refreshMs: REFRESH_MS });
  const check = useAction(checkConnectionEndpoint, { invalidates: [listConnectionsEndpoint, showHealthEndpoint], onFailed: errorToast });
  const button = brand.can("connections.manage") ? (
    <Button size="s" icon="refresh" busy={check.isPending} onClick={() => check.mutate({ connectionId: connection.id })}>
      {t("check.again")}
    </Button>
  ) : null;
  const checked = connection.checkedAt ? (
    <>
      {t("check.at")} <Time at={connection.checkedAt} />
    </>
  ) : null;
  return (
    <div className="conn-page">
      <Panel padded title={t("check.title")} facts={checked} actions={button}>
        <CheckSteps steps={connection.steps} busy={check.isPending} wide />
      </Panel>
      <Loaded query={health} what={t("page.health")} skeleton={<BlockSkeleton height={360} />}>
        {(now) => (
          <>
            <FiguresPanel health={now} />
            <ApisPanel connectionId={connection.id} health={now} />
            <CallbacksPanel connection={connection} callbacks={now.callbacks} />
            <AstrayPanel connectionId={connection.id} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Actions({ connection }: { connection: Connection }) {
  const { t } = useTranslation("connections");
  const brand = useBrand();
  const [editing, setEditing] = useState(false);
  const [ending, setEnding] = useState<Ending | null>(null);
  const resume = useAction(switchConnectionEndpoint, {
    invalidates: [listConnectionsEndpoint],
    onDone: () => toast(t("page.resumed", { name: connection.name })),
    onFailed: errorToast,
  });
  if (!brand.can("connections.manage")) return null;
  const isOff = connection.state === "off";
  const turn = isOff
    ? {
        key: "resume",
        label: t("page.resume"),
        icon: "start" as const,
        onRun: () => resume.mutate({ connectionId: connection.id, state: "on" }),
      }
    : { key: "stop", label: t("page.stop"), icon: "pause" as const, onRun: () => setEnding("stop") };
  return (
    <>
      <Button size="s" icon="edit" onClick={() => setEditing(true)}>
        {t("page.edit")}
      </Button>
      <MoreMenu
        bordered
        actions={[
          { key: "renew", label: t("callback.renew"), icon: "redo", onRun: () => setEnding("renew") },
          turn,
          { key: "remove", label: t("page.remove"), icon: "trash", danger: true, onRun: () => setEnding("remove") },
        ]}
      />
      {editing ? <EditConnection connection={connection} onClose={() => setEditing(false)} /> : null}
      {ending ? <EndConnection connection={connection} ending={ending} onClose={() => setEnding(null)} /> : null}
    </>
  );
}
