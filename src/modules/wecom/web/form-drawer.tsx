import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";

interface FormDrawerProps {
  title: string;
  facts?: ReactNode;
  /** All that is needed is there. */
  isWhole: boolean;
  save: { isPending: boolean; error: unknown };
  onSave: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A form in a drawer: cancel and save at the foot, and under the fields why it was not saved. */
export function FormDrawer({ title, facts, isWhole, save, onSave, onClose, children }: FormDrawerProps) {
  const { t } = useTranslation("wecom");
  const foot = (
    <>
      <Button onClick={onClose}>{t("cancel")}</Button>
      <Button kind="primary" busy={save.isPending} disabled={!isWhole} onClick={onSave}>
        {t("save")}
      </Button>
    </>
  );
  return (
    <Drawer open title={title} facts={facts} onClose={onClose} foot={foot}>
      <div className="pad">
        {children}
        {save.error ? (
          <p className="bad" role="alert">
            {errorText(save.error)}
          </p>
        ) : null}
      </div>
    </Drawer>
  );
}
