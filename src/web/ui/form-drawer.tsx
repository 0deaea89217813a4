import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../i18n/error-text.ts";
import { Button } from "./button.tsx";
import { Drawer } from "./drawer.tsx";

interface FormDrawerProps {
  title: string;
  facts?: ReactNode;
  /** What the button says; 保存 unless told. */
  confirm?: string;
  /** The call that confirming makes. */
  action: { isPending: boolean; error: unknown };
  /** All that is needed is there. */
  isWhole: boolean;
  onConfirm: () => void;
  onClose: () => void;
  /** In place of cancel and confirm, once it is done. */
  after?: ReactNode;
  children: ReactNode;
}

/** A form in a drawer: cancelled or confirmed at its foot, and under the fields why it was refused. */
export function FormDrawer({ title, facts, confirm, action, isWhole, onConfirm, onClose, after, children }: FormDrawerProps) {
  const { t } = useTranslation("ui");
  const foot = after ?? (
    <>
      <Button onClick={onClose}>{t("edit.cancel")}</Button>
      <Button kind="primary" busy={action.isPending} disabled={!isWhole} onClick={onConfirm}>
        {confirm ?? t("edit.save")}
      </Button>
    </>
  );
  return (
    <Drawer open title={title} facts={facts} onClose={onClose} foot={foot}>
      <div className="pad">
        {children}
        {action.error ? (
          <p className="bad" role="alert">
            {errorText(action.error)}
          </p>
        ) : null}
      </div>
    </Drawer>
  );
}
