import { Modal } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Kbd } from "../ui/kbd.tsx";
import { isKeyElsewhere, keyName } from "../ui/use-keys.ts";

const lines = [
  ["/", "search"],
  ["⌘K", "palette"],
  ["J K", "walk"],
  ["Enter", "open"],
  ["X", "select"],
  ["Shift", "range"],
  ["⌘Z", "undo"],
  ["Esc", "close"],
  ["?", "sheet"],
] as const;

/** Goes to the first row of the page's list, unless one has the focus. */
function enterList(): boolean {
  const row = document.querySelector("table.tb tbody tr");
  if (!(row instanceof HTMLElement)) return false;
  row.focus();
  return true;
}

/**
 * The keys that hold on every page, and the sheet that shows them. Hears what bubbles past the document, so that a page's own keys go
 * before.
 */
export function KeysSheet() {
  const { t } = useTranslation("shell");
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isKeyElsewhere(event)) return;
      const key = keyName(event);
      if (key === "?") setOpen(true);
      else if ((key === "j" || key === "k") && !(document.activeElement instanceof HTMLTableRowElement)) {
        if (!enterList()) return;
      } else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  return (
    <Modal open={isOpen} title={t("keys.title")} footer={null} width={400} onCancel={() => setOpen(false)}>
      <dl className="keys-sheet">
        {lines.map(([keys, name]) => (
          <div key={name}>
            <dt>
              {keys.split(" ").map((one) => (
                <Kbd key={one} keys={one} />
              ))}
            </dt>
            <dd>{t(`keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
