import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";
import { Icon } from "../../../web/ui/icons.tsx";
import "./wecom.css";

interface CodePictureProps {
  name: string;
  /** Empty while there is no picture. */
  url: string;
  /** For rows of a panel. */
  small?: boolean;
}

/** A code's picture; a press opens it large enough to scan, and to save for print. */
export function CodePicture({ name, url, small = false }: CodePictureProps) {
  const { t } = useTranslation("wecom");
  const [isOpen, setOpen] = useState(false);
  const look = small ? "wc-qr small" : "wc-qr";
  if (url === "")
    return <div className={look}>{small ? <Icon name="qr" size="s" label={t("codes.noPicture")} /> : t("codes.noPicture")}</div>;
  return (
    <>
      <button type="button" className={look} aria-label={t("codes.showPicture", { name })} onClick={() => setOpen(true)}>
        <img src={url} alt="" loading="lazy" />
      </button>
      {isOpen ? (
        <Modal open onCancel={() => setOpen(false)} footer={null} width={380} centered title={name} destroyOnHidden>
          <img className="wc-bigqr" src={url} alt={t("codes.picture")} />
          <div className="row g8" style={{ justifyContent: "center" }}>
            <Button icon="download" onClick={() => saveAs(`${name}.png`, url)}>
              {t("codes.savePicture")}
            </Button>
          </div>
        </Modal>
      ) : null}
    </>
  );
}

/** Hands a file of ours to the browser under a name. */
function saveAs(name: string, url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
