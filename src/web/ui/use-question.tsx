import { Modal } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Question {
  title: string;
  /** What will not come back. */
  text: string;
  /** The verb. */
  yes: string;
  onYes: () => void;
}

/** Asks before what cannot be taken back; `holder` stands where the question may open. */
export function useQuestion(): { ask: (question: Question) => void; holder: ReactNode } {
  const { t } = useTranslation("ui");
  const [modal, holder] = Modal.useModal();
  const ask = ({ title, text, yes, onYes }: Question) =>
    void modal.confirm({ title, content: text, okText: yes, cancelText: t("confirm.back"), okButtonProps: { danger: true }, onOk: onYes });
  return { ask, holder };
}
