import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { FOLD_ABOVE_FOLDERS, type FolderLine, folderLines, linesNamed, openLines } from "../folder-tree.rules.ts";
import { foldersAbove } from "../folders.rules.ts";
import { type Change, FolderDialog } from "./folder-dialog.tsx";
import { FolderRow, PlaceRow } from "./folder-row.tsx";
import type { Overview } from "./use-library.ts";

interface FolderTreeProps {
  overview: Overview;
  /** Empty: everything; `none`: what lies in no folder; `retired`. */
  folder: string;
  onFolder: (folder: string) => void;
}

/** The library's left column: what lies in no folder, the tree of folders, what is retired. */
export function FolderTree({ overview, folder, onFolder }: FolderTreeProps) {
  const { t } = useTranslation("contents");
  const canWrite = useBrand().can("contents.write");
  const [change, setChange] = useState<Change | null>(null);
  const [words, setWords] = useState("");
  const { folders } = overview;
  const isLarge = folders.length > FOLD_ABOVE_FOLDERS;
  const asked = isLarge ? words.trim() : "";
  const { isOpen, set, reveal } = useBranches(folders, folder, !isLarge);
  const lines = folderLines(folders);
  const shown = asked === "" ? openLines(lines, isOpen) : linesNamed(lines, asked);
  const go = (key: string) => {
    reveal(foldersAbove(folders, key));
    onFolder(key);
  };
  const place = (key: string, label: string, count: number) => (
    <PlaceRow place={key} label={label} count={count} isHere={folder === key} onHere={() => go(key)} />
  );
  return (
    <nav
      className="contents-tree"
      aria-label={t("folders.title")}
      onKeyDown={(event) => walk(event, shown, asked === "" ? set : undefined)}
    >
      {isLarge ? <Search words={words} onWords={setWords} /> : null}
      {place("", t("folders.all"), overview.total)}
      {place("none", t("folders.none"), overview.unfiled)}
      <div className="sep" />
      {shown.map((line) => (
        <FolderRow
          key={line.folder.id}
          line={line}
          isOpen={asked !== "" || isOpen(line.folder.id)}
          onToggle={asked === "" ? () => set(line.folder.id, !isOpen(line.folder.id)) : undefined}
          isHere={folder === line.folder.id}
          onHere={() => go(line.folder.id)}
          onChange={canWrite ? setChange : undefined}
        />
      ))}
      {asked !== "" && shown.length === 0 ? <p className="nothing">{t("folders.noneFound")}</p> : null}
      {canWrite ? (
        <Button kind="quiet" size="s" icon="plus" className="add" onClick={() => setChange({ mode: "add", parentId: null })}>
          {t("folders.add")}
        </Button>
      ) : null}
      <div className="sep" />
      {place("retired", t("folders.retired"), overview.states.retired ?? 0)}
      {change ? (
        <FolderDialog
          change={change}
          lines={lines}
          onInside={(parentId) => reveal([parentId, ...foldersAbove(folders, parentId)])}
          onClose={() => setChange(null)}
        />
      ) : null}
    </nav>
  );
}

/** Which branches are open: as somebody left them, else all of a small tree and those above the open folder. */
function useBranches(folders: Overview["folders"], folder: string, isAllOpen: boolean) {
  const [left, setLeft] = useState<ReadonlyMap<string, boolean>>(new Map());
  const above = new Set(foldersAbove(folders, folder));
  return {
    isOpen: (id: string) => left.get(id) ?? (isAllOpen || above.has(id)),
    set: (id: string, isOpen: boolean) => setLeft(new Map(left).set(id, isOpen)),
    reveal: (ids: readonly string[]) => setLeft(new Map([...left, ...ids.map((id) => [id, true] as const)])),
  };
}

function Search({ words, onWords }: { words: string; onWords: (words: string) => void }) {
  const { t } = useTranslation("contents");
  return (
    <TextInput
      size="s"
      icon="search"
      role="searchbox"
      className="find"
      aria-label={t("folders.search")}
      placeholder={t("folders.search")}
      value={words}
      onChange={onWords}
      onKeyDown={(event) => {
        if (event.key === "Escape" && words !== "") {
          event.stopPropagation();
          onWords("");
        }
      }}
    />
  );
}

/** As in a tree: up and down from row to row, right opens a branch and goes into it, left closes it and goes to what it hangs on. */
function walk(event: KeyboardEvent<HTMLElement>, lines: readonly FolderLine[], set?: (folderId: string, isOpen: boolean) => void): void {
  const key = event.target instanceof HTMLElement ? event.target.dataset["place"] : undefined;
  if (key === undefined) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-place]")];
  const at = rows.findIndex((row) => row === event.target);
  const line = lines.find((one) => one.folder.id === key);
  const isOpen = rows[at]?.dataset["open"] === "true";
  const ways: Record<string, () => unknown> = {
    ArrowDown: () => rows[at + 1]?.focus(),
    ArrowUp: () => rows[at - 1]?.focus(),
    ArrowRight: () => (line?.isBranch ? (isOpen ? rows[at + 1]?.focus() : set?.(key, true)) : undefined),
    ArrowLeft: () =>
      line?.isBranch && isOpen && set ? set(key, false) : rows.find((row) => row.dataset["place"] === line?.folder.parentId)?.focus(),
  };
  const way = ways[event.key];
  if (!way) return;
  event.preventDefault();
  way();
}
