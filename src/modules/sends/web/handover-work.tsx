import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";
import { copyText } from "../../../web/ui/copy-text.ts";
import { Kbd } from "../../../web/ui/kbd.tsx";
import { hrefOf } from "../../../web/ui/link.tsx";
import { toast } from "../../../web/ui/toast.tsx";
import { useKeys } from "../../../web/ui/use-keys.ts";
import { wordsToCopy } from "../filled.rules.ts";
import type { Handover } from "../sends.contract.ts";
import { HandoverHead } from "./handover-head.tsx";
import { HandoverMessage } from "./handover-message.tsx";
import { HandoverTargets } from "./handover-targets.tsx";
import { PlatformHandover } from "./handover-platform.tsx";
import { canCopyPicture, copyPicture, savePictures } from "./pictures.ts";
import type { HandoverTarget, HandoverWork } from "./use-handover.ts";

interface HandoverViewProps {
  handover: Handover;
  /** When its task is due now: it may have been postponed. */
  dueAt: string;
  work: HandoverWork;
  /** The current group got it. */
  onSent: () => void;
}

/** What has been taken along for one group: its text, its pictures. */
function useTaken(handover: Handover, target: HandoverTarget | undefined) {
  const { t } = useTranslation("sends");
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const key = (what: string) => `${what}:${target?.deliveryId ?? ""}:${what === "words" ? (target?.body?.text ?? "") : ""}`;
  const note = (what: string) => setTaken((before) => new Set([...before, key(what)]));
  const pictures = target?.pictureUrls ?? [];

  const copyWords = async () => {
    if (!target?.body) return;
    if (await copyText(wordsToCopy(target.body))) note("words");
    else toast(t("act.copyFailed"));
  };
  const takePictures = async (urls: readonly string[] = pictures) => {
    const [only] = urls;
    if (!only) return;
    const copied = urls.length === 1 && (await copyPicture(only));
    if (copied || (await savePictures(urls, handover.name))) {
      note("pictures");
      toast(copied ? t("act.pictureCopied") : t("act.picturesSaved", { count: urls.length }));
    } else toast(t("act.pictureFailed"));
  };
  return { hasWords: taken.has(key("words")), hasPictures: taken.has(key("pictures")), pictures, copyWords, takePictures };
}

/** The middle of the cockpit for a send: what goes to this group, the groups, and the taps in the order they are made. */
export function HandoverView(props: HandoverViewProps) {
  return props.handover.onPlatform ? <PlatformHandover {...props} /> : <TappedHandover {...props} />;
}

function TappedHandover({ handover, dueAt, work, onSent }: HandoverViewProps) {
  const target = work.current;
  const taken = useTaken(handover, target);
  const openGroup = () => target && globalThis.open(hrefOf(`groups/${target.groupId}`), "_blank", "noopener");
  const canTap = target?.state === "handed-over";
  const [editing, setEditing] = useState("");
  const isEditing = canTap && editing === target.deliveryId;
  useKeys({
    c: () => void taken.copyWords(),
    v: taken.pictures.length > 0 ? () => void taken.takePictures() : undefined,
    o: openGroup,
    e: canTap ? () => setEditing(target.deliveryId) : undefined,
    enter: canTap ? onSent : undefined,
  });
  return (
    <>
      <div className="reach-body">
        <HandoverHead handover={handover} dueAt={dueAt} work={work} />
        {target?.body ? (
          <HandoverMessage
            template={handover.template}
            target={{ ...target, body: target.body }}
            isEditing={isEditing}
            onEdit={(on) => setEditing(on ? target.deliveryId : "")}
            onReword={(text) => work.reword(target, text)}
            onPicture={(url) => void taken.takePictures([url])}
          />
        ) : null}
        <HandoverTargets work={work} />
      </div>
      <Acts work={work} taken={taken} openGroup={openGroup} onSent={canTap ? onSent : undefined} />
    </>
  );
}

interface ActsProps {
  work: HandoverWork;
  taken: ReturnType<typeof useTaken>;
  openGroup: () => void;
  onSent: (() => void) | undefined;
}

interface TakeButtonProps {
  icon: "copy" | "image";
  words: string;
  hotkey: string;
  isTaken: boolean;
  disabled?: boolean;
  onTake: () => void;
}

/** Takes something along for this group; green once it has been taken. */
function TakeButton({ icon, words, hotkey, isTaken, disabled, onTake }: TakeButtonProps) {
  return (
    <Button size="l" icon={isTaken ? "check" : icon} className={isTaken ? "reach-done" : undefined} disabled={disabled} onClick={onTake}>
      {words}
      <Kbd keys={hotkey} />
    </Button>
  );
}

function Acts({ work, taken, openGroup, onSent }: ActsProps) {
  const { t } = useTranslation("sends");
  const count = taken.pictures.length;
  const pictureWords = count === 1 && canCopyPicture() ? t("act.copyPicture") : t("act.savePictures", { count });
  return (
    <div className="reach-act">
      <TakeButton
        icon="copy"
        hotkey="C"
        words={taken.hasWords ? t("act.textCopied") : t("act.copyText")}
        isTaken={taken.hasWords}
        disabled={!work.current?.body}
        onTake={() => void taken.copyWords()}
      />
      {count > 0 ? (
        <TakeButton icon="image" hotkey="V" words={pictureWords} isTaken={taken.hasPictures} onTake={() => void taken.takePictures()} />
      ) : null}
      <Button size="l" icon="open" onClick={openGroup}>
        {t("act.openGroup")}
        <Kbd keys="O" />
      </Button>
      <span className="sp" />
      {onSent ? (
        <Button size="l" kind="primary" onClick={onSent}>
          {t("act.doneNext")}
          <Kbd keys="↵" />
        </Button>
      ) : null}
      {!onSent && work.open.length === 0 ? <span className="mut">{t("handover.allDone", { count: work.targets.length })}</span> : null}
    </div>
  );
}
