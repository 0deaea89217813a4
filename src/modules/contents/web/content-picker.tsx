import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpointPages } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { directions, type Direction } from "../body.contract.ts";
import { type ContentRow, listContentsEndpoint } from "../contents.contract.ts";
import { DirectionLegend } from "./labels.tsx";
import "./contents.css";
import "./content-picker.css";

interface ContentPickerProps {
  title?: string;
  /** Looked at first. */
  direction?: Direction | undefined;
  onPick: (content: ContentRow) => void;
  onClose: () => void;
}

/** Chooses one of the contents that may be sent today. */
export function ContentPicker({ title, direction, onPick, onClose }: ContentPickerProps) {
  const { t } = useTranslation(["contents", "ui"]);
  const [q, setQ] = useState("");
  const [asked, setAsked] = useState<Direction | "">(direction ?? "");
  const { query, items, hasMore, more } = useEndpointPages(listContentsEndpoint, {
    q: q || undefined,
    direction: asked || undefined,
    usable: "true",
    limit: 24,
  });
  const options = [
    { value: "" as const, label: t("contents:folders.all") },
    ...directions.map((value) => ({ value, label: t(`contents:direction.${value}`) })),
  ];
  return (
    <Modal
      open
      title={title ?? t("contents:picker.title")}
      onCancel={onClose}
      footer={null}
      width={640}
      centered
      destroyOnHidden
      styles={{ header: { marginBottom: 16 } }}
    >
      <div className="row g8 contents-pick-top">
        <SearchInput value={q} onSearch={setQ} placeholder={t("contents:picker.search")} width={280} />
        <span className="sp" />
        <Segmented label={t("contents:filter.direction")} options={options} value={asked} onChange={setAsked} />
      </div>
      <div className="contents-pick">
        <Loaded
          query={query}
          what={t("contents:what")}
          tight
          empty={() =>
            items.length === 0 ? (
              <EmptyState
                tight
                icon="content"
                title={t("contents:picker.none")}
                text={t("contents:picker.noneText")}
                actions={<Button to="contents">{t("contents:picker.toLibrary")}</Button>}
              />
            ) : null
          }
        >
          {() => (
            <ul>
              {items.map((row) => (
                <li key={row.id}>
                  <button type="button" onClick={() => onPick(row)}>
                    <span className="contents-thumb">{row.coverUrl ? <img src={row.coverUrl} alt="" loading="lazy" /> : null}</span>
                    <span className="words">
                      <b className="el">{row.name}</b>
                      <small className="el mut">{row.summary}</small>
                    </span>
                    <DirectionLegend direction={row.direction} />
                    <span className="mut sm12 nw">{row.uses > 0 ? t("contents:uses", { count: row.uses }) : t("contents:neverUsed")}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
        {hasMore ? (
          <Button kind="quiet" size="s" onClick={more}>
            {t("contents:picker.more")}
          </Button>
        ) : null}
      </div>
    </Modal>
  );
}
