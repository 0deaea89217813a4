import { Popover } from "antd";
import { type KeyboardEventHandler, type Ref, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./icons.tsx";
import { TextInput } from "./text-input.tsx";
import { usePop } from "./use-pop.ts";
import "./filter-chip.css";

export interface Option {
  value: string;
  label: string;
  /** In grey at the right: how many. */
  note?: string;
}

interface FilterChipProps {
  name: string;
  options: Option[];
  /** What is chosen; keep it in the address with `useUrlState`. */
  value: readonly string[];
  onChange: (value: string[]) => void;
  /** Several may be chosen. */
  multiple?: boolean;
  /** Where there are too many to be listed: told what is typed, and "" when somebody looks; `options` are what was found, and what is chosen. */
  onSearch?: (q: string) => void;
}

interface ChoicesProps extends FilterChipProps {
  box: Ref<HTMLDivElement>;
  onKeyDown: KeyboardEventHandler;
  close: () => void;
}

function Choices({ name, options, value, onChange, multiple, onSearch, box, onKeyDown, close }: ChoicesProps) {
  const { t } = useTranslation("ui");
  const [q, setQ] = useState("");
  const shown = onSearch ? options : options.filter((option) => option.label.toLowerCase().includes(q.trim().toLowerCase()));
  useEffect(() => onSearch?.(q), [onSearch, q]);
  const pick = (one: string) => {
    if (multiple) return onChange(value.includes(one) ? value.filter((v) => v !== one) : [...value, one]);
    onChange([one]);
    close();
  };
  return (
    <div className="pop" role="dialog" aria-label={name} ref={box} onKeyDown={onKeyDown}>
      {onSearch || options.length > 8 ? (
        <div className="find">
          <TextInput size="s" icon="search" value={q} onChange={setQ} placeholder={t("filter.search", { name })} autoFocus />
        </div>
      ) : null}
      <ul>
        {shown.map((option) => (
          <li key={option.value}>
            {multiple ? (
              <label>
                <input type="checkbox" className="chk" checked={value.includes(option.value)} onChange={() => pick(option.value)} />
                {option.label}
                <span className="n">{option.note}</span>
              </label>
            ) : (
              <button type="button" onClick={() => pick(option.value)}>
                {option.label}
                <span className="n">{option.note}</span>
                {value.includes(option.value) ? <Icon name="check" size="s" /> : null}
              </button>
            )}
          </li>
        ))}
      </ul>
      {shown.length === 0 ? <p className="none">{t("filter.none")}</p> : null}
    </div>
  );
}

/** A condition of a list: its name, and what is chosen in bold. */
export function FilterChip(props: FilterChipProps) {
  const { name, options, value, onChange } = props;
  const { t } = useTranslation("ui");
  const { open, close, box, onKeyDown, popover } = usePop();
  const chosen = value.map((v) => options.find((option) => option.value === v)?.label ?? v);
  return (
    <Popover
      {...popover}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      styles={{ container: { padding: 0, background: "none", boxShadow: "none" } }}
      content={<Choices {...props} box={box} onKeyDown={onKeyDown} close={close} />}
    >
      <span className={chosen.length > 0 ? "fc on" : "fc"}>
        <button type="button" aria-haspopup="dialog" aria-expanded={open}>
          {name}
          {chosen.length > 0 ? (
            <b className="el" title={chosen.join(t("joint.items"))}>
              {chosen.slice(0, 2).join(t("joint.items"))}
              {chosen.length > 2 ? ` +${chosen.length - 2}` : ""}
            </b>
          ) : (
            <Icon name="down" size="xs" />
          )}
        </button>
        {chosen.length > 0 ? (
          <button
            type="button"
            aria-label={t("filter.clear", { name })}
            onClick={(event) => {
              event.stopPropagation();
              onChange([]);
            }}
          >
            <Icon name="close" size="xs" />
          </button>
        ) : null}
      </span>
    </Popover>
  );
}
