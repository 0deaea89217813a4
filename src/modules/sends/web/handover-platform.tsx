import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Icon } from "../../../web/ui/icons.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { lookHandoverEndpoint } from "../owners.contract.ts";
import type { Handover } from "../sends.contract.ts";
import { HandoverHead } from "./handover-head.tsx";
import { HandoverMessage } from "./handover-message.tsx";
import { HandoverTargets } from "./handover-targets.tsx";
import type { HandoverWork } from "./use-handover.ts";
import "./handover-platform.css";

/** What asking the platform takes, mostly. */
const ANSWERED_MS = 2_500;
const steps = ["open", "find", "confirm"] as const;

/** A send that waits in the platform's own app: where to confirm it, what it says, and that its outcome comes by itself. */
export function PlatformHandover({ handover, dueAt, work }: { handover: Handover; dueAt: string; work: HandoverWork }) {
  const { t } = useTranslation("sends");
  const target = work.current;
  const isWaiting = work.open.length > 0;
  const look = useAction(lookHandoverEndpoint, {
    onDone: () => {
      toast(t("there.looking"));
      globalThis.setTimeout(() => void work.readAgain(), ANSWERED_MS);
    },
    onFailed: errorToast,
  });
  return (
    <>
      <div className="reach-body">
        <HandoverHead handover={handover} dueAt={dueAt} work={work} />
        {isWaiting ? (
          <section className="reach-there" aria-label={t("there.title")}>
            <h3>
              <Icon name="phone" size="s" />
              {t("there.title")}
            </h3>
            <ol>
              {steps.map((step) => (
                <li key={step}>{t(`there.${step}`)}</li>
              ))}
            </ol>
            <p className="mut sm12">
              {t("there.itself")}
              {handover.askedAt ? (
                <>
                  {" "}
                  {t("there.asked")} <Time at={handover.askedAt} />
                </>
              ) : null}
            </p>
          </section>
        ) : null}
        {target?.body ? (
          <HandoverMessage
            template={handover.template}
            target={{ ...target, body: target.body }}
            isEditing={false}
            onPicture={(url) => globalThis.open(url, "_blank", "noopener")}
          />
        ) : null}
        <HandoverTargets work={work} inTurn={false} />
      </div>
      <div className="reach-act">
        <span className="mut">{isWaiting ? t("there.waiting", { count: work.open.length }) : t("there.over")}</span>
        <span className="sp" />
        {isWaiting ? (
          <Button size="l" icon="refresh" busy={look.isPending} onClick={() => look.mutate({ dispatchId: handover.dispatchId })}>
            {t("there.look")}
          </Button>
        ) : null}
      </div>
    </>
  );
}
