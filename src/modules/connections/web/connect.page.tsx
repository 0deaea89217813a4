import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { useGo } from "../../../web/ui/link.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { type CallbackSetup, checkConnectionEndpoint, createConnectionEndpoint, listConnectionsEndpoint } from "../connections.contract.ts";
import { CallbackValues } from "./callback-setup.tsx";
import { CheckSteps } from "./check-steps.tsx";
import { ConnectionForm, emptyDraft, isWholeDraft, valuesOf } from "./connection-form.tsx";
import "../../brands/web/settings.css";
import "./connections.css";

const steps = ["app", "callback", "check"] as const;
type Step = (typeof steps)[number];
interface Made {
  id: string;
  callback: CallbackSetup;
}

/** 接入企业微信: the app's values, what is set in the admin console, the check. */
export function ConnectPage() {
  const { t } = useTranslation("connections");
  const [step, setStep] = useState<Step>("app");
  const [made, setMade] = useState<Made | null>(null);
  return (
    <Page title={t("new.title")} crumbs={[{ label: t("new.crumb"), to: "settings/channels" }]}>
      <div className="conn-wizard">
        <ol className="conn-rail">
          {steps.map((name, n) => (
            <li
              key={name}
              className={name === step ? "on" : steps.indexOf(step) > n ? "done" : ""}
              aria-current={name === step ? "step" : undefined}
            >
              <i>{n + 1}</i>
              {t(`new.steps.${name}`)}
            </li>
          ))}
        </ol>
        {step === "app" || !made ? (
          <AppStep
            onMade={(next) => {
              setMade(next);
              setStep("callback");
            }}
          />
        ) : step === "callback" ? (
          <CallbackStep made={made} onNext={() => setStep("check")} />
        ) : (
          <CheckStepPanel made={made} onBack={() => setStep("callback")} />
        )}
      </div>
    </Page>
  );
}

function AppStep({ onMade }: { onMade: (made: Made) => void }) {
  const { t } = useTranslation("connections");
  const [draft, setDraft] = useState(emptyDraft);
  const create = useAction(createConnectionEndpoint, { invalidates: [listConnectionsEndpoint], onDone: onMade });
  const send = () => create.mutate({ ...valuesOf(draft), scope: draft.scope.trim(), secret: draft.secret.trim() });
  return (
    <Panel padded title={t("new.steps.app")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isWholeDraft(draft, false)) send();
        }}
      >
        <ConnectionForm draft={draft} onChange={setDraft} />
        {create.error ? (
          <p className="bad" role="alert">
            {errorText(create.error)}
          </p>
        ) : null}
        <div className="conn-foot">
          <Button to="settings/channels">{t("new.cancel")}</Button>
          <Button kind="primary" type="submit" busy={create.isPending} disabled={!isWholeDraft(draft, false)}>
            {t("new.next")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function CallbackStep({ made, onNext }: { made: Made; onNext: () => void }) {
  const { t } = useTranslation("connections");
  const list = useEndpoint(listConnectionsEndpoint, {}, { refreshMs: 3_000 });
  const isVerified = Boolean(list.data?.items.find((one) => one.id === made.id)?.verifiedAt);
  return (
    <Panel padded title={t("callback.title")}>
      <ol className="conn-todo">
        <li>
          <b>{t("callback.receive")}</b>
          <p className="sec">{t("callback.receiveText")}</p>
          <CallbackValues callback={made.callback} isVerified={isVerified} />
        </li>
        <li>
          <b>{t("callback.callable")}</b>
          <p className="sec">{t("callback.callableText")}</p>
        </li>
        <li>
          <b>{t("callback.trusted")}</b>
          <p className="sec">{t("callback.trustedText")}</p>
        </li>
      </ol>
      <div className="conn-foot">
        <Button kind="primary" onClick={onNext}>
          {t("new.toCheck")}
        </Button>
      </div>
    </Panel>
  );
}

function CheckStepPanel({ made, onBack }: { made: Made; onBack: () => void }) {
  const { t } = useTranslation("connections");
  const go = useGo();
  const check = useAction(checkConnectionEndpoint, { invalidates: [listConnectionsEndpoint] });
  const steps = check.data?.steps;
  const isFine = steps?.every((step) => step.state === "good") ?? false;
  return (
    <Panel padded title={t("check.title")}>
      <CheckSteps steps={steps ?? []} busy={check.isPending} />
      {check.error ? (
        <p className="bad" role="alert">
          {errorText(check.error)}
        </p>
      ) : null}
      <div className="conn-foot">
        <Button kind="quiet" onClick={onBack}>
          {t("new.steps.callback")}
        </Button>
        <span className="sp" />
        <CheckButtons
          outcome={steps ? (isFine ? "fine" : "faulty") : null}
          busy={check.isPending}
          onCheck={() => check.mutate({ connectionId: made.id })}
          onFinish={() => go(`settings/channels/${made.id}`)}
        />
      </div>
    </Panel>
  );
}

interface CheckButtonsProps {
  outcome: "fine" | "faulty" | null;
  busy: boolean;
  onCheck: () => void;
  onFinish: () => void;
}

function CheckButtons({ outcome, busy, onCheck, onFinish }: CheckButtonsProps) {
  const { t } = useTranslation("connections");
  if (outcome === "fine") {
    return (
      <Button kind="primary" onClick={onFinish}>
        {t("new.finish")}
      </Button>
    );
  }
  return (
    <>
      {outcome ? <Button onClick={onFinish}>{t("new.later")}</Button> : null}
      <Button kind="primary" icon="refresh" busy={busy} onClick={onCheck}>
        {t(outcome ? "check.again" : "check.run")}
      </Button>
    </>
  );
}
