import { Modal } from "antd";
import { useTranslation } from "react-i18next";
import { Kbd } from "../../../web/ui/kbd.tsx";

const rows = [
  ["C", "copy"],
  ["V", "pictures"],
  ["E", "edit"],
  ["O", "open"],
  ["↵", "done"],
  ["P", "postpone"],
  ["R", "reassign"],
  ["S", "skip"],
  ["U", "undo"],
  ["K", "previous"],
  ["J", "next"],
  ["?", "help"],
] as const;

/** All keys of the cockpit. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("sends");
  return (
    <Modal open onCancel={onClose} footer={null} width={400} centered title={t("keys.title")}>
      <dl className="reach-keys">
        {rows.map(([key, name]) => (
          <div key={key}>
            <dt>{t(`keys.${name}`)}</dt>
            <dd>
              <Kbd keys={key} />
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
