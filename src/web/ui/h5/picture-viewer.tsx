import { Dialog } from "@base-ui/react/dialog";
import { Icon } from "./icons.tsx";
import { t } from "../../h5/words.ts";

/** One picture over the whole page; two fingers enlarge it as the web view does. A tap closes. */
export function PictureViewer({ url, onClose }: { url: string | null; onClose: () => void }) {
  return (
    <Dialog.Root open={url !== null} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Popup className="fixed inset-0 z-25 grid place-items-center bg-ink outline-none" onClick={onClose}>
          <Dialog.Title className="sr-only">{t("common.bigPicture")}</Dialog.Title>
          {url && <img src={url} alt={t("common.picture")} className="max-h-dvh max-w-full object-contain" />}
          <Dialog.Close
            aria-label={t("common.close")}
            className="fixed top-2 right-2 grid size-11 place-items-center rounded-full bg-veil text-white"
          >
            <Icon name="close" />
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
