import { Modal, QRCode } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";
import { copyText } from "../../../web/ui/copy-text.ts";
import { toast } from "../../../web/ui/toast.tsx";
import { saveText } from "./save-text.ts";

interface QrDialogProps {
  title: string;
  /** What a phone reads. */
  text: string;
  onClose: () => void;
}

/** A way in as a code to scan, to copy or to print. */
export function QrDialog({ title, text, onClose }: QrDialogProps) {
  const { t } = useTranslation("groups");
  const frame = useRef<HTMLDivElement>(null);
  const save = () => {
    const drawn = frame.current?.querySelector("svg");
    if (drawn) saveText(`${title}.svg`, new XMLSerializer().serializeToString(drawn), "image/svg+xml");
  };
  return (
    <Modal open onCancel={onClose} footer={null} width={380} centered title={title} destroyOnHidden>
      <div ref={frame} className="qr">
        <QRCode type="svg" value={text} size={240} color="#13191d" bgColor="#ffffff" bordered={false} errorLevel="M" />
      </div>
      <p className="qraddr">{text}</p>
      <div className="row g8" style={{ justifyContent: "center" }}>
        <Button icon="download" onClick={save}>
          {t("entry.saveQr")}
        </Button>
        <Button
          kind="primary"
          icon="copy"
          onClick={() => void copyText(text).then((copied) => (copied ? toast(t("entry.copied")) : undefined))}
        >
          {t("entry.copy")}
        </Button>
      </div>
    </Modal>
  );
}
