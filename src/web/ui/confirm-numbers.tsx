import { Modal } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button.tsx";
import { Icon } from "./icons.tsx";
import type { IconName } from "./icons.tsx";
import { NumberStrip } from "./number-strip.tsx";
import type { NumberFact } from "./number-strip.tsx";
import "./states.css";
import "./floats.css";

export interface Check {
  tone: "good" | "warn" | "bad";
  text: ReactNode;
}

interface ConfirmNumbersProps {
  open: boolean;
  icon: IconName;
  /** A question: 发给 236 个群？ */
  title: string;
  facts?: ReactNode;
  /** Reached, tired, left out. */
  numbers?: NumberFact[];
  checks?: Check[];
  /** Fields that belong to the decision. */
  children?: ReactNode;
  /** The verb with its consequence: 发给 225 个群. */
  confirm: string;
  /** Other ways out, between back and confirm. */
  others?: ReactNode;
  danger?: boolean;
  busy?: boolean;
  /** Until the numbers are known, or when a check forbids it. */
  disabled?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

const checkIcons: Record<Check["tone"], IconName> = { good: "check", warn: "alert", bad: "close" };

/** Before something large is done: numbers first, then checks, then the verb. */
export function ConfirmNumbers(props: ConfirmNumbersProps) {
  const { open, icon, title, facts, numbers, checks, children, confirm, others, danger, busy, disabled, onConfirm, onClose } = props;
  const { t } = useTranslation("ui");
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      closable={false}
      width={560}
      centered
      destroyOnHidden
      title={<span className="sr">{title}</span>}
    >
      <div className="dg">
        <div className="row g12">
          <span className={danger ? "bigi bad" : "bigi br"}>
            <Icon name={icon} />
          </span>
          <div>
            <h3>{title}</h3>
            {facts ? <p className="mut">{facts}</p> : null}
          </div>
        </div>
        <div className="col g16" style={{ margin: "18px 0 20px" }}>
          {numbers ? <NumberStrip numbers={numbers} /> : null}
          {children}
          {checks && checks.length > 0 ? (
            <ul className="ck">
              {checks.map((check, n) => (
                <li key={n} className={check.tone === "good" ? undefined : check.tone}>
                  <Icon name={checkIcons[check.tone]} size="s" />
                  {check.text}
                </li>
              ))}
            </ul>
          ) : null}
        </div>
        <div className="row g8" style={{ justifyContent: "flex-end" }}>
          <Button onClick={onClose}>{t("confirm.back")}</Button>
          {others}
          <Button kind={danger ? "dangerPrimary" : "primary"} busy={busy} disabled={disabled} onClick={onConfirm}>
            {confirm}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
