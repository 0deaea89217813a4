import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";

interface DraftDrawerProps {
  title: string;
  facts?: string;
  confirm: string;
  /** The call that confirming makes. */
  action: { isPending: boolean; error: unknown };
  isWhole: boolean;
  onConfirm: () => void;
  onClose: () => void;
  /** In place of cancel and confirm, once it is done. */
  after?: ReactNode;
  children: ReactNode;
}

/** A form beside the list: cancelled or confirmed at its foot, with the reason where it was refused. */
export function DraftDrawer({ title, facts, confirm, action, isWhole, onConfirm, onClose, after, children }: DraftDrawerProps) {
  const { t } = useTranslation("integrations");
  const foot = after ?? (
    <>
      <Button onClick={onClose}>{t("cancel")}</Button>
      <Button kind="primary" busy={action.isPending} disabled={!isWhole} onClick={onConfirm}>
        {confirm}
      </Button>
    </>
  );
  return (
    <Drawer open title={title} {...(facts ? { facts } : {})} onClose={onClose} foot={foot}>
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
