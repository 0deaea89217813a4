import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../client.ts";
import { errorText, problemNumber } from "../i18n/error-text.ts";
import { Basket } from "./art.tsx";
import { Button } from "./button.tsx";
import { copyText } from "./copy-text.ts";
import { Icon } from "./icons.tsx";
import type { IconName } from "./icons.tsx";
import { Dot } from "./page.tsx";
import "./states.css";

interface EmptyStateProps {
  title: string;
  text?: ReactNode;
  /** The first step as a button; a second way beside it. */
  actions?: ReactNode;
  /** Three steps to the first result. */
  steps?: { title: string; text: string }[];
  /** An icon instead of the drawing, for small places. */
  icon?: IconName;
  tight?: boolean;
}

/** Nothing there yet: what is missing, and what to do first. */
export function EmptyState({ title, text, actions, steps, icon, tight }: EmptyStateProps) {
  return (
    <div className={tight ? "em tight" : "em"}>
      {icon ? (
        <span className="bigi">
          <Icon name={icon} />
        </span>
      ) : (
        <Basket />
      )}
      <h3>{title}</h3>
      <p>{text}</p>
      {actions ? <div className="row g8">{actions}</div> : null}
      {steps ? (
        <ol className="st3">
          {steps.map((step, n) => (
            <li key={step.title}>
              <b>{n + 1}</b>
              <span>
                {step.title}
                <small>{step.text}</small>
              </span>
            </li>
          ))}
        </ol>
      ) : null}
    </div>
  );
}

interface NoResultProps {
  /** What was looked for: 群, 会员. */
  what: string;
  /** Names the condition that is too strict. */
  text?: ReactNode;
  /** The conditions in force, each can be taken away. */
  conditions?: { name: string; drop: () => void }[];
  onClear?: () => void;
}

/** The filters leave nothing. */
export function NoResult({ what, text, conditions = [], onClear }: NoResultProps) {
  const { t } = useTranslation("ui");
  return (
    <div className="em">
      <span className="bigi">
        <Icon name="search" />
      </span>
      <h3>{t("empty.noResult", { what })}</h3>
      <p>{text}</p>
      <div className="row g8">
        {conditions.slice(0, 3).map((one) => (
          <Button key={one.name} size="s" onClick={one.drop}>
            {t("empty.without", { name: one.name })}
          </Button>
        ))}
        {onClear ? (
          <Button size="s" kind="quiet" onClick={onClear}>
            {t("empty.clear")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

interface ErrorStateProps {
  error: unknown;
  /** What could not be read: 社群列表. */
  what?: string;
  onRetry?: () => void;
  retrying?: boolean;
  tight?: boolean;
}

/** It is not there, or not for this person: trying again would not help. */
function Gone({ error, tight }: Pick<ErrorStateProps, "error" | "tight">) {
  const { t } = useTranslation("ui");
  return (
    <EmptyState
      icon="search"
      tight={tight}
      title={errorText(error).replace(/。$|\.$/, "")}
      text={t("load.gone")}
      actions={<Button onClick={() => globalThis.history.back()}>{t("load.again")}</Button>}
    />
  );
}

/** What happened, what is kept, what to do, and the number of the problem. */
export function ErrorState(props: ErrorStateProps) {
  const { error, tight } = props;
  const isGone = error instanceof ApiError && (error.status === 403 || error.status === 404);
  return isGone ? <Gone error={error} tight={tight} /> : <Failed {...props} />;
}

function Failed({ error, what, onRetry, retrying = false, tight }: ErrorStateProps) {
  const { t } = useTranslation("ui");
  const offline = error instanceof ApiError && error.status === 0;
  return (
    <div className={tight ? "em tight" : "em"} role="alert">
      <span className="bigi bad">
        <Icon name={offline ? "offline" : "alert"} />
      </span>
      <h3>{t("load.failed", { what: what ?? t("load.page") })}</h3>
      <p>
        {errorText(error)}
        {tight ? null : `\n${t("load.kept")}`}
      </p>
      {onRetry ? (
        <Button kind={tight ? "plain" : "primary"} icon="refresh" busy={retrying} onClick={onRetry}>
          {retrying ? t("load.retrying") : t("load.retry")}
        </Button>
      ) : null}
      <ProblemNumber id={problemNumber(error)} />
    </div>
  );
}

/** The number to quote; copying takes along what only an administrator reads. */
export function ProblemNumber({ id, more = "" }: { id: string; more?: string }) {
  const { t } = useTranslation("ui");
  const [copied, setCopied] = useState(false);
  if (!id) return null;
  return (
    <p className="code">
      {t("load.problem", { id })}
      <Dot />
      <button type="button" className="lnk" onClick={() => void copyText(more ? `${id}\n${more}` : id).then(setCopied)}>
        {copied ? t("load.copied") : t("load.copy")}
      </button>
    </p>
  );
}
