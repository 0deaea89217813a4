import type { Now } from "../../../web/h5/times.ts";
import { t } from "../../../web/h5/words.ts";
import { PictureViewer } from "../../../web/ui/h5/picture-viewer.tsx";
import { Sheet } from "../../../web/ui/h5/sheet.tsx";
import type { ChatGroup } from "../chat.contract.ts";
import { GroupSheet, type Leaving } from "./group-sheet.h5.tsx";

interface Props {
  group: ChatGroup;
  now: Now;
  infoOpen: boolean;
  onCloseInfo: () => void;
  room: Leaving;
  pictureUrl: string | null;
  onClosePicture: () => void;
}

/** What opens over the talk; a chunk of its own, fetched while the talk is read. */
export function ChatSheets({ group, now, infoOpen, onCloseInfo, room, pictureUrl, onClosePicture }: Props) {
  return (
    <>
      <Sheet open={infoOpen} onClose={onCloseInfo} title={t("chat.info")}>
        <GroupSheet group={group} now={now} room={room} />
      </Sheet>
      <PictureViewer url={pictureUrl} onClose={onClosePicture} />
    </>
  );
}
